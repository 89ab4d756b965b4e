"""What of the documents that come in is new to a corpus, and what of the dropped is not yet listed in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dragoman.model import Document, Rejected
from dragoman.store.batch import plain
from dragoman.store.corpus import Corpus, Known
from dragoman.store.rows import Row

SAME_ADDRESS = (
    "several pages of one run have this address; all are kept as its versions, the one whose hash is least as the latest"
)


@dataclass(slots=True)
class Intake:
    """Tells documents to be coded from known ones. An address may give another text than it did, and several in one run:
    the order of coming must not decide which is the latest, so of several in one run it is the one with the least hash."""

    known: Mapping[str, Known]
    version: str
    came: set[str] = field(default_factory=set)
    least: dict[str, str] = field(default_factory=dict)  # the least hash that came of each address
    several: set[str] = field(default_factory=set)  # addresses of more than one
    new: set[str] = field(default_factory=set)  # addresses of documents that the corpus does not hold
    skipped: list[str] = field(default_factory=list)
    dropped: list[Rejected] = field(default_factory=list)

    def fresh(self, documents: Iterable[Document | Rejected]) -> Iterator[Document]:
        """Yields what is to be coded; remembers what was skipped or dropped."""
        for one in documents:
            named = replace(one, doc=plain(one.doc))
            if isinstance(named, Rejected):
                self.dropped.append(replace(named, detail=plain(named.detail)))
            elif self._wanted(named):
                yield named

    def renewed(self) -> list[str]:
        """Returns documents that the corpus held already and that are the latest of their addresses again.

        That is one that came after others had; and of several in one run the least, if another of them is new.
        """
        held = ((doc, least) for doc, least in self.least.items() if least in self.known)
        return [least for doc, least in held if self._renews(doc, least)]

    def _renews(self, doc: str, least: str) -> bool:
        return doc in self.new if doc in self.several else not self.known[least].latest

    def unlisted(self, corpus: Corpus) -> list[Rejected]:
        """Returns what never became a document and is not listed so: all that was said of an address, or nothing."""
        now, before = _by_doc(self.dropped), defaultdict(set)
        for row in corpus.rows("rejected", "document_id IS NULL") if now else ():
            before[row["doc"]].add(_rejected(row))
        return [one for doc in now if now[doc] != before[doc] for one in now[doc]]

    def known_rejections(self, corpus: Corpus) -> Iterator[Rejected]:
        """Yields why the skipped documents that have no article have none."""
        bare = {identity for identity in self.skipped if self.known[identity].article_id is None}
        for row in corpus.rows("rejected", "document_id IS NOT NULL") if bare else ():
            if row["document_id"] in bare:
                yield _rejected(row)

    def _wanted(self, document: Document) -> bool:
        identity, doc = document.document_id, document.doc
        if identity in self.came:
            return False
        self.came.add(identity)
        if doc in self.least:
            self.several.add(doc)
            self.dropped.append(Rejected(doc, "read", "same_address", SAME_ADDRESS))
        self.least[doc] = min(identity, self.least.get(doc, identity))
        if identity not in self.known:
            self.new.add(doc)
        if self._held(identity):
            self.skipped.append(identity)
            return False
        return True

    def _held(self, identity: str) -> bool:
        held = self.known.get(identity)
        return held is not None and held.version == self.version and not held.again


def _by_doc(dropped: Iterable[Rejected]) -> dict[str, set[Rejected]]:
    found: dict[str, set[Rejected]] = defaultdict(set)
    for one in dropped:
        found[one.doc].add(one)
    return found


def _rejected(row: Row) -> Rejected:
    return Rejected(row["doc"], row["stage"], row["reason"], row["detail"])

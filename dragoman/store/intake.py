"""What of the documents that come in is new to a corpus, and what of the dropped is not yet listed in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dragoman.model import Document, Rejected
from dragoman.store.batch import plain
from dragoman.store.corpus import Corpus, Known
from dragoman.store.rows import Row

SAME_ADDRESS = "several pages of one run have this address; the one whose hash is least was read"


@dataclass(slots=True)
class Intake:
    """Tells documents to be coded from known ones. One address is one document: the order of coming must not decide
    which, so of several in one run the one with the least hash is read."""

    known: Mapping[str, Known]
    version: str
    seen: dict[str, str] = field(default_factory=dict)
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
        identity, before = document.document_id, self.seen.get(document.doc)
        if before is not None and before != identity:
            self.dropped.append(Rejected(document.doc, "read", "same_address", SAME_ADDRESS))
        if before is not None and before <= identity:
            return False
        self.seen[document.doc] = identity
        if before is None and self._held(identity):
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

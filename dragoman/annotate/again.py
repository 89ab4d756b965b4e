"""Who is meant when a page says it shorter the second time: «Минобороны Казахстана … в Минобороны», «Атанас Запрянов … Запрянов».

A bare office, organ or force is the last one with that word whose owner the article named; a bare surname is whoever bore
it in full beside an office. Both are known only further on in the same article. What was never named in full stays
unknown: «президент» alone may be anybody's, unless one president has been named so far, by office or by name. «Альянс» is
the one alliance named so far, "the council" the one council, «республика» the state named most, «ведомство» the organ named
last; «Минобороны страны» is the ministry of the state that acts in the sentence, else in the one before. A pronoun is the one
person named before it in the sentence, else the first who acts in the sentence before, where that is a person, and not one
known to be of the other sex: «Лавров прибыл в Баку. Он встретился …».
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.actors import Actors
from dragoman.annotate.apposed import RULE as APPOSED
from dragoman.annotate.beside import beside_a_name, capital_alone, family, goes_on, named_next, owned, within
from dragoman.annotate.compose import HEADS
from dragoman.annotate.folding import fold_word
from dragoman.annotate.lexicon import DEPENDENT, base
from dragoman.annotate.offices import FORMER
from dragoman.annotate.parties import LINKS, PEOPLE, Parties
from dragoman.annotate.tokens import Token, covered
from dragoman.languages import Language
from dragoman.model import Mention
from dragoman.text import stem

# Monarchies, and states whom nobody calls "the republic".
NO_REPUBLICS = frozenset({
    "ARE", "AUS", "BEL", "BHR", "BRN", "BTN", "CAN", "CHE", "DNK", "ESP", "GBR", "JOR", "JPN", "KHM", "KWT", "LIE",
    "LUX", "MAR", "MCO", "MYS", "NLD", "NOR", "NZL", "OMN", "QAT", "RUS", "SAU", "SWE", "SWZ", "THA", "TON", "USA", "VAT",
})  # fmt: skip
UN = "UN"
SHORTEST = 4  # letters of a surname that is known again by itself
FAMILY = frozenset({"CAP", "SURNAME"})
BARE = frozenset({"CAP", "FIRST"})
MODIFIED = frozenset({"QUAL", "QUAL_GEN"})
GENERIC = frozenset({"WORD", "FIRST", "ORGAN", "ORGAN_GEN"})
COMMON = ("agency", "republic", "alliance", "union")  # lists of uses.toml
MANY = frozenset({"ambassador", "envoy", "commander", "commissioner", "minister", "governor", "mayor"})  # of several at a time
ORGANS = frozenset({"OFFICE", "FORCE", "ORGAN"})  # what «страны» behind it makes the country's
SHORT = frozenset({"OFFICE", "ENVOY", "MISSION", "FORCE", "ORGAN"})  # not GROUP: «страны», «партии» of others


class Named:
    """What an article has named in full so far. One for each article."""

    def __init__(
        self, language: Language, uses: Mapping[str, frozenset[str]], actors: Actors, date: str | None = None
    ) -> None:  # fmt: skip
        """Begins with nothing. `uses` are the lists of the language's uses.toml, `date` the article's."""
        self._language, self._actors, self._date, self._uses = language, actors, date, uses
        self._people_known = actors.people
        self._common = {word: kind for kind in COMMON for word in uses.get(kind, ())}
        self._roles: dict[str, dict[str, Mention]] = {}  # who was named that holds an office, by office and code
        self._named: Counter[str] = Counter()  # how often each state and organisation was named
        self._last: dict[str, Mention] = {}  # the last mention of a code, and of an organ
        self._pronouns = {"m": uses.get("he", frozenset()), "f": uses.get("she", frozenset())}
        self._says = uses.get("says", frozenset())
        self._plural = tuple(uses.get("plural", ()))
        self._heads: dict[str, Mention] = {}
        self._bodies: dict[str, dict[str, tuple[Mention, tuple[str, ...]]]] = {}  # organisations by the word for what they are
        self._offices: dict[str, dict[str, Mention]] = {}  # who was named in an office, by office and code
        self._titles: dict[str, dict[str, Mention]] = {}  # who was named with a title, by each of its words
        self._people: dict[str, Mention] = {}
        self._before: Mention | None = None  # the first who acts in the sentence before, if a person
        self._parties = Parties(language, uses)
        self._countries: list[Mention] = []  # states that act in the last sentence that names any, themselves or by an organ

    def read(self, row: Sequence[Token], mentions: Sequence[Mention], text: str) -> list[Mention]:
        """Returns a sentence's mentions with those that are named again in short; keeps what it names in full."""
        starts, ends = [token.start for token in row], [token.end for token in row]  # in order: a sentence may be a megabyte
        taken = covered(row, mentions)
        free = [at for at in range(len(row)) if at not in taken]
        both = self._parties.find(row, free, mentions, text)
        free = [at for at in free if not any(m.start <= row[at].start < m.end for m in both)]
        loose = frozenset(free)
        again: list[Mention] = self._the_country(row, free, text)
        for at in free:
            if not again or again[-1].end <= row[at].start:
                again += self._countrys(row, at, mentions, text) or self._again(row, at, text) or self._body(row, at, loose, text)
        named = [*mentions, *again]
        again += [who for at in free if (who := self._pronoun(row, at, named))]
        again += both
        for mention in mentions:
            self._keep(mention, row[bisect_left(starts, mention.start) : bisect_right(ends, mention.end)])
        whole = sorted([*mentions, *again], key=lambda m: m.start)
        self._before = next((m for m in whole if m.use == "actor" and m.code), None)
        self._parties.keep(whole, text)
        self._countries = [m for m in whole if self._is_state(m)] or ([] if mentions else self._countries)
        if self._before and self._before.kind not in PEOPLE:
            self._before = None
        return whole

    def _pronoun(self, row: Sequence[Token], at: int, named: Sequence[Mention]) -> Mention | None:
        """Returns the person whom a pronoun stands for: the one named before it in the sentence, else whom the sentence before
        began with.

        «Перед визитом Зеленского он раскритиковал НАТО»; of two named before it, it may be either. A pronoun that says nothing
        of the sex may be no person at all, but where it opens the sentence.
        """
        token, word = row[at], fold_word(row[at].text)
        if not any(word in forms for forms in self._pronouns.values()):
            return None
        people = [m for m in named if m.end <= token.start and m.kind in PEOPLE and m.code and self._means(word, m)]
        if at and all(word in forms for forms in self._pronouns.values()):
            return None
        if len({m.entity or m.name for m in people}) > 1:
            return None
        before = self._before if self._before and self._means(word, self._before) else None
        who = people[-1] if people else self._state_so_far(row, at, named) or before
        if who is None:
            return None
        return replace(
            who, start=token.start, end=token.end, text=token.text, kind="pronoun", use="actor", rule="again-pronoun", who=None
        )

    def _state_so_far(self, row: Sequence[Token], at: int, named: Sequence[Mention]) -> Mention | None:
        """«Румыния входит в НАТО, она отправила роту»: the state that the sentence began with, if no other was named since."""
        states = [m for m in named if m.end <= row[at].start and self._is_state(m)]
        feminine = tuple(self._uses.get("feminine", ()))
        if not feminine or len({m.code for m in states}) != 1 or states[0].kind != "state" or states[0].start != row[0].start:
            return None
        sex = "f" if fold_word(states[0].text).endswith(feminine) else "m"
        return states[0] if fold_word(row[at].text) in self._pronouns[sex] else None

    def _means(self, word: str, person: Mention) -> bool:
        """Tells whether a word is a pronoun for that person; of somebody in no table the sex is not known."""
        known = self._people_known.get(person.entity or "")
        sexes = (known.sex,) if known else tuple(self._pronouns)
        return any(word in self._pronouns.get(sex, ()) for sex in sexes)

    def _is_state(self, mention: Mention) -> bool:
        return mention.use == "actor" and mention.code in self._actors.states

    def _countrys(self, row: Sequence[Token], at: int, mentions: Sequence[Mention], text: str) -> list[Mention]:
        """«Минобороны страны», "the country's ministry": of the state that acts before in the sentence, else in the last."""
        if base(row[at].tag) not in ORGANS:
            return []
        span = self._with_country(row, at)
        if span is None:
            return []
        republic = fold_word(text[span[0] : span[1]]).endswith(tuple(self._uses.get("republics", ())))
        never = NO_REPUBLICS if republic else frozenset()  # «с США … руководство республики»
        acting = [m for m in mentions if m.end <= row[at].start and self._is_state(m) and m.code not in never]
        states = acting or [m for m in self._countries if m.code not in never]
        if not states or (base(row[at].tag) == "OFFICE" and len({m.code for m in states}) > 1):
            return []  # «Путин принял Токаева. Министр обороны страны …» may be either's
        state = states[0]
        words = text[span[0] : span[1]]
        return [Mention("office", state.code, words, *span, words, "again-country", sector=row[at].known[0].entry.sector)]

    def _the_country(self, row: Sequence[Token], free: Sequence[int], text: str) -> list[Mention]:
        """«Страна также ввела запрет», "The country …", opening a sentence: the one state that acts in the last with any."""
        at = 1 if row and row[0].tag == "THE" else 0
        states = {m.code: m for m in self._countries}
        if at not in free or len(states) != 1 or fold_word(row[at].text) not in self._uses.get("a_country", ()):
            return []
        if at + 1 < len(row) and (
            row[at + 1].tag in LINKS or row[at + 1].tag.endswith(DEPENDENT) or not row[at + 1].text[0].isalpha()
        ):
            return []
        (state,) = states.values()
        name = self._actors.name(str(state.code))
        return [Mention("state", state.code, name, row[at].start, row[at].end, row[at].text, "again-the-country")]

    def _with_country(self, row: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Returns where an organ and the word for its country stand; None where that word is not beside it."""
        after, before = at + 1, at - 1
        while after < len(row) and row[after].tag in LINKS:
            after += 1
        while before >= 0 and row[before].tag in LINKS:
            before -= 1
        if after < len(row) and fold_word(row[after].text) in self._uses.get("country", ()):
            return row[at].start, row[after].end
        if before >= 0 and fold_word(row[before].text) in self._uses.get("countrys", ()):
            return row[before].start, row[at].end
        return None

    def _again(self, row: Sequence[Token], at: int, text: str) -> list[Mention]:
        token = row[at]
        if token.tag == "WORD" and fold_word(token.text) not in self._common:
            return []
        known, rule = None, ""
        if base(token.tag) in SHORT:
            known, rule = self._heads.get(self._key(token)) or self._in_office(token) or self._same_office(token), "again-office"
            if named_next(row, at) or self._describes(row, at):
                known = None
            elif known is None and not owned(row, at) and self._speaks(row, at):
                known, rule = self._titled(token), "again-title"
        elif token.tag in BARE and len(token.text) >= SHORTEST and not beside_a_name(row, at):
            known, rule = self._people.get(stem(token.text, self._language)), "again-name"
        if known is None:
            known, rule = self._generic(row, at)
        if known is None and not owned(row, at):
            known, rule = self._at_home(token), "again-home"
        if known is None:
            return []
        start = row[at - 1].start if at and row[at - 1].tag in MODIFIED else token.start
        words = text[start : token.end]
        where = at and known.kind in ("state", "organisation") and fold_word(row[at - 1].text) in self._uses.get("locative", ())
        use = "place" if where else "actor"
        return [replace(known, start=start, end=token.end, text=words, rule=rule, use=use, who=None)]

    def _at_home(self, token: Token) -> Mention | None:
        """Returns an organ as that of the state whose pages call it so: „МВнР“; „Съветът за сигурност“ alone is the UN's."""
        for words, code in (("home", next(iter(self._uses.get("home_state", ())), "").upper()), ("un", UN)):
            if code and fold_word(token.text) in self._uses.get(words, ()):
                sector = "IGO" if code == UN else token.known[0].entry.sector
                return Mention("office", code, token.text, token.start, token.end, token.text, "home", sector=sector)
        return None

    def _body(self, row: Sequence[Token], at: int, free: frozenset[int], text: str) -> list[Mention]:
        """«Совет Безопасности», "the Commission", „съветът“: the one organisation named so far that is such a body.

        More than one word of its name is enough; its bare kind must be whole: "the council", not "the council of elders".
        """
        for last in (at + 2, at + 1, at) if self._bodies else ():
            words = tuple(stem(word, self._language) for token in row[at : last + 1] for word in token.text.split())
            if last >= len(row) or not free.issuperset(range(at, last + 1)):
                continue
            heads = [word for word in words if word in self._bodies]
            known = [m for m, name in self._bodies[heads[0]].values() if within(words, name)] if heads else []
            if len(known) == 1 and (len(words) > 1 or self._whole(row, at)) and not goes_on(row, last):
                span, said = (row[at].start, row[last].end), text[row[at].start : row[last].end]
                return [replace(known[0], start=span[0], end=span[1], text=said, use="actor", rule="again-body", who=None)]
        return []

    def _whole(self, row: Sequence[Token], at: int) -> bool:
        """Tells whether a body's bare word means one that was named: with an article of its own, or beside a word of saying."""
        definite = (at and row[at - 1].tag == "THE") or fold_word(row[at].text) in self._uses.get("definite", ())
        after = row[at + 1] if at + 1 < len(row) else None
        return not (after and after.tag in LINKS) if definite else not owned(row, at) and self._speaks(row, at)

    def _describes(self, row: Sequence[Token], at: int) -> bool:
        """«военные корреспонденты», «военный аналитик»: the word only says what kind of people they are."""
        return at + 1 < len(row) and fold_word(row[at + 1].text) in self._uses.get("occupations", ())

    def _titled(self, token: Token) -> Mention | None:
        """Returns the one person named so far with a title that begins so: «министр», after «министр обороны Яшар Гюлер»."""
        if base(token.tag) != "OFFICE" or " " in token.text or not token.known or token.known[0].entry.role:
            return None
        if fold_word(token.text).endswith(self._plural):
            return None
        return _only_one(self._titles.get(stem(fold_word(token.text), self._language), {}))

    def _speaks(self, row: Sequence[Token], at: int) -> bool:
        """Tells whether a bare title is whole: «сказал министр», «Министр, …», "the secretary and Abadi", not «министр спорта»,
        «бывший министр», "the secretary of commerce".
        """
        if at and any(known.entry.role == FORMER for known in row[at - 1].known):
            return False
        if at and row[at - 1].tag == "THE" and at + 1 < len(row) and fold_word(row[at + 1].text) in self._language.joined_by:
            return True
        near = [fold_word(row[place].text) for place in (at - 1, at + 1) if 0 <= place < len(row)]
        ends = at + 1 >= len(row) or not row[at + 1].text[:1].isalnum()
        return ends or not self._says.isdisjoint(near)

    def _in_office(self, token: Token) -> Mention | None:
        """Returns the one person named so far who holds this office."""
        return _only_one(self._roles.get(_role(token), {}))

    def _same_office(self, token: Token) -> Mention | None:
        """Returns the only one named so far in an office by other words: «военният министър», «министърът на отбраната»."""
        return _only_one(self._offices.get(_role(token), {}))

    def _generic(self, row: Sequence[Token], at: int) -> tuple[Mention | None, str]:
        """«альянс», «ведомство», «республика»: a common word for what the article has named."""
        kind = self._common.get(fold_word(row[at].text))
        if kind is None or owned(row, at) or not (row[at].tag in GENERIC or capital_alone(row, at, kind)):
            return None, ""
        if kind == "agency":
            return self._last.get("organ"), "again-agency"
        return self._most() if kind == "republic" else self._only(kind), f"again-{kind}"

    def _most(self) -> Mention | None:
        """Returns the state that was named most often so far, where no other was named as often."""
        known = self._actors.states.keys() - NO_REPUBLICS
        states = [(n, code) for code, n in self._named.most_common() if code in known][:2]
        sure = states and (len(states) == 1 or states[0][0] > states[1][0])
        return self._last.get(states[0][1]) if sure else None

    def _only(self, kind: str) -> Mention | None:
        """Returns the only organisation of a kind that was named so far."""
        organisations = self._actors.organisations
        named = [code for code in self._named if code in organisations and organisations[code].kind == kind]
        return self._last.get(named[0]) if len(named) == 1 else None

    def _keep(self, mention: Mention, inside: Sequence[Token]) -> None:
        self._count(mention, inside)
        self._keep_body(mention)
        if mention.code is None or mention.use == "adjective" or len(inside) < 2:
            return
        for token in inside:
            if base(token.tag) in SHORT:
                self._heads[self._key(token)] = mention
            if _role(token) and not fold_word(token.text).endswith(self._plural):
                self._offices.setdefault(_role(token), {})[mention.code] = mention
        if mention.who:
            self._title(mention, inside)
        last, held = inside[-1], mention.rule == APPOSED or any(base(t.tag) in HEADS for t in inside)
        if last.tag in FAMILY and len(last.text) >= SHORTEST and held:
            self._people[stem(last.text, self._language)] = replace(mention, kind="person", name=family(inside), who=None)

    def _keep_body(self, mention: Mention) -> None:
        """Keeps an organisation under the words of its name that say what it is: "council" of "the U.N. Security Council"."""
        words = mention.text.split()
        if mention.kind != "organisation" or mention.code is None or len(words) < 2:
            return
        name = tuple(stem(word, self._language) for word in words)
        for word, key in zip(words, name, strict=True):
            if fold_word(word) in self._uses.get("bodies", ()):
                self._bodies.setdefault(key, {})[mention.code] = mention, name

    def _title(self, mention: Mention, inside: Sequence[Token]) -> None:
        """Keeps who was named with a title, by each of its words: «министр» of «министр обороны»."""
        title = next((token for token in inside if base(token.tag) == "OFFICE"), None)
        for word in title.text.split(" ") if title else ():
            found = self._titles.setdefault(stem(fold_word(word), self._language), {})
            found[mention.entity or mention.name] = mention

    def _count(self, mention: Mention, inside: Sequence[Token]) -> None:
        """Keeps what a common word may stand for further on."""
        code = mention.code or ""
        if code in self._actors.states or code in self._actors.organisations:
            self._named[code] += 1
            if mention.kind in ("state", "organisation") and mention.use != "adjective":
                self._last[code] = replace(mention, members=())
            tags = {base(token.tag) for token in inside}
            if "ORGAN" in tags and not tags & {"OFFICE", "ENVOY"}:
                self._last["organ"] = mention
        person = self._people_known.get(mention.entity or "")
        for office in person.held(self._date) if person else ():
            if office.office not in MANY:
                self._roles.setdefault(office.office, {})[office.code] = replace(mention, kind="person", code=office.code)

    def _key(self, token: Token) -> str:
        """«министра обороны» is the «министр обороны» of before, «министры» are others; in Turkish the last word changes."""
        words = fold_word(token.text).split(" ")
        place = -1 if "last" in self._uses.get("head", ()) else 0
        number = "many" if words[place].endswith(self._plural) else "one"
        words[place] = stem(words[place], self._language)
        return f"{number} {' '.join(words)}"


def _only_one(named: Mapping[str, Mention]) -> Mention | None:
    return next(iter(named.values())) if len(named) == 1 else None


def _role(token: Token) -> str:
    """Returns the office that a word names, in any words; empty where it names none."""
    return token.known[0].entry.role or "" if token.known and base(token.tag) == "OFFICE" else ""

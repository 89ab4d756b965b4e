"""Watching without a clock and a network: what is due, when to try again, what went quiet, and a file that loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dragoman.ingest import rounds, watching
from dragoman.ingest.fetch import Fetched
from dragoman.ingest.watching import DAY, HOUR, MINUTE, WEEK, BadSources, DamagedState, Expectation, Item, Look, Source, State
from dragoman.model import Document, Rejected, Told

NOW = 1_700_000_000  # 14 November 2023
WIRE = Source("Wire", "feed", ("https://wire.example/rss",), expected=Expectation(7, ("ru",)))


def listed(path: Path, text: str) -> tuple[Source, ...]:
    file = path / "sources.toml"
    file.write_text(text, "utf8")
    return watching.sources(file)


def test_sources_of_each_kind(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        """
        [[source]]
        name = "Вестник"
        feed = "https://vestnik.example/rss"
        outlet = "Вестник Степи"
        languages = ["ru", "kk"]
        at_least_a_week = 20
        delay = 5
        every = 10
        [[source]]
        name = "Map"
        sitemap = "https://haber.example/news.xml"
        [[source]]
        name = "Ministry"
        pages = ["https://ministry.example/a", "https://ministry.example/b"]
        """,
    )
    first, second, third = found
    assert first == Source(
        "Вестник", "feed", ("https://vestnik.example/rss",), "Вестник Степи", Expectation(20, ("ru", "kk")), 5.0, 10 * MINUTE
    )
    assert (second.kind, second.every, second.expected) == ("sitemap", 30 * MINUTE, Expectation())
    assert third.addresses == ("https://ministry.example/a", "https://ministry.example/b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no \\[\\[source\\]\\]"),
        ("source = 1", "no \\[\\[source\\]\\]"),
        ("[[source", "no TOML"),
        ('[[source]]\nname = "A"', "one of feed"),
        ('[[source]]\nfeed = "https://a.example"', "needs a name"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example"\nsitemap = "https://a.example"', "one of feed"),
        ('[[source]]\nname = "A"\nfeed = "file:///etc/passwd"', "no address"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example"\nfeeds = 1', "no 'feeds'"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example"\nat_least_a_week = "many"', "cannot be 'many'"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example"\ndelay = -1', "cannot be -1"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example"\nat_least_a_week = true', "cannot be True"),
        ('[[source]]\nname = "A"\npages = [1]', "list of words"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example"\n' * 2, "several"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSources, match=said):
        listed(tmp_path, text)
    with pytest.raises(BadSources, match="cannot read"):
        watching.sources(tmp_path / "nowhere.toml")


def test_pauses_double_and_end_at_a_day() -> None:
    assert [watching.pause(n) // MINUTE for n in (0, 1, 2, 3, 4)] == [0, 5, 10, 20, 40]
    assert watching.pause(10) == watching.pause(10_000) == DAY


def test_a_source_is_due_by_its_own_time_and_later_after_failures() -> None:
    state = State()
    assert watching.due([WIRE], state, NOW) == [WIRE]
    state.put(watching.looked(WIRE, None, NOW, "", {"https://wire.example/rss": ("tag", None)}))
    assert watching.due([WIRE], state, NOW + WIRE.every - 1) == []
    assert watching.due([WIRE], state, NOW + WIRE.every) == [WIRE]
    for failures in (1, 2):
        state.put(watching.looked(WIRE, state.looks["Wire"], NOW, "unreachable", {}))
        assert state.looks["Wire"].due == NOW + watching.pause(failures)
    assert state.looks["Wire"].marks == {"https://wire.example/rss": ("tag", None)}
    state.put(watching.looked(WIRE, state.looks["Wire"], NOW, "", {}))
    assert (state.looks["Wire"].failures, state.looks["Wire"].since) == (0, NOW)


def test_only_new_addresses_are_noted_and_each_once() -> None:
    state = State()
    told = [("https://a.example/1", Told("feed", title="One")), ("https://a.example/1", None), ("https://a.example/2", None)]
    found = list(watching.listed(WIRE, told, state, NOW))
    assert [one.address for one in found] == ["https://a.example/1", "https://a.example/2"]
    for one in found:
        state.put(one)
    assert not list(watching.listed(WIRE, told, state, NOW + HOUR))
    assert len(list(watching.listed(WIRE, told, state, NOW + watching.LISTED_AGAIN))) == 2
    state.put(watching.read(found[0], NOW, "ru"))
    other = Source("Other", "feed", ("https://other.example/rss",))
    (one, two) = watching.listed(other, told, state, NOW)
    assert (one.source, one.state, one.lang, two.state) == ("Other", "read", "ru", "waiting")


def test_an_article_is_tried_again_and_given_up_in_the_end() -> None:
    item = Item("Wire", "https://a.example/1", NOW, NOW)
    for tries in range(1, watching.TRIES):
        item = watching.failed(item, NOW, "http-503", lasting=False)
        assert (item.state, item.due) == ("waiting", NOW + watching.pause(tries))
    assert watching.failed(item, NOW, "http-503", lasting=False).state == "rejected"
    assert watching.failed(Item("Wire", "b", NOW, NOW), NOW, "http-404", lasting=True).state == "rejected"


def state_with(days: Mapping[float, str], since: float) -> State:
    """A state of the wire, first looked at `since` days ago, with an article each so many days ago, in a language."""
    state = State()
    state.put(Look("Wire", NOW - int(since * DAY)))
    for number, (ago, lang) in enumerate(days.items()):
        state.put(watching.read(Item("Wire", str(number), NOW, NOW), NOW - int(ago * DAY), lang))
    return state


def test_what_went_quiet() -> None:
    usual = {n + 0.5: "ru" for n in range(8)}
    assert watching.standing(WIRE, state_with(usual, 30), NOW).quiet_since is None
    few = state_with({1: "ru", 2: "ru"}, 30)
    assert watching.standing(WIRE, few, NOW).quiet_since == NOW - DAY
    assert watching.standing(WIRE, state_with({1: "ru", 2: "ru"}, 3), NOW).quiet_since is None  # not yet a week to judge by
    assert watching.standing(WIRE, state_with({4: "ru"}, 5), NOW).quiet_since == NOW - 4 * DAY
    assert watching.standing(WIRE, state_with({}, 4), NOW).quiet_since == NOW - 4 * DAY
    careless = Source("Wire", "feed", WIRE.addresses)
    assert watching.standing(careless, state_with({}, 400), NOW).quiet_since is None


def test_languages_that_were_expected_and_that_came() -> None:
    found = watching.standing(WIRE, state_with({1: "en", 2: "en", 9: "ru"}, 30), NOW)
    assert (found.week, found.languages, found.missing, found.foreign) == (2, {"en": 2}, ("ru",), ("en",))


# --- the file


def test_the_file_gives_back_what_was_noted(tmp_path: Path) -> None:
    file, state = tmp_path / "watch.jsonl", State()
    told = Told("feed", title="Встреча", published="2024-05-01", authors=("А. Жумабаев",))
    item = Item("Wire", "https://a.example/1", NOW, NOW, told=told)
    watching.note(file, state, [Look("Wire", NOW, NOW + 5, 1, "http-503", {"https://a.example": ("tag", None)}), item])
    watching.note(file, state, [Item("Wire", "https://a.example/2", NOW, NOW)])
    watching.note(file, state, [watching.read(state.items["Wire", "https://a.example/2"], NOW, "ru")])
    assert watching.load(file) == state
    watching.save(file, state, NOW)
    assert len(file.read_bytes().splitlines()) == 3
    assert watching.load(file) == state


def test_a_stop_at_any_byte_loses_nothing_that_was_said_to_be_there(tmp_path: Path) -> None:
    file, state = tmp_path / "watch.jsonl", State()
    watching.note(file, state, [Item("Wire", "https://a.example/1", NOW, NOW)])
    kept = len(file.read_bytes())
    watching.note(file, state, [Look("Wire", NOW, marks={"x": ("tag", None)}), Item("Wire", "https://a.example/2", NOW, NOW)])
    whole = file.read_bytes()
    for end in range(kept, len(whole) + 1):
        file.write_bytes(whole[:end])
        found = watching.load(file)
        assert ("Wire", "https://a.example/1") in found.items
        # the mark by which a site says «nothing new» is there only if what was new is there
        assert not found.looks or ("Wire", "https://a.example/2") in found.items
        watching.save(file, found, NOW)
        watching.note(file, found, [Look("Wire", NOW)])
        assert watching.load(file) == found


def test_a_line_damaged_in_the_middle_is_said(tmp_path: Path) -> None:
    file = tmp_path / "watch.jsonl"
    for line in ("{broken", "[]", '{"article": 1}', '{"article": {"source": "A", "address": "b", "colour": "red"}}'):
        file.write_text(line + "\n{}", "utf8")
        with pytest.raises(DamagedState, match="line 1"):
            watching.load(file)


def test_what_no_feed_lists_is_forgotten_in_time(tmp_path: Path) -> None:
    file, state = tmp_path / "watch.jsonl", State()
    items = (Item("Wire", "old", NOW, NOW), Item("Wire", "new", NOW, NOW + watching.KEPT))
    watching.note(file, state, [watching.read(one, NOW, "ru") for one in items])
    watching.note(file, state, [Item("Wire", "never had", NOW, NOW)])
    watching.save(file, state, NOW + watching.KEPT + WEEK)
    assert {address for _, address in watching.load(file).items} == {"new", "never had"}


# --- a look


class FakeFetcher:
    """Answers out of a table; remembers what was asked, with which mark."""

    def __init__(self, table: Mapping[str, bytes | str]) -> None:
        self.table, self.asked = dict(table), list[tuple[str, str | None]]()

    def fetch(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched | Rejected:
        self.asked.append((address, etag))
        found = self.table.get(address, "http-404")
        if isinstance(found, str):
            return Rejected(address, "fetch", found)
        tag = f"tag {hash(found)}"
        return Fetched(address, 304 if etag == tag else 200, b"" if etag == tag else found, "text/xml", None, tag, None, address)


def rss(*items: str) -> bytes:
    return f"<rss><channel><title>Wire</title>{''.join(items)}</channel></rss>".encode()


def item(number: int, body: str = "") -> str:
    return f"<item><link>https://wire.example/{number}</link><title>No {number}</title>{body}</item>"


def test_a_feed_that_has_not_changed_is_not_read_again() -> None:
    fetcher, state = FakeFetcher({"https://wire.example/rss": rss(item(1))}), State()
    found = rounds.listing(WIRE, None, fetcher, "2023-10-15")
    assert [one.address for one in found.entries] == ["https://wire.example/1"]
    state.put(watching.looked(WIRE, None, NOW, "", found.marks))
    again = rounds.listing(WIRE, state.looks["Wire"], fetcher, "2023-10-15")
    assert (again.entries, again.error) == ([], "")


@pytest.mark.parametrize(("answer", "error"), [("unreachable", "unreachable"), (b"<html>no</html>", "not-a-feed")])
def test_a_list_that_is_not_to_be_had_is_an_error(answer: bytes | str, error: str) -> None:
    found = rounds.listing(WIRE, None, FakeFetcher({"https://wire.example/rss": answer}), "2023-10-15")
    assert found.error.startswith(error)
    assert not found.marks


def test_an_index_leads_to_its_sitemaps_and_the_past_is_passed_over() -> None:
    places = "".join(
        f"<sitemap><loc>/{name}</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("new", "2023-11-14"), ("old", "2019-01-01"))
    )
    urls = "".join(f"<url><loc>/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in ((1, "2023-11-13"), (2, "2020-01-01")))
    fetcher = FakeFetcher(
        {
            "https://a.example/map": f"<sitemapindex>{places}</sitemapindex>".encode(),
            "https://a.example/new": f"<urlset>{urls}<sitemap><loc>/map</loc></sitemap></urlset>".encode(),
        }
    )
    source = Source("Map", "sitemap", ("https://a.example/map",))
    found = rounds.listing(source, None, fetcher, "2023-10-15")
    assert [one.address for one in found.entries] == ["https://a.example/1"]
    assert found.older == 1
    assert [address for address, _ in fetcher.asked] == ["https://a.example/map", "https://a.example/new"]


def got(source: Source, fetcher: FakeFetcher, state: State, marks: Mapping[str, rounds.Mark] = {}) -> list[rounds.Got]:
    found = rounds.listing(source, None, fetcher, "2023-10-15")
    for one in rounds.fresh(source, found, state, NOW):
        state.put(one)
    whole = {one.address: one for one in found.entries if one.whole and one.address}
    return list(rounds.fetched(watching.waiting(source, state, NOW), whole, fetcher, marks, lambda: None, NOW))


def test_pages_behind_a_feed_come_with_what_it_says() -> None:
    source = Source("Wire", "feed", WIRE.addresses, outlet="Степной телеграф")
    fetcher = FakeFetcher(
        {"https://wire.example/rss": rss(item(1), item(2)), "https://wire.example/1": b"<html><p>words</p></html>"}
    )
    page, missing = got(source, fetcher, State())
    assert isinstance(page.outcome, Document)
    assert (page.outcome.doc, page.outcome.kind) == ("https://wire.example/1", "html")
    assert page.outcome.told == Told("feed", "https://wire.example/1", "No 1", outlet="Степной телеграф")
    assert missing.outcome == Rejected("https://wire.example/2", "fetch", "http-404")
    assert missing.item.state == "rejected"


def test_a_page_that_is_not_to_be_had_is_read_out_of_the_feed() -> None:
    words = f"<content:encoded>{'Стороны встретились. ' * 20}</content:encoded>"
    fetcher = FakeFetcher({"https://wire.example/rss": rss(item(1, words)), "https://wire.example/1": "robots"})
    (page,) = got(WIRE, fetcher, State())
    assert isinstance(page.outcome, Document)
    assert page.outcome.doc == "https://wire.example/1"
    assert "Стороны встретились" in page.outcome.data.decode()


@pytest.mark.parametrize(("why", "state"), [("robots", "rejected"), ("robots-unread", "waiting"), ("http-404", "rejected")])
def test_what_another_try_may_change_is_tried_again(why: str, state: str) -> None:
    (page,) = got(WIRE, FakeFetcher({"https://wire.example/rss": rss(item(1)), "https://wire.example/1": why}), State())
    assert page.outcome == Rejected("https://wire.example/1", "fetch", why)
    assert page.item.state == state


def test_pages_are_looked_at_again_and_read_again_only_where_they_changed() -> None:
    source, state = Source("Ministry", "pages", ("https://m.example/a",)), State()
    fetcher = FakeFetcher({"https://m.example/a": b"<html><p>one</p></html>"})
    (first,) = got(source, fetcher, state)
    assert isinstance(first.outcome, Document)
    state.put(watching.read(first.item, NOW, "en"))
    (same,) = got(source, fetcher, state)
    (unasked,) = got(source, fetcher, state, {"https://m.example/a": first.mark})
    assert same.outcome is unasked.outcome is None
    assert (same.item.state, same.item.at, unasked.item.state) == ("read", NOW, "read")
    fetcher.table["https://m.example/a"] = b"<html><p>two</p></html>"
    (changed,) = got(source, fetcher, state, {"https://m.example/a": first.mark})
    assert isinstance(changed.outcome, Document)

"""The corpus in a browser: articles with their events and claims beside them; every page has a `.json` twin.

Page text is hostile until shown otherwise: templates escape everything, hidden characters are written out, and the
policy sent with each answer lets the browser load nothing but our own two files.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman import codebook
from dragoman.model import CLAIM_KINDS, STATUSES
from dragoman.store import Corpus, DamagedCorpus, NoCorpus
from dragoman.view import queries
from dragoman.view.article import article_view
from dragoman.view.filters import Filter
from dragoman.view.marking import inert
from dragoman.view.predictions import predictions
from dragoman.view.queries import NotFoundError, Row
from dragoman.view.versions import difference
from dragoman.view.wording import attributes, chain, parties, plural, short, sign, told, when

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
STATUS_OF: dict[type[Exception], int] = {HTTPException: 400, NotFoundError: 404, NoCorpus: 404, DamagedCorpus: 500}
A_PAGE = 200  # rows shown at once
ANYWHERE = ("0.0.0.0", "::")
FILTERS = ("doc", "lang", "type", "status", "register", "kind", "actor", "by", "to", "about", "since", "until")
EXTRA: dict[str, Callable[[], Row]] = {
    "events": lambda: {"types": sorted(codebook.load().types), "statuses": STATUSES, "registers": _registers()},
    "claims": lambda: {"kinds": CLAIM_KINDS},
}


def create_app(corpus: Path | str, host: str = "127.0.0.1") -> Starlette:
    """Returns the web application over a corpus's folder; what is read into it later is shown as well.

    Answers only to requests that name `host` or this machine, so that no other page can read through a borrowed name.
    """
    pages = _Pages(Corpus(corpus), _templates())
    hosts = ["*"] if host in ANYWHERE else [host, "localhost", "127.0.0.1", "[::1]"]
    routes = [
        Route("/", pages.listing("articles")),
        Route("/articles", pages.listing("articles")),
        *(Route(f"/{what}", pages.listing(what)) for what in ("events", "claims", "rejected")),
        *(Route(f"/{what}.json", pages.listing(what, as_json=True)) for what in queries.WHAT),
        Route("/predictions", pages.predictions()),
        Route("/predictions.json", pages.predictions(as_json=True)),
        Route("/diff", pages.difference()),
        Route("/diff.json", pages.difference(as_json=True)),
        Route("/articles/{key:path}.json", pages.article(as_json=True)),
        Route("/articles/{key:path}", pages.article()),
        Mount("/static", StaticFiles(packages=[("dragoman.view", "static")]), name="static"),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(_Headers), Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
        exception_handlers=dict.fromkeys(STATUS_OF, pages.failed),
    )


def serve(corpus: Path | str, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serves the corpus until stopped; `ready` is told the address. Raises OSError where the port is not to be had."""
    import socket

    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        named = f"[{host}]" if ":" in host else host
        ready(f"http://{named}:{listening.getsockname()[1]}/")
        server = uvicorn.Server(uvicorn.Config(create_app(corpus, host), log_level="warning"))
        server.run(sockets=[listening])


def _registers() -> list[str]:
    return sorted({concept.register for concept in codebook.load().concepts.values() if concept.register})


class _Pages:
    """The answers: each makes its dict by a query, then gives it as JSON or through a template."""

    def __init__(self, corpus: Corpus, templates: Environment) -> None:
        self.corpus, self.templates = corpus, templates

    def listing(self, what: str, as_json: bool = False) -> Callable[[Request], Response]:
        """Returns the answer that lists one table, filtered by the address's parameters."""

        def answer(request: Request) -> Response:
            chosen, limit = _asked(request.query_params)
            return self._rows(what, request, queries.LISTINGS[what](self.corpus, chosen), limit, as_json)

        return answer

    def predictions(self, as_json: bool = False) -> Callable[[Request], Response]:
        """Returns the answer that lists what pages predict, as it stood on the day `as_of` of the address."""

        def answer(request: Request) -> Response:
            chosen, limit = _asked(request.query_params)
            rows = predictions(self.corpus, chosen, _day(request.query_params.get("as_of", "").strip()))
            return self._rows("predictions", request, rows, limit, as_json)

        return answer

    def _rows(self, what: str, request: Request, rows: list[Row], limit: int, as_json: bool) -> Response:
        shown = {"what": what, "total": len(rows), "rows": rows[:limit], "asked": dict(request.query_params)}
        if as_json:
            return JSONResponse(shown)
        return self._page(f"{what}.html", request, 200, **shown, **EXTRA.get(what, dict)())

    def article(self, as_json: bool = False) -> Callable[[Request], Response]:
        """Returns the answer that shows one article."""

        def answer(request: Request) -> Response:
            view = article_view(self.corpus, request.path_params["key"])
            return JSONResponse(view) if as_json else self._page("article.html", request, 200, view=view, colours=_colours(view))

        return answer

    def difference(self, as_json: bool = False) -> Callable[[Request], Response]:
        """Returns the answer that shows the versions of the page `doc`, and what changed `from` one `to` another."""

        def answer(request: Request) -> Response:
            doc, (old, new) = request.query_params.get("doc", ""), (_number(request, name) for name in ("from", "to"))
            if not doc:
                raise HTTPException(400, "doc is the page whose versions are asked for")
            found = difference(self.corpus, doc, old, new)
            return JSONResponse(found) if as_json else self._page("diff.html", request, 200, found=found)

        return answer

    def failed(self, request: Request, error: Exception) -> Response:
        """Returns the page for something that is not there or was asked wrongly."""
        status = error.status_code if isinstance(error, HTTPException) else STATUS_OF[type(error)]
        detail = error.detail if isinstance(error, HTTPException) else str(error)
        if request.url.path.endswith(".json"):
            return JSONResponse({"error": detail}, status)
        return self._page("failed.html", request, status, detail=detail)

    def _page(self, template: str, request: Request, status: int, **shown: Any) -> Response:
        here = {"path": request.url.path, "twin": _twin(request), "corpus": str(self.corpus.path)}
        return HTMLResponse(self.templates.get_template(template).render(**here, **shown), status)


def _twin(request: Request) -> str:
    path = "/articles" if request.url.path == "/" else request.url.path
    return f"{path}.json" + (f"?{request.url.query}" if request.url.query else "")


def _asked(parameters: Mapping[str, str]) -> tuple[Filter, int]:
    """Returns the filter that an address asks for, and how many rows to show. Raises HTTPException 400."""
    given = {name: parameters[name].strip() for name in FILTERS if parameters.get(name, "").strip()}
    if "type" in given:
        given["type"] = given["type"].upper()
    limit = parameters.get("limit", str(A_PAGE))
    if not limit.isdecimal() or not int(limit):
        raise HTTPException(400, f"limit is a number of rows, not {limit!r}")
    return Filter(**given), int(limit)  # type: ignore[arg-type]  # all of FILTERS are text


def _number(request: Request, name: str) -> int | None:
    """Returns the number of a version that an address names, None where it names none. Raises HTTPException 400."""
    given = request.query_params.get(name, "").strip()
    if given and not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise HTTPException(400, f"{name} is the number of a version, not {given!r}")
    return int(given) if given else None


def _day(given: str) -> str | None:
    """Returns the day that an address names, None where it names none. Raises HTTPException 400."""
    try:
        return datetime.date.fromisoformat(given).isoformat() if given else None
    except ValueError:
        raise HTTPException(400, f"as_of is a day such as 2025-12-31, not {given!r}") from None


def _colours(view: Row) -> dict[str, int]:
    """Returns a colour's number for each actor, the same throughout the page; states before what belongs to them."""
    return {actor["code"]: index % 8 for index, actor in enumerate(view["actors"])}


def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("dragoman.view"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, finalize=_finalized,
    )  # fmt: skip
    made.filters |= {
        "short": short,
        "sign": sign,
        "when": when,
        "attributes": attributes,
        "parties": parties,
        "chain": chain,
        "plural": plural,
        "told": told,
    }
    made.globals["quad"] = lambda name: codebook.load().types[name].quad if name in codebook.load().types else 0
    return made


def _finalized(value: Any) -> Any:
    """Writes out hidden characters in whatever a template shows; markup of our own passes."""
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


class _Headers:
    """Sends the policy with each answer, whatever made it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *((k.encode(), v.encode()) for k, v in HEADERS.items())]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)

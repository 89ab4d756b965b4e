"""Parts of a page that its markup names: menus, forms, captions, notices of cookies, other stories, boxes of facts.

By the element («figcaption»), else by its class or id, which the makers of pages take from a few words: "related-posts",
"cookie_banner". A name counts only as a whole: "with-comments" on a page's body says nothing of what stands in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

ELEMENTS = {
    "nav": "nav",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "button": "button",
    "select": "form",
    "textarea": "form",
    "figcaption": "caption",
}
WHOLE = frozenset(("html", "body", "main", "article", "section", "a", "span"))  # hold the story itself, or words of it
NAMED = re.compile(
    r"""(?:^|\s)(?:class|id)\s*+=\s*+(?:"(?P<double>[^"]{1,300})"|'(?P<single>[^']{1,300})'|(?P<bare>[^\s"'>]{1,300}))""",
    re.IGNORECASE,
)
PARTS = (
    "area|bar|block|box|banner|card|container|content|form|info|items?|law|links?|list|message|modal|notice|notification|"
    "overlay|policy|popup|section|text|title|warning|wrap|wrapper"
)
STORIES = "posts?|news|articles?|stories|materials?|topics?|publications?"
WORDS = tuple(
    (area, re.compile(rf"(?:{words})(?:[-_]{{0,2}}(?:{PARTS}))*", re.IGNORECASE))
    for area, words in (
        ("cookies", r"(?:cookies?|gdpr)(?:[-_]?consent)?"),
        ("comments", r"comments?|comment[-_]?respond|respond|disqus(?:_thread)?"),
        ("related", rf"related|read[-_]?(?:also|more|next)|(?:related|similar|recommended)[-_]?(?:{STORIES})"),
        ("infobox", r"(?:info|fact)[-_]?box|(?:about[-_]?)?author[-_]?(?:box|bio|card|info)"),
        ("caption", r"(?:wp|photo|image|img|picture|media|figure)[-_]?caption"),
    )
)


def area_of(element: str, attributes: str) -> str:
    """Returns the part of a page that an element makes, "" for none: nav, footer, aside, form, button, caption, cookies,
    comments, related, infobox. `attributes` are as they stand in the tag.
    """
    if element in ELEMENTS:
        return ELEMENTS[element]
    if element in WHOLE:
        return ""
    for found in NAMED.finditer(attributes[:1_000]):
        area = _named(found["double"] or found["single"] or found["bare"])
        if area:
            return area
    return ""


@lru_cache(maxsize=4_096)
def _named(names: str) -> str:
    return next((area for name in names.split() for area, words in WORDS if words.fullmatch(name)), "")

"""Character references of HTML, of hostile pages too."""

from __future__ import annotations

import html
import re

# More digits than any character's number has: the standard library refuses a number of thousands of digits with an error.
HUGE = re.compile(r"&#(?:[xX][0-9a-fA-F]{9,}+|\d{9,}+);?")


def unescape(text: str) -> str:
    """Returns the text with its references replaced, one that is no character's by U+FFFD."""
    return html.unescape(HUGE.sub("\ufffd", text) if "&#" in text else text)

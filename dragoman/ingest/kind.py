"""What bytes are: an HTML page or plain text. By content, for names lie."""

from __future__ import annotations

import re

LOOK = 4096  # bytes
# What may stand before the first element: a byte order mark, an XML declaration, comments.
START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.S | re.I)
# A page cut out of its frame has no such beginning, but several block elements, closed.
ELEMENT = re.compile(r"<(/?)(?:p|div|br|h[1-6]|article|section|ul|li|table|a|span)\b[^<>]{0,300}>", re.I)


def kind_of(data: bytes) -> str:
    """Returns "html" or "text"."""
    head = _letters(data[:LOOK])
    if START.match(head):
        return "html"
    found = ELEMENT.findall(head)
    starts_so = head.lstrip().startswith("<") and bool(found)
    return "html" if starts_so and len(found) >= 2 and "/" in found else "text"


def _letters(head: bytes) -> str:
    """Returns the head with one code point a byte; elements are ASCII in every encoding but UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1::2].count(0) > len(head) // 8:
        return head.replace(b"\0", b"").lstrip(b"\xff\xfe").decode("latin-1")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")

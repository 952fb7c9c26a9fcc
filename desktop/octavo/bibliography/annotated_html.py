"""An annotated bibliography as one HTML page: the list in its order, why each paper is in it, notes where asked for.

Every word from a paper is text and never markup, links lead to http and https only, and the page loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from octavo.bibliography.listed import Listed
from octavo.bibliography.plain_text import without_tex

_ITEM: Final = re.compile(r'^<li id="', re.M)
_PAGE: Final = """\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{heading}</title>
<style>
body {{ max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1em/1.5 serif; }}
h1 {{ font-size: 1.5em; }}
li {{ margin-bottom: 1.25em; }}
p, blockquote {{ margin: 0.25em 0; }}
cite {{ font-style: normal; font-weight: bold; }}
blockquote {{ margin-left: 1em; }}
.note {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
</head>
<body>
<h1>{heading}</h1>
<ol>
{items}</ol>
</body>
</html>
"""


def write_html(papers: Sequence[Listed], heading: str = "") -> str:
    """The papers as one numbered list under `heading`, which is also the page's title."""
    items = "".join(f'<li id="{escape(paper.key)}">\n{"".join(_lines(paper))}</li>\n' for paper in papers)
    return _PAGE.format(heading=escape(heading) or "Reading list", items=items)


def papers_in(text: str) -> int:
    """How many papers the page lists."""
    return len(_ITEM.findall(text))


def _lines(listed: Listed) -> Iterator[str]:
    yield f'<p dir="auto"><cite>{escape(listed.title)}</cite></p>\n'
    links = (f'<a href="{escape(address)}">{escape(words)}</a>' for words, address in listed.links())
    facts = [escape(listed.people).rstrip("."), listed.facts.year, escape(listed.source).rstrip("."), *links]
    if about := ". ".join(fact for fact in facts if fact):
        yield f"<p>{about}</p>\n"
    if listed.reason:
        yield f'<p dir="auto">{escape(without_tex(listed.reason))}</p>\n'
    if listed.facts.abstract:
        yield f'<blockquote dir="auto">{escape(without_tex(listed.facts.abstract))}</blockquote>\n'
    if listed.note:
        yield f'<p class="note" dir="auto">{escape(listed.note)}</p>\n'

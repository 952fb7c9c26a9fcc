"""What a random person pastes, types, drops and follows: good pages among text that was made to do harm."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Final

from person import invented_page

from octavo.web import Answer, Offline

_NESTED = "<table><tr><td>" * 18 + "x"
_BIDI = "\u202eevil\u202c \u2066x"

#: Typed into whatever has the keyboard.
SHORT: Final = (
    "scales", "weigh parcels", "is:starred", "is:incomplete -is:read", "tag:vision", "c++ don't a-b", '"', "((", "*",
    "title:", "10.1000/182", "é中文", "<b>x</b><img src=/dev/zero>", _BIDI, "a\u0301" * 40, "'; DROP TABLE paper;--",
    "x" * 3_000, "\n\n\t", "\0", "\ud83d", "{\\input{/etc/passwd}}", "2024-13-45", "0", "later", "Später", "%s %d {0}",
    "\U0001f4da books", "https://arxiv.org/abs/2403.09611", "javascript:alert(1)", "\u200b", "",
)  # fmt: skip

PAGES: Final = {
    "three papers": invented_page(3),
    "forty papers": invented_page(40),
    "forty others": invented_page(40).replace("Harbour", "Quay"),
    "a later day": invented_page(6).replace("Mar 11", "Mar 12").replace("Harbour", "Canal"),
    "six hundred": invented_page(600).replace("Harbour", "Depot"),
    "nothing": "",
    "blanks": " \n \n" * 500,
    "html page": f"<html><body><h1>new</h1>{_NESTED}<img src='file:///dev/zero'><p>Weighing<p>We weigh.</body></html>",
    "html bomb": "<b>" * 5_000 + "x",
    "one long line": "x" * 200_000,
    "controls": "".join(map(chr, range(32))) * 50 + _BIDI * 200,
    "combining": "e" + "\u0301" * 20_000,
    "bibtex": "@article{quill2020, title={Weights <b>and</b> {\\input{/etc/passwd}}, author={Quill, Ada}, year=2020}\n"
    "@article{quill2020, title={Unclosed",
    "links": "https://arxiv.org/abs/2403.09611\nhttps://arxiv.org/abs/2403.096119999\njavascript:alert(1)",
    "ris": "TY  - JOUR\nTI  - A Weight\nAU  - Quill, Ada\nER  - \n" * 20,
    "xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
    "<rss><channel>&c;</channel></rss>",
    "surrogates": "A title with \ud83d half a picture\n\nWe paint half.",
}

#: Files in the folder of the run, by name.
DROPS: Final = {
    "page.txt": invented_page(5).replace("Harbour", "Lock").encode(),
    "library.bib": b"@article{lamp1, title={A Lamp}, author={Lamp, Ada}}\n@misc{lamp2,title={Two Lamps}}",
    "paper.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "broken.pdf": b"%PDF-1.4\n\xff\xfe\x00",
    "noise.bin": random.Random(7).randbytes(20_000),
    "empty.txt": b"",
    "feeds.opml": b'<opml version="2.0"><body><outline type="rss" xmlUrl="https://notes.example.org/feed" text="N"/>'
    b'<outline type="rss" xmlUrl="javascript:x" text="&lt;b&gt;"/></body></opml>',
    "thesis.tex": b"\\cite{lamp1,nobody2020} \\begin{thebibliography}{9}\\end",
    "not there.octavo": b"",
}


def feed_answer(address: str, *, etag: str = "", modified: str = "", typed: bool = False) -> Answer:
    """A feed of two papers for half of all addresses; the others do not answer."""
    if sum(map(ord, address)) % 2:
        raise Offline("notes.example.org did not answer as it should.", datetime.now(UTC))
    items = "".join(
        f"<item><title>Notes on Weight {number} &lt;b&gt;</title><link>https://notes.example.org/{number}</link>"
        "<description>We weigh notes.</description></item>"
        for number in (1, 2)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Notes</title>{items}</channel></rss>'
    return Answer(address, body.encode(), content_type="text/xml")

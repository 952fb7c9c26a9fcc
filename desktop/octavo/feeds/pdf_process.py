"""Runs alone, in a process of its own with little to spend: a PDF from standard input, what is in it as JSON out.

Nothing of Octavo is imported here: PDFs are the most hostile files there are, and this process is given up at any
time. The argument is the folder that holds pypdfium2.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from typing import Any, Final

#: What the process may spend, where the system can hold it to that: bytes of memory, seconds of work, open files.
MEMORY: Final = 768_000_000
SECONDS: Final = 10
_FILES: Final = 32

FIRST_PAGES: Final = 3
LONGEST_PAGE: Final = 20_000
_SIZED: Final = 4_000
_PASSWORD_ERROR: Final = 4
_NAMES: Final = ("Title", "Subject", "Keywords", "Creator", "doi", "DOI", "WPS-ARTICLEDOI", "arXivID")
_LONGEST_FACT: Final = 2_000
#: The packet of metadata that publishers' programs leave in plain sight.
_PACKET: Final = re.compile(rb"<(prism|pdfx|crossmark|pdfx_1_\d{1,2}):(?:doi|DOI)>\s*([^<>]{5,300}?)\s*</")


def main() -> None:
    """Read the PDF, answer, end."""
    _limit()
    sys.path.insert(0, sys.argv[1])
    answer = _answer(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit() -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits; there the clock of the process that waits is all.
        return
    for kind, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", SECONDS),
        ("RLIMIT_NOFILE", _FILES),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, kind), (most, most))


def _answer(data: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        return {"state": "locked" if getattr(error, "err_code", 0) == _PASSWORD_ERROR else "damaged"}
    answer: dict[str, Any] = {"state": "read", "pages": pages, "texts": [], "largest": "", "facts": {}}
    for name in _NAMES:
        with contextlib.suppress(pypdfium2.PdfiumError, ValueError):
            answer["facts"][name] = str(document.get_metadata_value(name))[:_LONGEST_FACT]
    packet = _PACKET.search(data)
    answer["facts"]["packet"] = packet[2].decode("utf-8", "replace") if packet else ""
    for number in range(min(pages, FIRST_PAGES)):
        # One page out of order does not spoil the others.
        with contextlib.suppress(pypdfium2.PdfiumError, ValueError):
            text = document[number].get_textpage()
            count = min(text.count_chars(), LONGEST_PAGE)
            answer["texts"].append(text.get_text_range(0, count) if count > 0 else "")
            if number == 0 and count > 0:
                answer["largest"] = _largest(text, min(count, _SIZED))
    return answer


def _largest(page: Any, count: int) -> str:
    """The words in the largest letters of a page's upright text; "" when all letters are of about one size."""
    import pypdfium2.raw as pdfium

    runs: list[tuple[float, list[str]]] = []
    sizes: list[float] = []
    for index in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(page, index))
        if letter.isspace() or not letter.isprintable():
            if runs:
                runs[-1][1].append(" ")
            continue
        if abs(pdfium.FPDFText_GetCharAngle(page, index)) > 0.1:
            continue
        size = pdfium.FPDFText_GetFontSize(page, index)
        sizes.append(size)
        if not runs or abs(runs[-1][0] - size) > 0.2:
            runs.append((size, []))
        runs[-1][1].append(letter)
    if not sizes:
        return ""
    usual = sorted(sizes)[len(sizes) // 2]
    words = [(size, " ".join("".join(letters).split())) for size, letters in runs]
    titles = [(size, text) for size, text in words if size > 1.15 * usual and len(text) > 8 and " " in text]
    return max(titles, key=lambda each: each[0], default=(0.0, ""))[1]


if __name__ == "__main__":
    main()

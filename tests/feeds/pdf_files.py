"""Small PDFs, written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def pdf(
    pages: Sequence[Sequence[tuple[int, str]]] = (), facts: Mapping[str, str] | None = None, packet: str = ""
) -> bytes:
    """A PDF whose pages hold lines of (size, words), with these facts about itself and this packet of metadata."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, lines in enumerate(pages):
        drawn = "".join(
            f"BT /F1 {size} Tf 50 {760 - 30 * row} Td ({_escaped(words)}) Tj ET\n"
            for row, (size, words) in enumerate(lines)
        )
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    objects.append(f"<</Length {len(packet)}>>stream\n{packet}\nendstream")
    objects.append("<<" + "".join(f"/{name}({_escaped(text)})" for name, text in (facts or {}).items()) + ">>")
    return assembled(objects, f"/Root 1 0 R/Info {len(objects)} 0 R")


def assembled(objects: Sequence[str], trailer: str) -> bytes:
    """The objects as a file, with their table and this trailer."""
    written = "%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj{each}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}{trailer}>>startxref\n{len(written)}\n%%EOF"
    )
    return (written + end).encode("latin-1")


def locked() -> bytes:
    """A PDF that opens with a password only."""
    return assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[]/Count 0>>",
            f"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>",
        ],
        f"/Root 1 0 R/Encrypt 3 0 R/ID[<{'43' * 16}><{'43' * 16}>]",
    )


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")

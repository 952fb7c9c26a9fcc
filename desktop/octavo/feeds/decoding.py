"""From bytes to clean text: which encoding this is, and what may not stay in a text that will be shown and kept."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

from octavo.records import OctavoError

#: The largest input that is read, in bytes; a saved daily page has about 150,000.
MAX_BYTES: Final = 50_000_000

#: The most lines that are read; beyond this it is not a page of papers.
MAX_LINES: Final = 200_000

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"<(?:\?xml\b[^>]{1,200}?\bencoding|meta\b[^>]{1,200}?\bcharset)\s*=\s*[\"']?\s*([\w.:-]{3,40})", re.IGNORECASE
)
# A closed list: some of Python's other encodings take quadratic time. As in browsers, the smaller sets are read as
# the larger ones that programs really write.
_ENCODINGS: Final = {
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in (*range(2, 12), *range(13, 17))},
    **{f"windows-{page}": f"cp{page}" for page in range(1250, 1259)},
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
    "koi8-r": "koi8_r", "koi8-u": "koi8_u", "macintosh": "mac_roman", "gb2312": "gb18030", "gbk": "gb18030",
    "gb18030": "gb18030", "big5": "big5hkscs", "shift-jis": "cp932", "x-sjis": "cp932", "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949", "ks-c-5601-1987": "cp949",
}  # fmt: skip
_SEVERAL_BYTES: Final = frozenset(("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"))
_CONTROL_BYTES: Final = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r\x0b\x0c\x1b")
_SAMPLE: Final = 65_536

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}[1-4]?\d?);")
_LINE_ENDS: Final = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# Controls, zero-width characters, soft hyphens and directional overrides: unseen, and able to make a title lie.
# U+200C and U+200D stay, because Persian, Indic scripts and emoji need them.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
# More than 4 marks on one letter belong to no script; long runs take seconds to draw.
_STACKED_MARKS: Final = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
                                   "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # fmt: skip


class NotText(OctavoError):
    """The bytes cannot be read as text; the sentence says why."""


def decode(data: bytes) -> str:
    """Text of `data`: by its byte order mark, else UTF-8, else the encoding it declares, else Windows-1252.

    Raises NotText for input that is empty, over MAX_BYTES or not text at all.
    """
    if len(data) > MAX_BYTES:
        raise NotText(too_large_sentence(len(data)))
    if not data.strip(b" \t\r\n\x00"):
        raise NotText("This is empty. Octavo needs a saved page, its text, or a list of arXiv numbers.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _refuse_if_blank(data[len(mark) :].decode(encoding, "replace"))
    if b"\x00" in data[:_SAMPLE]:
        return _without_mark(data)
    _refuse_if_binary(data)
    if b"\x1b" in data and _declared_encoding(data) == "iso2022_jp":
        return data.decode("iso2022_jp", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _nearly_utf_8(data, error)


def too_large_sentence(size: int) -> str:
    """Why an input of `size` bytes is not read."""
    return (
        f"This has {size / 1_000_000:,.0f} MB, and Octavo reads at most {MAX_BYTES // 1_000_000} MB at a time. "
        "Save the page in smaller parts."
    )


def tidy(text: str) -> str:
    """`text` with one kind of line end, in NFC, and free of characters that cannot be seen. Idempotent.

    Named and numbered HTML entities are not touched here: see `without_entities`.
    """
    if text.isascii():
        text = text.encode("ascii").translate(None, _CONTROL_BYTES + b"\x1b").decode("ascii")
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", " ").replace("\x0c", " ")
    text = _LINE_ENDS.sub("\n", text).replace("\x0b", " ").replace("\x0c", " ")
    text = _SURROGATES.sub("\ufffd", _SPACES.sub(" ", _INVISIBLE.sub("", text)))
    return _STACKED_MARKS.sub(r"\1", unicodedata.normalize("NFC", _STACKED_MARKS.sub(r"\1", text)))


def without_entities(text: str) -> str:
    """`text` with HTML entities such as "&amp;" turned into their characters, line ends kept as they are."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda match: _character(match[0]), text)


@lru_cache(maxsize=1_024)
def _character(entity: str) -> str:
    return html.unescape(entity).replace("\n", " ").replace("\r", " ")


def _refuse_if_blank(text: str) -> str:
    if not text.strip(" \t\r\n\x00"):
        raise NotText("This is empty. Octavo needs a saved page, its text, or a list of arXiv numbers.")
    if "\x00" in text[:_SAMPLE]:
        raise NotText(_BINARY)
    return text


_BINARY: Final = "This is not text. Octavo reads saved pages, text files and lists of arXiv numbers."


def _refuse_if_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls * 50 > len(sample):
        raise NotText(_BINARY)


def _without_mark(data: bytes) -> str:
    """UTF-16 without a byte order mark shows as a zero in nearly every second byte; other zeros mean binary."""
    sample = data[: min(_SAMPLE, len(data)) & ~1]
    half = len(sample) // 2 or 1
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[offset::2].count(0), sample[1 - offset :: 2].count(0)
        if zeros > 0.7 * half and others < 0.01 * half:
            return _refuse_if_blank(data.decode(encoding, "replace"))
    raise NotText(_BINARY)


def _nearly_utf_8(data: bytes, error: UnicodeDecodeError) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; text whose high bytes are mostly not UTF-8 is Windows-1252."""
    if error.start >= len(data) - 3:
        return data[: error.start].decode("utf-8")
    declared = _declared_encoding(data)
    if declared in _SEVERAL_BYTES:
        # Two bytes of such a letter may pass for UTF-8, but no other text fits these encodings without an error.
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return text if sound > broken else data.decode(declared or "cp1252", "replace")


def _declared_encoding(data: bytes) -> str:
    """The encoding that an XML declaration or an HTML head names, as Python names it; "" when it is none of these.

    A declaration is asked only after UTF-8 has failed: text that was copied or saved again often keeps an old one.
    """
    match = _DECLARED.search(data[:2_048])
    return _ENCODINGS.get(match[1].decode("ascii").lower().replace("_", "-"), "") if match else ""

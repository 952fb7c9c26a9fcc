"""A saved mail: who says it is about what, when, and its words, plain or HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Final

from octavo.feeds.decoding import MAX_BYTES, NotText, decode
from octavo.feeds.fields import iso_day, one_line

_FIRST_LINE: Final = re.compile(rb"\s*(?:From \S+ [^\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]*\S")
_TELLING: Final = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|delivered-to|message-id|mime-version|content-type|reply-to|x-[\w-]+)"
    rb":[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
#: Header lines of real mails take up to 30,000 bytes; the standard library reads more of them ever more slowly.
_LONGEST_HEAD: Final = 200_000
_LONGEST_LINE: Final = 2_000
_MOST_PARTS: Final = 100
#: Python also knows encodings that are none of text, or take quadratic time.
_CHARSET: Final = re.compile(
    r"utf-?(?:8|16(?:[bl]e)?)|us-ascii|latin-?1|(?:iso|windows|koi8|gb|big5|euc|shift|ks)[\w-]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. `day` is the ISO day of its Date line as written there; of `plain` and `html` one may be empty."""

    subject: str = ""
    sender: str = ""
    day: str = ""
    plain: str = ""
    html: str = ""


def read_mail(data: bytes) -> Mail | None:
    """The mail that `data` is, as programs save it (.eml), None when it does not begin as one. Never raises."""
    if len(data) > MAX_BYTES or not _FIRST_LINE.match(data[:2_000]) or data.count(b"boundary=") > _MOST_PARTS:
        return None
    head = re.split(rb"\r?\n\r?\n", data[: _LONGEST_HEAD + 1].lstrip(), maxsplit=1)[0]
    if len(head) > _LONGEST_HEAD or len({found.lower() for found in _TELLING.findall(head)}) < 2:
        return None
    try:
        # The older policy keeps header lines as they are: the newer one takes quadratic time to parse each of them.
        message = message_from_bytes(data.lstrip())
        return Mail(
            subject=_header(message, "subject"),
            sender=_header(message, "from"),
            day=iso_day(_header(message, "date")),
            plain=_body(message, "text/plain"),
            html=_body(message, "text/html"),
        )
    except Exception:
        # The standard library raises whatever it trips over; the bytes are then read as any other text.
        return None


def _header(message: Message, name: str) -> str:
    raw = str(message.get(name, ""))[:_LONGEST_LINE]
    try:
        return one_line(str(make_header(decode_header(raw))))
    except (LookupError, ValueError):
        return one_line(raw)


def _body(message: Message, kind: str) -> str:
    """The first part of this kind that is no attachment."""
    for part in message.walk():
        if len(str(part.get("content-type", ""))) > _LONGEST_LINE or part.get_content_type() != kind:
            continue
        content = part.get_payload(decode=True)
        if not part.get_filename() and isinstance(content, bytes) and content.strip():
            return _text(content, str(part.get_content_charset("utf-8")))
    return ""


def _text(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset if _CHARSET.fullmatch(charset) else "utf-8")
    except (LookupError, ValueError):
        pass
    try:
        return decode(content)
    except NotText:
        return ""

"""Which form does this input have? One function that looks at the content first and at the file's name last."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Final

from octavo.feeds.article_page import read_article_page
from octavo.feeds.arxiv_mail import looks_like_arxiv_mail, read_arxiv_mail
from octavo.feeds.arxiv_pages import read_arxiv_page
from octavo.feeds.dates import PageDate, read_date
from octavo.feeds.decoding import MAX_BYTES, NotText, decode
from octavo.feeds.harvest import harvest_html, harvest_text, mentions_papers
from octavo.feeds.hugging_face import read_page_html, visible_text
from octavo.feeds.hugging_face_api import read_answer, read_cut_answer
from octavo.feeds.mail import Mail, read_mail
from octavo.feeds.markup import is_tangled
from octavo.feeds.number_list import looks_like_numbers, read_numbers
from octavo.feeds.opml import read_opml
from octavo.feeds.page_text import NO_ABSTRACT, NOTHING_FOUND, read_page_text, title_key
from octavo.feeds.pdf import read_pdf
from octavo.feeds.reference_file import REFERENCE_FORMS, is_csl, read_csl_records, read_reference_file
from octavo.feeds.sample import is_own_feed, read_own_feed
from octavo.feeds.syndication import is_json_feed, read_feed, read_json_feed
from octavo.feeds.xml_tree import FEED_ROOTS, after_prolog, xml_root
from octavo.records import Batch, Entry, Leftover

_MARKUP: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|div|main|section|article|span|p|a|h[1-6]|ul|ol|table|script|link)\b",
    re.IGNORECASE,
)
_MARKUP_SEARCH: Final = 20_000
#: Reference managers write RDF as well; only that of news feeds has items.
_NEWS_IN_RDF: Final = re.compile(r"purl\.org/rss/|netscape\.com/rdf|<item[\s>]")

#: How inputs begin that Octavo recognises and does not read, and what to say of each.
_OTHER_FORMS: Final = (
    (
        re.compile(rb"PK\x03\x04|\x1f\x8b|7z\xbc\xaf|Rar!"),
        "This is a compressed file. Unpack it, then import what is in it.",
    ),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF"), "This is a picture. Octavo needs the page itself or its text."),
    (
        re.compile(rb"SQLite format 3\x00"),
        "This is a database, perhaps a library of Octavo's. Open it instead of importing it.",
    ),
)
_PDF: Final = b"%PDF-"
#: Forms that have everything in one flavour of a copy, so that the other can only add the same papers again.
_WHOLE_AS_TEXT: Final = ("arXiv mail", *REFERENCE_FORMS)
_WHOLE_AS_MARKUP: Final = ("arXiv page",)
_NO_PAPERS_IN_PAGE: Final = (
    "No papers found in this page. Octavo reads saved pages of Hugging Face papers; for another page, copy its text."
)
_TANGLED: Final = "This page is nested too deeply to be read safely. Copy its text and import that."


def read(data: bytes, *, origin: str = "", html: str | None = None, file: str = "") -> Batch:
    """The papers in `data`, whatever form it has. Never raises: what cannot be read is an empty batch with a message.

    `origin` says where the bytes came from and is only repeated. `html` is the clipboard's HTML flavour of the same
    copy; it is tried first, and joined with the text, because addresses come with the one and abstracts with the other.
    `file` is the path of the file, kept with the paper that a PDF is, so that the PDF can be attached to it.
    """
    digest = sha256(data or (html or "").encode("utf-8", "replace")).hexdigest()
    pasted = _read_markup(html) if html and html.strip() else None
    batch = Batch("page text", "", "", message=NOTHING_FOUND)
    if data or pasted is None:
        batch = _read_bytes(data, origin, file)
    if batch.entries and batch.form in _WHOLE_AS_TEXT:
        pasted = None
    if pasted and pasted.entries and pasted.form in _WHOLE_AS_MARKUP:
        batch = pasted
    elif pasted and pasted.entries:
        batch = _joined(pasted, batch)
    elif pasted and not data:
        batch = pasted
    message = batch.message or ("" if batch.entries else NOTHING_FOUND)
    return replace(batch, origin=origin, digest=digest, message=message)


def _read_bytes(data: bytes, origin: str, file: str) -> Batch:
    start = data[:64].lstrip()
    if start.startswith(_PDF) and len(data) <= MAX_BYTES:
        return read_pdf(data, origin=origin, file=file)
    for beginning, sentence in _OTHER_FORMS:
        if beginning.match(start):
            return Batch("unknown", "", "", message=sentence)
    if mail := read_mail(data):
        return _read_mail(mail)
    try:
        text = decode(data)
    except NotText as refusal:
        return Batch("unknown", "", "", message=refusal.sentence)
    if references := read_reference_file(text):
        return references
    root = xml_root(text)
    if root in FEED_ROOTS and (root != "rdf:rdf" or _NEWS_IN_RDF.search(text, 0, _MARKUP_SEARCH)):
        return _read_list_of_feeds(text) if root == "opml" else read_feed(text)
    first = text[:1_000].lstrip()[:1]
    if first in ("{", "["):
        found = _json(text)
        if found is not None:
            return _read_json(found)
        if first == "[" and (cut := read_cut_answer(text)):
            return cut
    if _MARKUP.match(text, after_prolog(text)) or (origin.casefold().endswith((".html", ".htm")) and "<a" in text):
        return _read_markup(text)
    return _read_text(text)


def _read_list_of_feeds(text: str) -> Batch:
    listed = read_opml(text)
    count = len(listed.feeds)
    words = f"This is a list of {count:,} feed{'s' if count != 1 else ''}, and holds no papers itself."
    return Batch("list of feeds", "", "", message=listed.message or words)


def _read_mail(mail: Mail) -> Batch:
    if looks_like_arxiv_mail(mail.plain):
        batch = read_arxiv_mail(mail.plain, subject=mail.subject, day=mail.day)
    else:
        batch = _read_other_mail(mail)
    day = read_date(mail.day) if batch.entries and not batch.captured else None
    if day:
        batch = replace(
            batch, captured=day.text, captured_month=day.month, captured_day=day.day, captured_year=day.year
        )
    # Line numbers of a mail's body say nothing about the file.
    return replace(batch, entries=tuple(replace(entry, lines=None) for entry in batch.entries))


def _read_other_mail(mail: Mail) -> Batch:
    """A mail of any sender: the papers it links or mentions, with what its cards say of them beside the title."""
    if not mail.html.strip() or is_tangled(mail.html):
        page, harvested = _read_text(mail.plain), harvest_text(mail.plain)
    else:
        page, harvested = _read_markup(mail.html), harvest_html(mail.html)
        if looks_like_arxiv_mail(visible_text(mail.html)):
            return page
        if not harvested.entries and mail.plain.strip():
            harvested = harvest_text(mail.plain)
            page = page if page.entries else _read_text(mail.plain)
    if not harvested.entries:
        return page
    cards = {title_key(entry.title): entry for entry in page.entries}
    entries = tuple(_completed(entry, cards.get(title_key(entry.title))) for entry in harvested.entries)
    return replace(harvested, form="mail", source=mail.sender[:100] or harvested.source, entries=entries, leftovers=())


def _read_text(text: str) -> Batch:
    if looks_like_arxiv_mail(text):
        return read_arxiv_mail(text)
    if looks_like_numbers(text):
        return read_numbers(text)
    batch = read_page_text(text)
    if not batch.entries and mentions_papers(text):
        mentioned = harvest_text(text)
        return mentioned if mentioned.entries else batch
    return batch


def _read_markup(markup: str) -> Batch:
    if is_tangled(markup):
        return Batch("page html", "", "", message=_TANGLED)
    if listing := read_arxiv_page(markup):
        return listing
    page = read_page_html(markup)
    if page.entries:
        captured = page.captured or PageDate("")
        return Batch(
            form="page html",
            source=page.source,
            origin="",
            entries=page.entries,
            captured=captured.text,
            captured_month=captured.month,
            captured_day=captured.day,
            captured_year=captured.year,
        )
    if article := read_article_page(markup):
        return Batch("article page", "Articles", "", (article,))
    batch = _read_text(visible_text(markup))
    if not batch.entries or batch.form == "harvest":
        # Links name papers that the words of the page do not.
        batch = harvest_html(markup)
    # Line numbers of the extracted words say nothing about the file.
    entries = tuple(replace(entry, lines=None) for entry in batch.entries)
    return replace(batch, form="page html", entries=entries, message="" if entries else _NO_PAPERS_IN_PAGE)


def _read_json(found: object) -> Batch:
    if isinstance(found, Mapping) and is_own_feed(found):
        return read_own_feed(found, origin="", digest="")
    if isinstance(found, Mapping) and is_json_feed(found):
        return read_json_feed(found)
    if is_csl(found):
        return read_csl_records(found)
    return read_answer(found)


def _json(text: str) -> object | None:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found


def _joined(page: Batch, text: Batch) -> Batch:
    """The page's entries with what only the text has of them; papers of the text alone come after."""
    by_title = {title_key(entry.title): entry for entry in reversed(text.entries)}
    entries = [_completed(entry, by_title.pop(title_key(entry.title), None)) for entry in page.entries]
    joined = {title_key(entry.title) for entry in entries}
    others = [entry for entry in text.entries if title_key(entry.title) not in joined]
    # Where the links name the papers, a line of text that only might be a title is most likely none.
    rest = [entry for entry in others if entry.abstract or entry.identifiers]
    unplaced = [leftover for entry in others if entry not in rest for leftover in _as_leftovers(entry)]
    told = joined | {title_key(entry.abstract) for entry in entries}
    left = [leftover for leftover in text.leftovers if title_key(leftover.text) not in told]
    dated = page if page.captured else text
    return replace(
        page,
        entries=tuple(entries + rest),
        captured=dated.captured,
        captured_month=dated.captured_month,
        captured_day=dated.captured_day,
        captured_year=dated.captured_year,
        leftovers=tuple(sorted((*left, *unplaced), key=lambda leftover: leftover.number)),
    )


def _as_leftovers(entry: Entry) -> list[Leftover]:
    if entry.lines is None:
        return []
    numbers = range(entry.lines.first, entry.lines.last + 1)
    return [Leftover(number, entry.title if number == entry.lines.first else "", "not placed") for number in numbers]


def _completed(entry: Entry, same: Entry | None) -> Entry:
    if same is None:
        return entry
    abstract = max(entry.abstract, same.abstract, key=len)
    problems: Iterable[str] = dict.fromkeys(entry.problems + same.problems)
    return replace(
        entry,
        abstract=abstract,
        votes=entry.votes if entry.votes is not None else same.votes,
        lines=same.lines,
        problems=tuple(problem for problem in problems if not (abstract and problem == NO_ABSTRACT)),
    )

"""Files of reference managers: BibTeX and BibLaTeX, RIS, CSL-JSON, Zotero RDF and EndNote XML, each as a batch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from octavo.bibliography.bibtex_reader import BibFile, read_bib
from octavo.bibliography.citekey import valid
from octavo.bibliography.csl import read_csl
from octavo.bibliography.kept import kept_of
from octavo.bibliography.ris_reader import looks_like_ris, read_ris
from octavo.feeds.decoding import tidy
from octavo.feeds.endnote_xml import looks_like_endnote, read_endnote
from octavo.feeds.xml_tree import NotXml
from octavo.feeds.zotero_rdf import looks_like_zotero, read_zotero
from octavo.records import Batch, Entry, Leftover

#: The names of the forms as batches carry them.
REFERENCE_FORMS: Final = ("BibTeX", "RIS", "CSL-JSON", "Zotero RDF", "EndNote XML")

_SOURCE: Final = "References"
#: A kind of entry that makes a text BibTeX, at the start of a line and with its key.
_BIB_ENTRY: Final = re.compile(
    r"^[ \t]*@[ \t]*(?:article|book\w*|collection|conference|data(?:set)?|electronic|inbook|incollection|inproceedings|"
    r"inreference|manual|mastersthesis|misc|mv\w+|online|patent|periodical|phdthesis|preprint|proceedings|reference|"
    r"report|software|supp\w+|techreport|thesis|unpublished|www)[ \t]*[{(][ \t]*[^\s,{}()=]*[ \t]*,",
    re.IGNORECASE | re.MULTILINE,
)
_BIB_START: Final = re.compile(r"\s*(?:%[^\n]*\n\s*){0,200}@[ \t]*[A-Za-z]{3,20}\s*[{(]")
_CSL_MARKS: Final = frozenset(
    ("issued", "container-title", "author", "DOI", "citation-key", "publisher", "abstract", "URL", "accessed", "page")
)
#: What `read_csl` takes out of a record; all else is kept beside the paper.
_CSL_READ: Final = frozenset(
    "id type title author editor issued DOI URL arxiv_id arxiv_primary container-title volume issue number page"
    " publisher publisher-place collection-title edition chapter-number ISBN ISSN language keyword abstract note genre"
    " version citation-key".split()
)
_LONGEST_LINE: Final = 500
_DEEPEST: Final = 20
_LONGEST_KEPT: Final = 10_000
_MOST_SENTENCES: Final = 3


def read_reference_file(text: str) -> Batch | None:
    """The papers of a reference manager's file, None when `text` is none of the forms or holds other things as well.

    CSL-JSON has its own door, `read_csl_records`. Nothing raises; what is broken in a file is among the leftovers,
    and said in the message.
    """
    if looks_like_ris(text):
        return _ris(tidy(text))
    if looks_like_zotero(text):
        return _xml("Zotero RDF", text)
    if looks_like_endnote(text):
        return _xml("EndNote XML", text)
    if "@" not in text:
        return None
    begins = _BIB_START.match(text) is not None
    if not begins and not _BIB_ENTRY.search(text):
        return None
    return _bib(tidy(text), mostly=not begins)


def is_csl(found: object) -> bool:
    """Is this JSON value a list of records in CSL-JSON, or an object with such a list?"""
    records = _csl_records(found)
    return bool(records) and all(
        isinstance(record.get("type"), str) and not _CSL_MARKS.isdisjoint(record) and "paper" not in record
        for record in records[:20]
    )


def read_csl_records(found: object) -> Batch:
    """The papers of a value for which `is_csl` is true."""
    records = [_tidied(record) for record in _csl_records(found)]
    read = zip(records, read_csl(records), strict=True)
    entries = [_without_file(_csl_entry(record, entry)) for record, entry in read]
    return Batch("CSL-JSON", _SOURCE, "", tuple(entries), message="" if entries else _nothing("CSL-JSON"))


def _csl_records(found: object) -> list[Mapping[str, Any]]:
    listed = found.get("items") if isinstance(found, Mapping) else found
    return [record for record in listed if isinstance(record, Mapping)] if isinstance(listed, list) else []


def _tidied(value: Any, depth: int = 0) -> Any:
    """A value of JSON with its texts tidied; what is nested deeper than any record is left out."""
    if isinstance(value, str):
        return tidy(value)
    if depth >= _DEEPEST:
        return None
    if isinstance(value, list):
        return [_tidied(each, depth + 1) for each in value]
    if isinstance(value, Mapping):
        return {tidy(str(name)): _tidied(each, depth + 1) for name, each in value.items()}
    return value


def _csl_entry(record: Mapping[str, Any], entry: Entry) -> Entry:
    other = dict(entry.other)
    for name, value in record.items():
        if name not in _CSL_READ and isinstance(name, str) and value not in (None, "", [], {}):
            words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            other[name] = words[:_LONGEST_KEPT]
    keys = (record.get("citation-key"), record.get("id"))
    key = next((each for each in keys if isinstance(each, str) and valid(each) and not each.isdigit()), "")
    title = " ".join(tidy(entry.title).split())
    problems = entry.problems if title else (*entry.problems, "No title was found for this entry.")
    return replace(entry, title=title or key or "Untitled", other=other, key=key, problems=problems)


def _xml(form: str, text: str) -> Batch:
    try:
        entries = read_zotero(text) if form == "Zotero RDF" else read_endnote(text)
    except NotXml as refusal:
        return Batch(form, _SOURCE, "", message=refusal.sentence)
    entries = tuple(_without_file(entry) for entry in entries)
    return Batch(form, _SOURCE, "", entries, message="" if entries else _nothing(form))


def _without_file(entry: Entry) -> Entry:
    """A path that a file of references names is no file that the person chose, and must not pass for one."""
    if "file" not in entry.other:
        return entry
    other = {name if name != "file" else "linked file": text for name, text in entry.other.items()}
    return replace(entry, other=other)


def _ris(text: str) -> Batch:
    entries = read_ris(text)
    inside = {number for entry in entries for number in _span(entry)}
    lines = text.split("\n")
    left = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and number not in inside]
    leftovers = tuple(Leftover(number, line.strip()[:_LONGEST_LINE], "not placed") for number, line in left)
    return Batch("RIS", _SOURCE, "", entries, leftovers=leftovers, message="" if entries else _nothing("RIS"))


def _bib(text: str, *, mostly: bool) -> Batch | None:
    """A BibTeX file as a batch; with `mostly` only when at least half of its lines are in entries."""
    found = read_bib(text)
    leftovers = _bib_leftovers(text, found)
    if mostly and 2 * sum(1 for each in leftovers if each.role == "not placed") > sum(map(bool, text.split("\n"))):
        return None
    return Batch(
        "BibTeX", _SOURCE, "", found.entries, leftovers=leftovers, message=_bib_message(found),
        kept=kept_of(text, found),
    )  # fmt: skip


def _bib_message(found: BibFile) -> str:
    """What is wrong with the file, naming the first broken entries by line."""
    if not found.broken:
        return "" if found.entries else _nothing("BibTeX")
    count = len(found.broken)
    start = "1 entry of this file" if count == 1 else f"{count:,} entries of this file"
    named = "; ".join(f"line {each.first}: {each.why}" for each in found.broken[:_MOST_SENTENCES])
    more = f"; and {count - _MOST_SENTENCES:,} more" if count > _MOST_SENTENCES else ""
    rest = "The others were read." if found.entries else "Mend the file and import it again."
    return f"{start} could not be read ({named}{more}). {rest}"


def _bib_leftovers(text: str, found: BibFile) -> tuple[Leftover, ...]:
    inside = {number for entry in found.entries for number in _span(entry)}
    broken = {number for each in found.broken for number in range(each.first, each.last + 1)}
    asides = {number for first, last in found.asides for number in range(first, last + 1)}
    leftovers = []
    for number, line in enumerate(text.split("\n"), 1):
        if number in inside or not line.strip():
            continue
        comment = number in asides or line.lstrip().startswith("%")
        role = "not placed" if number in broken or not comment else "furniture"
        leftovers.append(Leftover(number, line.strip()[:_LONGEST_LINE], role))
    return tuple(leftovers)


def _span(entry: Entry) -> Iterable[int]:
    return range(entry.lines.first, entry.lines.last + 1) if entry.lines else ()


def _nothing(form: str) -> str:
    return f"This is a {form} file, and no paper was found in it."

"""A PDF of a paper: its arXiv id, DOI and title, read in another process that may fail, hang or be killed."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any, Final

from octavo.feeds import pdf_process
from octavo.feeds.decoding import tidy
from octavo.feeds.fields import doi_identifier, find_doi, one_line
from octavo.feeds.harvest import ONLY_A_DOI, identifiers_in
from octavo.feeds.identifiers import arxiv_id, find_arxiv_ids, first_submitted
from octavo.feeds.number_list import ONLY_A_NUMBER
from octavo.records import Batch, Entry, Identifier, Kind

#: How long a PDF may take, in seconds of the clock.
LONGEST_WAIT: Final = 20.0
_LONGEST_ANSWER: Final = 2_000_000

LOCKED: Final = (
    "This PDF is locked with a password, so Octavo cannot look into it. Add the paper by its arXiv number or DOI."
)
DAMAGED: Final = "This PDF is damaged or incomplete. Download it again, or add the paper by its arXiv number or DOI."
TOO_MUCH: Final = (
    "This PDF takes more time or memory to read than any paper should, so Octavo gave up on it. Add the paper by its "
    "arXiv number or DOI."
)
SCANNED: Final = (
    "This PDF holds pictures of pages without text, so no arXiv number or DOI can be found in it. Add the paper by its "
    "number or title."
)
NOTHING_FOUND: Final = (
    "No arXiv number, DOI or title was found on the first pages of this PDF. Add the paper by its number or title."
)
NO_NUMBER: Final = "No arXiv number or DOI was found in this PDF; its title was taken from the first page."
SEVERAL: Final = "More than 1 DOI stands on the first page; check that this is the paper's."

_READER: Final = Path(pdf_process.__file__)
#: arXiv prints this up the margin of the first page.
_STAMP: Final = re.compile(r"arXiv:\s?(\S{9,20}?)(?:v\d{1,3})?\s+\[[\w.-]{2,20}\]\s+\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}")
_MARKED_DOI: Final = re.compile(r"(?:doi\.org/|\bdoi\s*:?\s*)(10\.\d{4,9}/\S+)", re.IGNORECASE)
_NO_TITLE: Final = re.compile(
    r"(?:microsoft (?:word|powerpoint)|untitled|title|document\d*|manuscript|paper|article|print|layout|slide|template|"
    r"arxiv:).{0,40}|.*\.(?:docx?|tex|dvi|pdf|rtf|odt|indd|pptx?|qxd)\b.*|[\d\W_]*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_TITLE: Final = 400
#: What browsers put behind a name that is taken: "2304.00001 (1).pdf".
_STEM_PARTS: Final = re.compile(r"[ (]")


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What is in a PDF. `texts` are its first pages, `largest` the words in the largest letters of the first one.

    `refusal` says why nothing was read, "" when it was.
    """

    refusal: str = ""
    texts: tuple[str, ...] = ()
    largest: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def read_pdf(data: bytes, *, origin: str = "", file: str = "", wait: float = LONGEST_WAIT) -> Batch:
    """The paper that a PDF is, as a batch of one entry, or of none with a sentence saying why. Never raises.

    `file` is the file's path, kept as the entry's `other["file"]` so that it can be attached; `origin` its name,
    which counts when nothing in it tells a number. `wait` is the most seconds it may take.
    """
    found = look_into(data, wait=wait)
    if found.refusal:
        return Batch("PDF", "Files", "", message=found.refusal)
    numbers, problem = _numbers(found, origin)
    title = _title(found)
    if not numbers and not title:
        scanned = not any(len(text.split()) > 5 for text in found.texts)
        return Batch("PDF", "Files", "", message=SCANNED if scanned else NOTHING_FOUND)
    arxiv = next((each.value for each in numbers if each.scheme == "arxiv"), "")
    problems = [problem] if problem else []
    if not numbers:
        problems.append(NO_NUMBER)
    elif not title:
        problems.append(ONLY_A_NUMBER if arxiv else ONLY_A_DOI)
    entry = Entry(
        title=title or (f"arXiv:{arxiv}" if arxiv else f"doi:{numbers[0].value}"),
        identifiers=tuple(numbers),
        published=first_submitted(arxiv) if arxiv else "",
        kind=Kind.PREPRINT if arxiv else Kind.UNKNOWN,
        other={"file": file} if file else {},
        problems=tuple(problems),
    )
    return Batch("PDF", "Files", "", (entry,))


def without_files(batch: Batch) -> tuple[Batch, dict[int, Path]]:
    """A batch without the paths of the PDFs it was read from, and those paths by the index of their entries.

    Where a file lay is nothing to keep with a paper: the file itself is kept.
    """
    if batch.form != "PDF":
        return batch, {}
    files = {index: Path(entry.other["file"]) for index, entry in enumerate(batch.entries) if "file" in entry.other}
    entries = tuple(
        replace(entry, other={name: value for name, value in entry.other.items() if name != "file"})
        for entry in batch.entries
    )
    return replace(batch, entries=entries), files


def look_into(data: bytes, *, wait: float = LONGEST_WAIT, reader: Sequence[str] = ()) -> PdfFacts:
    """What a PDF holds, read by a process of its own that is killed after `wait` seconds.

    Its memory and work are limited as well where the system has such limits. `reader` is the command that reads,
    when it is not Octavo's own. Never raises.
    """
    command = list(reader) or _own_reader()
    if not command:
        return PdfFacts("This copy of Octavo cannot read PDFs, because a part of it is missing. Install it again.")
    try:
        written, killed = _ask(command, data, wait)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return PdfFacts(f"The PDF could not be read, because the system did not let Octavo start a reader ({reason}).")
    try:
        answer = json.loads(written)
    except (ValueError, RecursionError):
        # It wrote nothing whole: killed by the clock or by a limit, or the PDF broke the library that reads it.
        return PdfFacts(TOO_MUCH if killed else DAMAGED)
    return _checked(answer)


def _own_reader() -> list[str]:
    library = importlib.util.find_spec("pypdfium2")
    if library is None or library.origin is None:
        return []
    # Isolated: the folder of a downloaded PDF may hold a module that only looks like one of Python's.
    return [sys.executable, "-I", str(_READER), str(Path(library.origin).parent.parent)]


def _ask(command: Sequence[str], data: bytes, wait: float) -> tuple[bytes, bool]:
    """What the command answers to `data`, and whether it had to be stopped or died of a limit."""
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        # On Windows a console window would flash up.
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        process = subprocess.Popen(
            command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=hidden
        )
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            process.kill()

        clock = threading.Timer(wait, stop)
        clock.start()
        try:
            with process:
                assert process.stdout is not None
                written = process.stdout.read(_LONGEST_ANSWER + 1)
                if len(written) > _LONGEST_ANSWER:
                    stop()
        finally:
            clock.cancel()
    # A signal, or Python's own end for want of memory.
    return written, stopped.is_set() or process.returncode < 0 or process.returncode == 1


def _checked(answer: Any) -> PdfFacts:
    """The answer of a process that a hostile file may have taken over: only texts of the right shape."""
    if not isinstance(answer, dict) or answer.get("state") not in ("read", "locked", "damaged"):
        return PdfFacts(DAMAGED)
    if answer["state"] != "read":
        return PdfFacts(LOCKED if answer["state"] == "locked" else DAMAGED)
    texts, facts = answer.get("texts"), answer.get("facts")
    return PdfFacts(
        texts=tuple(_words(text) for text in texts[: pdf_process.FIRST_PAGES]) if isinstance(texts, list) else (),
        largest=one_line(_words(answer.get("largest")), _LONGEST_TITLE),
        facts={str(name): one_line(_words(text)) for name, text in facts.items()} if isinstance(facts, dict) else {},
    )


def _words(value: object) -> str:
    return tidy(value[: pdf_process.LONGEST_PAGE]) if isinstance(value, str) else ""


def _numbers(found: PdfFacts, origin: str) -> tuple[list[Identifier], str]:
    """The paper's numbers by how surely they are its own, and what to say of a doubtful one."""
    first = found.texts[0] if found.texts else ""
    facts = found.facts
    arxiv = _first_arxiv([*_STAMP.findall(" ".join(first.split())), facts.get("arXivID", "")])
    said = (find_doi(facts.get(name, "")) for name in ("packet", "doi", "DOI", "WPS-ARTICLEDOI"))
    doi = next(filter(None, said), "") or _doi_inside(facts.get("Subject", "")) or _doi_inside(facts.get("Title", ""))
    problem = ""
    if not doi and not arxiv:
        marked = list(dict.fromkeys(_marked_dois(first)))
        doi = marked[0] if marked else ""
        problem = SEVERAL if len(marked) > 1 else ""
    if not doi and not arxiv:
        arxiv = _first_arxiv([_STEM_PARTS.split(PurePath(origin).stem)[0], *_mentioned(found.texts[:1])])
    if not doi and not arxiv:
        doi = next((each for text in found.texts[1:] for each in _marked_dois(text)), "")
    numbers = [Identifier("arxiv", arxiv)] if arxiv else []
    if doi:
        numbers.append(doi_identifier(doi))
    return list(dict.fromkeys(numbers)), problem


def _first_arxiv(texts: Sequence[str]) -> str:
    return next(filter(None, (arxiv_id(text) or _in_address(text) for text in texts if text)), "")


def _in_address(text: str) -> str:
    return next(iter(find_arxiv_ids(text)), "") if "arxiv" in text.lower() else ""


def _mentioned(texts: Sequence[str]) -> Iterator[str]:
    """The arXiv number on a page, when there is only one: of several none is surely the paper's own."""
    for text in texts:
        named = [each.value for each in identifiers_in(text) if each.scheme == "arxiv"]
        if len(named) == 1:
            yield named[0]


def _marked_dois(text: str) -> Iterator[str]:
    for match in _MARKED_DOI.finditer(text):
        if doi := _doi_inside(match[1]):
            yield doi


def _doi_inside(text: str) -> str:
    return next((each.value for each in identifiers_in(text) if each.scheme == "doi"), "")


def _title(found: PdfFacts) -> str:
    """The title that the file or its first page gives, "" when neither can be one."""
    for words in (found.facts.get("Title", ""), found.largest):
        title = one_line(words, _LONGEST_TITLE)
        if len(title.split()) > 1 and not _NO_TITLE.fullmatch(title):
            return title
    return ""

"""Are the papers one cites still what they were? Published since, a new version, withdrawn, retracted: as proposals."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from octavo.inquiries import Candidate, Checked, Proposal
from octavo.lookup import arxiv, crossref, match, semantic_scholar
from octavo.lookup.asking import NUMBERS_AT_ONCE, Asking
from octavo.lookup.complete import Account
from octavo.records import Entry, Identifier, Kind, Paper, Progress
from octavo.web import AskedToPause, Offline, WebError

Stream = Generator[Progress | Checked, None, Account]
Found = TypeVar("Found")

_WITHDRAWN: Final = re.compile(r"\bwithdrawn\b|\bhas been retracted\b|\bthis (?:paper|submission) is withdrawn\b", re.I)
#: What a published version changes. Title, authors and arXiv number stay, and the key always does.
_OF_VENUE: Final = ("volume", "number", "pages", "publisher", "isbn", "issn")
_ARXIV_DOI: Final = "10.48550/arxiv."
_MOST_FAULTS: Final = 3


def keep_true(papers: Sequence[Paper], asking: Asking) -> Stream:
    """Ask after papers. Yields `Progress` before each request and one `Checked` a paper; nothing is ever changed.

    arXiv is asked for a hundred papers at once; beside that a paper costs one request at most: to Crossref where it
    has a DOI, else to Semantic Scholar by its arXiv number. A service that asks for a pause ends the run early, with
    its sentence in the `Account`; papers not asked after are not yielded, and stay due.
    """
    run = _Run(asking, len(papers))
    for start in range(0, len(papers), NUMBERS_AT_ONCE):
        yield from run.check([_Case(paper) for paper in papers[start : start + NUMBERS_AT_ONCE]])
        if run.account.trouble:
            run.account.waiting += max(0, len(papers) - start - NUMBERS_AT_ONCE)
            break
    return run.account


@dataclass(slots=True)
class _Case:
    """One paper being asked after, and what came of it."""

    paper: Paper
    proposals: list[Proposal] = field(default_factory=list)
    confirmed: Candidate | None = None

    @property
    def arxiv(self) -> str:
        return self.paper.identifier("arxiv")

    @property
    def doi(self) -> str:
        doi = self.paper.identifier("doi")
        return "" if doi.casefold().startswith(_ARXIV_DOI) else doi


class _Run:
    def __init__(self, asking: Asking, total: int) -> None:
        self.asking = asking
        self.account = Account()
        self.total, self.done = total, 0
        self.halted: set[str] = set()
        self.faults: dict[str, int] = {}

    def check(self, cases: Sequence[_Case]) -> Iterator[Progress | Checked]:
        numbered = [each for each in cases if arxiv.is_number(each.arxiv)]
        entries: dict[str, Entry] = {}
        if numbered:
            yield Progress(self.done, self.total, f"Asking {arxiv.NAME}")
            numbers = [each.arxiv for each in numbered]
            found = self._asked(arxiv.NAME, lambda: arxiv.by_numbers(self.asking, numbers))
            if isinstance(found, WebError):
                # Nothing was learnt of these papers; the others can still be asked after.
                cases = [each for each in cases if each not in numbered]
                self.account.waiting += len(numbered)
            else:
                entries = found.entries
        for case in cases:
            yield from self._check_one(case, entries.get(case.arxiv))
            self.done += 1

    def _check_one(self, case: _Case, entry: Entry | None) -> Iterator[Progress | Checked]:
        if entry is not None:
            self._confirm(case, entry, arxiv.NAME)
            self._look_at_arxiv(case, entry)
        doi = case.doi or (_doi(entry) if entry is not None else "")
        trouble = None
        if doi:
            yield Progress(self.done, self.total, f"Asking {crossref.NAME}")
            trouble = self._look_at_doi(case, doi)
        elif case.arxiv and case.paper.kind in (Kind.PREPRINT, Kind.UNKNOWN) and not case.paper.venue:
            yield Progress(self.done, self.total, f"Asking {semantic_scholar.NAME}")
            trouble = self._look_for_venue(case)
        if isinstance(trouble, (AskedToPause, Offline)):
            self.account.waiting += 1
            return
        again = trouble.again.isoformat(timespec="seconds") if trouble is not None and trouble.again else ""
        found = Checked(
            case.paper.id, self.asking.at(), tuple(case.proposals), trouble.sentence if trouble else "", again,
            case.confirmed,
        )  # fmt: skip
        if trouble is not None:
            self.account.failed += 1
        elif case.proposals:
            self.account.asked += 1
        else:
            self.account.matched += 1
        yield found

    def _confirm(self, case: _Case, entry: Entry, service: str) -> None:
        """Note the first service that surely has this paper."""
        for candidate in match.judged(match.known(case.paper), [entry], service, self.asking.at()):
            if candidate.verdict == match.ACCEPT and case.confirmed is None:
                case.confirmed = candidate

    def _look_at_arxiv(self, case: _Case, entry: Entry) -> None:
        comment = entry.details.get("comment", "")
        if _WITHDRAWN.search(comment) and not case.paper.other.get("withdrawn"):
            self._propose(case, "withdrawn", arxiv.NAME, {"comment": comment, "other.withdrawn": "yes"}, comment)
        had, has = case.paper.other.get("arxiv_version", ""), entry.other.get("arxiv_version", "")
        if had and has and _number(has) > _number(had):
            changed = {"other.arxiv_version": has, "other.updated": entry.other.get("updated", "")}
            if entry.abstract and entry.abstract != case.paper.raw_abstract:
                changed["abstract"] = entry.abstract
            if entry.title and match.known(entry).key != match.known(case.paper).key:
                changed["title"] = entry.title
            why = f"arXiv has version {has[1:]}; this is version {had[1:]}."
            self._propose(case, "version", arxiv.NAME, {name: text for name, text in changed.items() if text}, why)

    def _look_at_doi(self, case: _Case, doi: str) -> WebError | None:
        found = self._asked(crossref.NAME, lambda: crossref.today(self.asking, doi))
        if found is None or isinstance(found, WebError):
            return found
        if not _is_of(case.paper, found):
            return None
        self._confirm(case, found, crossref.NAME)
        if (when := found.other.get("retracted")) and not case.paper.other.get("retracted"):
            day = f" on {when}" if when != "yes" else ""
            self._propose(case, "retracted", crossref.NAME, {"other.retracted": when}, f"It was retracted{day}.")
        self._propose_published(case, found, crossref.NAME)
        return None

    def _look_for_venue(self, case: _Case) -> WebError | None:
        name = semantic_scholar.NAME
        found = self._asked(name, lambda: semantic_scholar.by_number(self.asking, "arxiv", case.arxiv))
        if found is None or isinstance(found, WebError):
            return found
        if _is_of(case.paper, found):
            self._confirm(case, found, name)
            self._propose_published(case, found, name)
        return None

    def _propose_published(self, case: _Case, entry: Entry, service: str) -> None:
        """Venue, DOI and type of a paper that was a preprint; its arXiv number stays beside the DOI."""
        paper = case.paper
        if not entry.venue or entry.kind is Kind.PREPRINT or (paper.venue and case.doi):
            return
        fields: dict[str, object] = {"venue": entry.venue, "kind": entry.kind.value}
        if entry.kind is Kind.UNKNOWN:
            del fields["kind"]
        if entry.published and entry.published[:4] != paper.published[:4]:
            fields["published"] = entry.published
        fields |= {name: entry.details[name] for name in _OF_VENUE if entry.details.get(name)}
        doi = _doi(entry)
        if doi and not case.doi:
            kept = tuple(each for each in paper.identifiers if each.scheme != "doi")
            fields["identifiers"] = (*kept, Identifier("doi", doi))
        present = {"venue": paper.venue, "kind": paper.kind.value, "published": paper.published, **paper.details}
        fields = {name: value for name, value in fields.items() if present.get(name) != value}
        own = {name for name, source in paper.field_sources.items() if source == "person"}
        fields = {name: value for name, value in fields.items() if name not in own}
        if "venue" in fields or "identifiers" in fields:
            self._propose(case, "published", service, fields, f"It was published in {entry.venue}.")

    def _propose(self, case: _Case, kind: str, service: str, fields: dict[str, object] | dict[str, str],
                 why: str) -> None:  # fmt: skip
        case.proposals.append(Proposal(case.paper.id, kind, service, dict(fields), why, self.asking.at()))

    def _asked(self, service: str, ask: Callable[[], Found]) -> Found | WebError:
        if service in self.halted:
            return Offline(self.account.trouble)
        try:
            found = ask()
        except WebError as error:
            self.account.requests += 1
            self.faults[service] = self.faults.get(service, 0) + 1
            if isinstance(error, (AskedToPause, Offline)) or self.faults[service] >= _MOST_FAULTS:
                self.halted.add(service)
                self.account.trouble = error.sentence
                self.account.again = error.again.isoformat(timespec="seconds") if error.again else ""
            return error
        self.account.requests += 1
        self.faults[service] = 0
        return found


def _is_of(paper: Paper, entry: Entry) -> bool:
    """Is the answer to a paper's number that paper? A number mistyped or reused must not bring another's venue."""
    evidence = match.compare(match.known(paper), match.known(entry))
    return evidence.verdict == match.ACCEPT or (
        evidence.verdict == match.ASK and "Another title" not in evidence.differs
    )


def _doi(entry: Entry) -> str:
    dois = (each.value for each in entry.identifiers if each.scheme == "doi")
    return next((doi for doi in dois if not doi.casefold().startswith(_ARXIV_DOI)), "")


def _number(version: str) -> int:
    return int(version[1:]) if version[1:].isdigit() else 0

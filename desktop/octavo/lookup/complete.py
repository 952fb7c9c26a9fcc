"""From titles to citations: which service is asked for which paper, in which order, and when to stop.

A number comes first. A title goes to Hugging Face, then, for what it does not surely have, to Semantic Scholar,
OpenAlex (with the person's key) and arXiv's search. What has an arXiv number by then is asked of arXiv, a hundred at
once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice
from typing import Final

from octavo.inquiries import Candidate, KeptAnswer, LookUp, Sought
from octavo.lookup import arxiv, crossref, hugging_face, match, open_alex, semantic_scholar
from octavo.lookup.asking import NUMBERS_AT_ONCE, Asking, Heard, is_known, title_question
from octavo.records import Entry, Identifier, Paper, Progress
from octavo.web import AskedToPause, Offline, WebError

Stream = Generator[Progress | KeptAnswer | LookUp, None, "Account"]

#: Answers nobody can use, one after the other, before a service is left in peace.
_MOST_FAULTS: Final = 3
#: Candidates shown to a person.
_MOST_SHOWN: Final = 5
_OTHERS: Final = (semantic_scholar.NAME, open_alex.NAME, arxiv.NAME)
#: When to ask again for what was missing in half an answer.
_AFTER_HALF: Final = timedelta(minutes=5)
_NO_TITLE: Final = "This paper has no title that could be looked for."
_NOT_FOUND: Final = "No service knows a paper of this title."


@dataclass(slots=True)
class Account:
    """What a run came to. `trouble` says what stood in the way of the rest, "" for nothing; `again` when to go on."""

    matched: int = 0
    asked: int = 0
    not_found: int = 0
    failed: int = 0
    waiting: int = 0
    requests: int = 0
    trouble: str = ""
    again: str = ""

    def count(self, look_up: LookUp) -> None:
        """Add one result."""
        name = {Sought.MATCHED: "matched", Sought.ASKED: "asked", Sought.NOT_FOUND: "not_found",
                Sought.FAILED: "failed", Sought.WAITING: "waiting"}[look_up.state]  # fmt: skip
        setattr(self, name, getattr(self, name) + 1)


def complete(papers: Iterable[Paper], asking: Asking) -> Stream:
    """Look papers up. Yields `Progress` before each request, `KeptAnswer` after it and one `LookUp` a paper.

    A paper that fails is a value in the stream. A service that asks for a pause or does not answer is not asked again:
    the papers that need it are WAITING with its sentence, and where no title can be looked for any more, the run ends
    with its sentence and time in the `Account`. Closing the generator loses nothing that was yielded; where
    `asking.enough` becomes true, the run completes what it has asked for, and leaves the rest WAITING.
    """
    run = _Run(asking)
    wanted = sorted(papers, key=lambda paper: not (_arxiv_number(paper) or paper.identifier("doi")))
    run.total = len(wanted)
    remaining = iter(wanted)
    while chunk := list(islice(remaining, NUMBERS_AT_ONCE)):
        yield from run.look_up([_Seeking(paper) for paper in chunk])
        run.before += len(chunk)
        if hugging_face.NAME in run.halted or asking.enough():
            run.account.waiting += len(list(remaining))
            break
    if not (run.account.waiting or run.account.failed):
        # A service that was in the way of nothing is worth no word.
        run.account.trouble = run.account.again = ""
    return run.account


@dataclass(slots=True)
class _Seeking:
    """One paper being looked for: what was found, and what stands in the way of a sure answer."""

    paper: Paper
    candidates: list[Candidate] = field(default_factory=list)
    trouble: str = ""
    again: str = ""
    waits: bool = False

    @property
    def is_found(self) -> bool:
        return any(each.verdict == match.ACCEPT for each in self.candidates)

    @property
    def has_title(self) -> bool:
        return bool(match.known(self.paper).words) and not match.is_number_only(self.paper.title)

    def hear(self, entries: Iterable[Entry], service: str, at: str) -> bool:
        """Take what a service says; answers whether any of it may be the paper."""
        judged = match.judged(match.known(self.paper), entries, service, at)
        fitting = [each for each in judged if each.verdict != match.REJECT]
        self.candidates += fitting
        return bool(fitting)


class _Run:
    """One run over many papers: which services still answer, and how far it has come."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.halted: dict[str, WebError] = {}
        self.faults: dict[str, int] = {}
        self.account = Account()
        self.total = 0
        self.before = 0
        self.done = 0

    def look_up(self, seeking: Sequence[_Seeking]) -> Iterator[Progress | KeptAnswer | LookUp]:
        for each in seeking:
            yield from self._by_own_number(each)
        titled = [each for each in seeking if not _arxiv_number(each.paper) and not each.is_found and each.has_title]
        yield from self._by_titles(titled)
        yield from self._by_arxiv_numbers(seeking)
        # A number that leads nowhere, or to another work, may be mistyped: the title is asked for as well.
        yield from self._by_titles([each for each in seeking if _arxiv_number(each.paper) and self._is_missed(each)])
        for each in seeking:
            look_up = self._result(each)
            self.account.count(look_up)
            yield look_up

    def _by_titles(self, seeking: Sequence[_Seeking]) -> Iterator[Progress | KeptAnswer]:
        for done, each in enumerate(seeking, self.before + 1):
            if self.asking.enough():
                each.waits = True
                continue
            yield from self._ask(each, hugging_face.NAME, hugging_face.by_title)
            self.done = max(done, self.done)
        # Without the first service the order would be another one; these papers wait for it.
        rest = [each for each in seeking if not each.is_found and not each.waits]
        for service in _OTHERS:
            for each in rest:
                if not each.is_found and (service != open_alex.NAME or self.asking.open_alex_key):
                    yield from self._ask(each, service, _BY_TITLE[service])

    def _by_own_number(self, seeking: _Seeking) -> Iterator[Progress | KeptAnswer]:
        """A DOI is Crossref's to tell, a number of Hugging Face's own that service's; arXiv's are asked together."""
        doi, number = seeking.paper.identifier("doi"), seeking.paper.identifier("hf")
        if _arxiv_number(seeking.paper):
            return
        if doi:
            yield from self._ask(seeking, crossref.NAME, lambda asking, _: crossref.by_doi(asking, doi))
        elif number:
            yield from self._ask(seeking, hugging_face.NAME, lambda asking, _: hugging_face.by_number(asking, number))

    def _ask(
        self, seeking: _Seeking, service: str, ask: Callable[[Asking, str], Heard]
    ) -> Iterator[Progress | KeptAnswer]:
        """Ask a service for one paper. A fault is noted with the paper; what has no fault is kept."""
        if service in self.halted and not is_known(self.asking, service, title_question(seeking.paper.title)):
            self._hold(seeking, self.halted[service])
            return
        yield Progress(self.done, self.total, f"Asking {service}")
        try:
            heard = ask(self.asking, seeking.paper.title)
        except WebError as error:
            self._fault(service, error)
            self._hold(seeking, error)
            return
        fits = seeking.hear(heard.entries, service, self.asking.at())
        if heard.keep is not None:
            self.account.requests += 1
            self.faults[service] = 0
            # A search that always finds something has found nothing when nothing fits.
            yield heard.keep if fits else replace(heard.keep, found=False, body=b"")

    def _by_arxiv_numbers(self, seeking: Sequence[_Seeking]) -> Iterator[Progress | KeptAnswer]:
        """All numbers of these papers in one request, or in a few where a person may have to choose."""
        wanted: dict[str, list[_Seeking]] = {}
        for each in sorted(seeking, key=lambda each: (not _arxiv_number(each.paper), not each.is_found)):
            for number in _numbers_to_ask(each):
                wanted.setdefault(number, []).append(each)
        numbers = [number for number in wanted if arxiv.is_number(number)]
        # Papers with an answer worth taking come first; what a person must choose among anyway can do without.
        asked = numbers[:NUMBERS_AT_ONCE]
        if not asked:
            return
        if arxiv.NAME in self.halted:
            self._hold_numbered(seeking, self.halted[arxiv.NAME])
            return
        yield Progress(self.done, self.total, f"Asking {arxiv.NAME}")
        try:
            found = arxiv.by_numbers(self.asking, asked)
        except WebError as error:
            self._fault(arxiv.NAME, error)
            self._hold_numbered(seeking, error)
            return
        self.account.requests += 1
        yield from found.keep
        for number in asked:
            for each in wanted[number]:
                self._take_numbered(each, number, found)

    def _take_numbered(self, seeking: _Seeking, number: str, found: arxiv.Numbered) -> None:
        entry = found.entries.get(number)
        if entry is None:
            if number == _arxiv_number(seeking.paper) and number not in found.missing:
                seeking.waits, seeking.trouble = True, f"{arxiv.NAME} answered in part only."
                seeking.again = (self.asking.now() + _AFTER_HALF).isoformat(timespec="seconds")
            return
        paper = match.known(seeking.paper)
        trusted = any(each.verdict == match.ACCEPT and _has(each.entry, number) for each in seeking.candidates)
        if trusted:
            paper = match.Known(
                paper.title, paper.abstract, paper.authors, paper.published,
                (*paper.identifiers, Identifier("arxiv", number)),
            )  # fmt: skip
        judged = match.judged(paper, [entry], arxiv.NAME, self.asking.at())
        sure = bool(judged) and judged[0].verdict == match.ACCEPT
        # arXiv knows its own papers best. What another service says of the same one adds to it, unless they disagree.
        same = [each for each in seeking.candidates if not _has(each.entry, number) or (trusted and sure)]
        seeking.candidates = [*(each for each in judged if each.verdict != match.REJECT), *same]

    def _is_missed(self, seeking: _Seeking) -> bool:
        """Is the paper surely not what arXiv has under its number?"""
        return not seeking.is_found and not seeking.waits and not seeking.trouble and seeking.has_title

    def _result(self, seeking: _Seeking) -> LookUp:
        candidates = _ranked(seeking.candidates)
        paper_id, at = seeking.paper.id, self.asking.at()
        if candidates and candidates[0].verdict == match.ACCEPT:
            accepted = tuple(each for each in candidates if each.verdict == match.ACCEPT)
            return LookUp(paper_id, Sought.MATCHED, accepted[0].service, accepted, at=at)
        if seeking.waits:
            return LookUp(paper_id, Sought.WAITING, "", (), seeking.trouble, seeking.again, at)
        if candidates:
            return LookUp(paper_id, Sought.ASKED, candidates[0].service, candidates[:_MOST_SHOWN], at=at)
        if seeking.trouble:
            return LookUp(paper_id, Sought.FAILED, "", (), seeking.trouble, seeking.again, at)
        sentence = _NOT_FOUND if seeking.has_title else _NO_TITLE
        number = _arxiv_number(seeking.paper)
        if number and not seeking.has_title:
            sentence = f"arXiv has no paper {number}."
        return LookUp(paper_id, Sought.NOT_FOUND, "", (), sentence, at=at)

    def _fault(self, service: str, error: WebError) -> None:
        self.faults[service] = self.faults.get(service, 0) + 1
        self.account.requests += 1
        if isinstance(error, (AskedToPause, Offline)) or self.faults[service] >= _MOST_FAULTS:
            self.halted[service] = error
            if not self.account.trouble or service == hugging_face.NAME:
                self.account.trouble, self.account.again = error.sentence, _moment(error)

    def _hold(self, seeking: _Seeking, error: WebError) -> None:
        """No sure answer for this paper now: it waits where time helps, and has failed where it does not."""
        seeking.waits = seeking.waits or isinstance(error, (AskedToPause, Offline))
        if not seeking.trouble:
            seeking.trouble, seeking.again = error.sentence, _moment(error)

    def _hold_numbered(self, seeking: Sequence[_Seeking], error: WebError) -> None:
        for each in seeking:
            if _arxiv_number(each.paper) and not each.is_found:
                self._hold(each, error)


_BY_TITLE: Final[dict[str, Callable[[Asking, str], Heard]]] = {
    semantic_scholar.NAME: semantic_scholar.by_title,
    open_alex.NAME: open_alex.by_title,
    arxiv.NAME: arxiv.by_title,
}


def requests_needed(papers: Sequence[Paper], asking: Asking) -> int:
    """About how many requests looking these papers up costs, what is known already left out."""
    titled = [each for each in papers if not _arxiv_number(each)]
    numbered = -(-len(papers) // NUMBERS_AT_ONCE)
    known = sum(is_known(asking, hugging_face.NAME, title_question(each.title)) for each in titled)
    return len(titled) - known + numbered


def _ranked(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Accepted ones first, then by what agrees; a work that several services found is shown once unless accepted."""
    kept: list[Candidate] = []
    for each in sorted(candidates, key=_order):
        if each.verdict == match.ACCEPT or not any(match.is_same_work(each.entry, other.entry) for other in kept):
            kept.append(each)
    return match.one_accepted(kept)


def _order(candidate: Candidate) -> tuple[bool, int]:
    accepted = candidate.verdict == match.ACCEPT
    # Of accepted ones the service that knows best comes first, as they were put.
    return not accepted, 0 if accepted else len(candidate.differs) - len(candidate.agrees)


def _numbers_to_ask(seeking: _Seeking) -> list[str]:
    own = _arxiv_number(seeking.paper)
    if own:
        return [own]
    accepted = [each for each in seeking.candidates if each.verdict == match.ACCEPT] or seeking.candidates
    numbers = (_number_of(each.entry.identifiers) for each in accepted)
    return list(dict.fromkeys(number for number in numbers if number))


def _arxiv_number(paper: Paper) -> str:
    return _number_of(paper.identifiers)


def _number_of(identifiers: Iterable[Identifier]) -> str:
    for each in identifiers:
        if each.scheme == "arxiv":
            return each.value
        if each.scheme == "doi" and each.value.casefold().startswith("10.48550/arxiv."):
            return each.value[len("10.48550/arxiv.") :]
        if each.scheme == "hf" and arxiv.is_number(each.value):
            return each.value
    return ""


def _has(entry: Entry, number: str) -> bool:
    return _number_of(entry.identifiers) == number


def _moment(error: WebError) -> str:
    return error.again.isoformat(timespec="seconds") if error.again else ""

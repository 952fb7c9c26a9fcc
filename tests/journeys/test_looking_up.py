"""From a bare title to a citation one can trust, by keyboard: looked up, chosen, stopped, offline, gone on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from person import Desktop, invented_page
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from services import Services

from octavo.gui.dialogs.choose_sheet import ChooseSheet
from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.merge_sheet import MergeSheet
from octavo.gui.dialogs.proposal_sheet import ProposalSheet
from octavo.inquiries import Proposal
from octavo.library.citations import Citations
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Author, Batch, Entry, Identifier, Kind
from octavo.settings import LOOK_UP_NEW, Settings
from octavo.web import Fetch, Web

HUB, ARXIV = "huggingface.co", "export.arxiv.org"
Open = Callable[..., Desktop]


class Clock:
    """Time that passes only when someone waits."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds

    def now(self) -> datetime:
        return datetime(2026, 3, 12, 12, tzinfo=UTC) + timedelta(seconds=self.seconds)


@pytest.fixture
def fetch(services: Services) -> Fetch:
    clock = Clock()
    return services.fetch(Web(clock=clock, wait=clock.wait, now=clock.now, seconds=5.0, silence=0.5))


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., tuple[int, ...]]:
    """Papers in the library before the window opens, in this order from the top of the list."""

    def made(*entries: Entry, then: Callable[[Library, Sequence[int]], object] = lambda _library, _ids: None):
        with Library.open(tmp_path / "library.octavo") as library:
            run = library.add(Batch("page text", "Daily papers", "x", entries))
            while True:
                try:
                    next(run)
                except StopIteration as end:
                    ids = end.value.ids
                    break
            then(library, ids)
        return ids

    return made


def titled(services: Services, *numbers: int) -> list[Entry]:
    """Works as a saved page has them: a title and an abstract."""
    return [Entry(services.works[number].title, services.works[number].abstract) for number in numbers]


def pill(desktop: Desktop) -> str:
    return desktop.octavo.reader.detail.citation.pill.accessibleName()


def deeds(desktop: Desktop) -> list[str]:
    members = desktop.octavo.reader.detail.citation.deeds.members
    return [each.text() for each in members if hasattr(each, "text")]


def begin(desktop: Desktop) -> Desktop:
    desktop.octavo.pane.focus_list()
    desktop.settle()
    return desktop


def test_a_bare_title_becomes_a_complete_citation_with_one_key(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    [paper_id] = put(*titled(services, 3))
    desktop = begin(open_desktop(fetch=fetch))
    assert pill(desktop) == "Authors, year and number missing"
    desktop.keys("r")
    desktop.until(lambda: pill(desktop).startswith("Verified with"))
    paper, work = desktop.octavo.reading.paper(paper_id), services.works[3]
    assert [author.name for author in paper.authors] == list(work.authors)
    assert (paper.identifier("arxiv"), paper.missing) == (work.arxiv, ())
    assert work.arxiv in desktop.octavo.reader.detail.citation.entry.words
    row = desktop.octavo.pane.model.index(desktop.octavo.pane.model.find_row(paper_id), 0)
    assert "citation: verified with arXiv" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    desktop.keys("z")
    desktop.until(lambda: pill(desktop) == "Authors, year and number missing")


def test_a_whole_page_is_looked_up_as_one_run_and_one_step_while_the_window_answers(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    ids = put(*titled(services, *range(40)))
    desktop = begin(open_desktop(fetch=fetch))
    desktop.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desktop.does("look up 40 papers")
    desktop.keys("r")
    reading = desktop.octavo.reading
    desktop.until(lambda: all(not paper.missing for paper in reading.papers(ids)))
    assert services.count(HUB) == 40 and len(services.asked) <= 42
    desktop.until(lambda: not desktop.octavo.looking_up.is_running)
    assert "40 papers found" in desktop.octavo.toast.words
    assert [step.verb for step in reading.steps()] == ["look_up", "add"]


def test_two_possible_matches_are_chosen_from_by_keyboard(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    work = services.works[4]
    [paper_id] = put(Entry(work.title.partition(":")[0] + ": A Wholly Other Subtitle", work.abstract))
    desktop = begin(open_desktop(fetch=fetch))
    desktop.keys("r")
    desktop.until(lambda: "possible match" in pill(desktop))
    assert "Choose…" in deeds(desktop)
    desktop.key(Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    sheet = desktop.layer(ChooseSheet)
    assert work.title in sheet.cards[0].accessibleName() and "Differs" in sheet.cards[0].accessibleName()
    desktop.keys("1")
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(ChooseSheet)
    desktop.until(lambda: desktop.octavo.reading.paper(paper_id).identifier("arxiv") == work.arxiv)
    assert desktop.octavo.reading.paper(paper_id).authors


def test_none_of_the_matches_is_an_answer_too(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    work = services.works[4]
    [paper_id] = put(Entry(work.title.partition(":")[0] + ": A Wholly Other Subtitle", work.abstract))
    desktop = begin(open_desktop(fetch=fetch))
    desktop.keys("r")
    desktop.until(lambda: "possible match" in pill(desktop))
    desktop.key(Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    desktop.layer(ChooseSheet)
    desktop.keys("n")
    desktop.until(lambda: pill(desktop) == "No match found")
    assert deeds(desktop)[-2:] == ["Enter by hand", "Search arXiv"]
    assert desktop.octavo.reading.paper(paper_id).authors == ()


def test_offline_is_said_with_the_next_try_and_the_next_session_goes_on(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    ids = put(*titled(services, 1, 2))
    services.trouble(HUB, "busy", times=None)
    desktop = begin(open_desktop(fetch=fetch))
    desktop.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desktop.keys("r")
    desktop.until(lambda: "2 papers still need a look-up. Next try at" in desktop.octavo.toast.words)
    assert "asks for a pause" in desktop.octavo.toast.words
    desktop.key(Qt.Key.Key_Escape)
    assert pill(desktop) == "Waiting" and {"Try now", "Stop"} <= set(deeds(desktop))
    desktop.octavo.close()

    services.trouble(HUB, "busy", times=0)
    clock = Clock()
    clock.seconds = 3600.0
    later = services.fetch(Web(clock=clock, wait=clock.wait, now=clock.now, seconds=5.0, silence=0.5))
    with Library.open(desktop.octavo.path) as library:
        # The pause of the host is over by the time of the next session.
        assert library.citations.waiting() == list(ids)
        library.look_ups.want(ids)
    again = open_desktop(fetch=later)
    again.until(lambda: all(not paper.missing for paper in again.octavo.reading.papers(ids)))


def test_a_stopped_look_up_keeps_what_it_found_and_waits(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    ids = put(*titled(services, 1, 2))
    services.trouble(HUB, "silent", times=None)
    desktop = begin(open_desktop(fetch=fetch))
    desktop.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desktop.keys("r")
    desktop.bot.waitUntil(lambda: desktop.octavo.looking_up.is_running, timeout=5000)
    desktop.octavo.status.stop_clicked.emit()
    desktop.until(lambda: "Look-up stopped" in desktop.octavo.toast.words)
    assert not desktop.octavo.looking_up.is_running
    assert "2 papers still wait" in desktop.octavo.toast.words
    services.trouble(HUB, "silent", times=0)
    desktop.until(lambda: desktop.octavo.inquiries.idle)
    desktop.keys("r")
    desktop.until(lambda: all(not paper.missing for paper in desktop.octavo.reading.papers(ids)))


def test_an_import_asks_once_and_nothing_is_sent_before(
    services: Services, fetch: Fetch, open_desktop: Open, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "settings.json")
    desktop = open_desktop(fetch=fetch, settings=settings)
    desktop.octavo.welcome.setFocus()
    desktop.paste(invented_page(2))
    sheet = desktop.layer(ImportSheet)
    desktop.key(Qt.Key.Key_Return)
    desktop.until(sheet.look_up_banner.isVisible)
    assert "Look up authors for 2 papers?" in sheet.look_up_banner.accessibleName()
    assert services.asked == []
    desktop.keys("r")
    desktop.until(lambda: bool(services.asked))
    assert settings.get(LOOK_UP_NEW) == "always"
    assert not sheet.look_up_banner.isVisible()
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(ImportSheet)


def test_a_published_version_is_proposed_and_taken_by_field(
    fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    def propose(library: Library, ids: Sequence[int]) -> None:
        library.assign_keys(ids)
        fields = {"venue": "Journal of Gardens", "published": "2025", "kind": "article", "volume": "4"}
        library.proposals.propose(Proposal(ids[0], "published", "Crossref", fields, "The DOI names the same title."))

    entry = Entry(
        "Gardens of glass", "We grow glass.", (Author("Frost", "Ada"),), published="2024", kind=Kind.PREPRINT,
        identifiers=(Identifier("arxiv", "2403.09611"),),
    )  # fmt: skip
    [paper_id] = put(entry, then=propose)
    desktop = begin(open_desktop(fetch=fetch))
    key = desktop.octavo.reading.paper(paper_id).key
    assert "Look" in deeds(desktop)
    desktop.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    sheet = desktop.layer(ProposalSheet)
    assert sheet.take_button.text() == "Take 4 changes"
    sheet.checks["volume"].setFocus()
    desktop.key(Qt.Key.Key_Space)
    assert sheet.take_button.text() == "Take 3 changes"
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(ProposalSheet)
    paper = desktop.octavo.reading.paper(paper_id)
    assert (paper.venue, paper.published, paper.kind, paper.details) == ("Journal of Gardens", "2025", Kind.ARTICLE, {})
    assert (paper.key, paper.identifier("arxiv")) == (key, "2403.09611")
    desktop.keys("z")
    assert desktop.octavo.reading.paper(paper_id).venue == ""


def test_kept_papers_are_checked_on_request_and_nothing_changes_by_itself(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    work = next(each for each in services.works if each.doi and not each.retracted and each.journal)
    entry = Entry(
        work.title, work.abstract, tuple(Author(literal=name) for name in work.authors), kind=Kind.PREPRINT,
        published=work.published.isoformat(), identifiers=(Identifier("arxiv", work.arxiv),),
    )  # fmt: skip
    ids = put(entry, then=lambda library, ids: library.star(ids))
    desktop = begin(open_desktop(fetch=fetch))
    before = desktop.octavo.reading.paper(ids[0])
    desktop.octavo.actions.all["check_kept"].trigger()
    sheet = desktop.layer(ProposalSheet)
    assert work.title in sheet.paper_title.text() and sheet.checks
    assert desktop.octavo.reading.paper(ids[0]) == before
    desktop.keys("n")
    desktop.until_closed(ProposalSheet)
    desktop.octavo.actions.all["check_kept"].trigger()
    desktop.until(lambda: "within a week" in desktop.octavo.toast.words)


def test_duplicates_are_settled_by_keyboard(
    fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def alike(library: Library, ids: Sequence[int]) -> None:
        for number, (one, other) in enumerate(zip(ids[::2], ids[1::2], strict=True)):
            arxiv = f"2403.0961{number}"
            library.edit(one, {"identifiers": (Identifier("arxiv", arxiv),), "venue": f"Place {number}"})
            library.edit(other, {"identifiers": (Identifier("doi", f"10.48550/arxiv.{arxiv}"),), "venue": "Elsewhere"})
        library.assign_keys(ids)
        library.tag(ids[1::2], "kept")

    ids = put(*(Entry(f"Working title {letter * 5}") for letter in "abcdef"), then=alike)
    desktop = begin(open_desktop(fetch=fetch))
    reading = desktop.octavo.reading
    desktop.octavo.actions.all["find_duplicates"].trigger()
    sheet = desktop.layer(MergeSheet)
    kept = sheet.kept.id
    desktop.key(Qt.Key.Key_Return)
    desktop.until(lambda: len(reading.listing(Place("all")).ids) == 5)
    paper = reading.paper(kept)
    assert [tag.name for tag in paper.tags] == ["kept"] and len(paper.aliases) == 1
    old, new = paper.aliases[0], paper.key
    desktop.keys("n")
    desktop.until(lambda: len(reading.duplicates()) == 1)
    desktop.keys("s")
    desktop.until_closed(MergeSheet)
    assert len(reading.listing(Place("all")).ids) == 5
    target = tmp_path / "keys.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    desktop.octavo.actions.all["save_former_keys"].trigger()
    desktop.until(target.exists)
    assert f'"{old}","{new}"' in target.read_text(encoding="utf-8-sig")
    desktop.keys("zz")
    assert sorted(reading.listing(Place("all")).ids) == sorted(ids)


def test_a_look_up_that_finds_the_number_of_another_paper_leads_to_both_side_by_side(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    work = services.works[3]
    named = Entry("A name of my own", identifiers=(Identifier("arxiv", work.arxiv),))
    bare, numbered = put(*titled(services, 3), named)
    desktop = begin(open_desktop(fetch=fetch))
    desktop.keys("r")
    desktop.until(lambda: "Compare…" in deeds(desktop))
    assert "It may be the same work as paper" in " ".join(deeds(desktop))
    desktop.octavo.actions.all["find_duplicates_of"].trigger()
    sheet = desktop.layer(MergeSheet)
    assert "A look-up found the arXiv number" in sheet.subtitle_label.text()
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(MergeSheet)
    [left] = desktop.octavo.reading.papers([bare, numbered])
    assert left.identifier("arxiv") == work.arxiv and left.authors
    desktop.until(lambda: "Compare…" not in deeds(desktop))


def test_selected_papers_are_merged_with_the_values_chosen(
    fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    ids = put(Entry("Gardens of glass", venue="One Place"), Entry("Stones", venue="Other Place"))
    desktop = begin(open_desktop(fetch=fetch))
    desktop.octavo.actions.all["merge"].trigger()
    assert "with X" in desktop.octavo.toast.words
    desktop.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desktop.octavo.actions.all["merge"].trigger()
    sheet = desktop.layer(MergeSheet)
    chosen = next(number for number, card in enumerate(sheet.cards["title"]) if not card.isChecked())
    wanted = [paper.title for paper in sheet._papers][chosen]
    next(card for card in sheet.cards["title"] if card.isChecked()).setFocus()
    desktop.key(Qt.Key.Key_Right if chosen else Qt.Key.Key_Left)
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(MergeSheet)
    [left] = desktop.octavo.reading.papers(ids)
    assert left.title == wanted and left.venue in ("One Place", "Other Place")


def test_a_paper_is_taken_out_of_the_queue_from_its_card(
    services: Services, fetch: Fetch, put: Callable[..., tuple[int, ...]], open_desktop: Open
) -> None:
    [paper_id] = put(*titled(services, 1))
    services.trouble(HUB, "busy", times=None)
    desktop = begin(open_desktop(fetch=fetch))
    desktop.keys("r")
    desktop.until(lambda: "Next try" in desktop.octavo.toast.words)
    desktop.octavo.actions.all["stop_look_up"].trigger()
    desktop.until(lambda: pill(desktop) == "Authors, year and number missing")
    assert desktop.octavo.reading.paper(paper_id).missing
    assert Citations(desktop.octavo.reading).waiting() == []

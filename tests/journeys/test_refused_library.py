"""A library that cannot be opened: the reason is said, nothing is changed, and a daily copy leads back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from person import Desktop, invented_page
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from octavo.feeds.detect import read
from octavo.gui.dialogs.refused_sheet import RefusedSheet
from octavo.library.copies import copies, copy_daily
from octavo.library.library import Library
from octavo.settings import DAILY_COPIES


@pytest.fixture
def at(tmp_path: Path) -> Path:
    """A library of six papers with one daily copy."""
    path = tmp_path / "library.octavo"
    with Library.open(path) as library:
        for _ in library.add(read(invented_page(6).encode(), origin="page.txt"), day=date(2026, 3, 11)):
            pass
    copy_daily(path, date(2026, 3, 11))
    return path


def test_a_damaged_library_is_left_alone_and_a_copy_takes_its_place(
    open_desktop: Callable[..., Desktop], at: Path
) -> None:
    at.write_bytes(b"this is no library" * 200)
    spoilt = at.read_bytes()
    desktop = open_desktop(opens=False)
    sheet = desktop.layer(RefusedSheet)
    assert "not an Octavo library" in sheet.words.text()
    assert desktop.octavo.status.troubled
    assert sheet.copies.currentText() == "Wednesday 11 March, 6 papers"
    desktop.key(Qt.Key.Key_Return)
    sheet = desktop.layer(RefusedSheet)
    assert at.read_bytes() == spoilt
    desktop.press(sheet.restore_button)
    desktop.until_closed(RefusedSheet)
    desktop.until(lambda: desktop.octavo.browsing is not None and len(desktop.octavo.browsing_now.shown_ids()) == 6)
    assert not desktop.octavo.status.troubled
    (kept,) = at.parent.glob("library before *.octavo")
    assert kept.read_bytes() == spoilt


def test_a_decision_made_while_another_window_has_the_library_is_kept_until_it_lets_go(
    open_desktop: Callable[..., Desktop], at: Path
) -> None:
    with Library.open(at):
        desktop = open_desktop()
        sheet = desktop.layer(RefusedSheet)
        assert "open in another Octavo window" in sheet.words.text()
        assert not sheet.restore_button.isVisible()
        octavo = desktop.octavo
        octavo.desk.do(lambda library: library.star([desktop.current()]))
        # That window is no Octavo's, so nobody answers.
        assert sheet.primary is sheet.show_button
        QTest.keyClick(desktop.focus(), Qt.Key.Key_Return)
        desktop.bot.waitUntil(lambda: sheet.primary is sheet.again_button)
        assert sheet.words.text().startswith("The other window does not answer")
    desktop.key(Qt.Key.Key_Return)
    desktop.until_closed(RefusedSheet)
    desktop.until(lambda: octavo.browsing_now.survey is not None and octavo.browsing_now.survey.counts.starred == 1)
    octavo.pane.focus_list()
    desktop.keys("e")
    desktop.until(lambda: octavo.browsing_now.survey is not None and octavo.browsing_now.survey.counts.done == 1)


def test_the_copy_of_the_day_is_made_in_the_background_unless_unwanted(
    open_desktop: Callable[..., Desktop], at: Path
) -> None:
    for copy in copies(at):
        copy.path.unlink()
    desktop = open_desktop()
    desktop.until(lambda: desktop.octavo.browsing is not None and desktop.current() > 0)
    desktop.octavo.choices.set(DAILY_COPIES, False)
    desktop.octavo.caring.copy_daily()
    desktop.settle()
    assert copies(at) == []
    desktop.octavo.choices.set(DAILY_COPIES, True)
    desktop.octavo.caring.copy_daily()
    desktop.until(lambda: [copy.papers for copy in copies(at)] == [6])
    assert not desktop.octavo.toast.isVisible()

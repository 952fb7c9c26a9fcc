"""The preferences window as a person meets it: pages, keys, names, and nothing cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QSlider, QWidget

from octavo.gui.choices import Choices
from octavo.gui.controls.fields import Select
from octavo.gui.controls.focus import next_in
from octavo.gui.dialogs.labels import Label
from octavo.gui.preferences.cards import Row
from octavo.gui.preferences.window import Preferences
from octavo.settings import APPEARANCE, OPEN_ALEX_KEY, Settings

PAGES = ["general", "appearance", "citations", "keyboard", "library"]


def controls(page: QWidget) -> list[QWidget]:
    """What takes the keyboard on a page."""
    kinds = (QAbstractButton, QComboBox, QLineEdit, QSlider)
    return [
        each
        for each in page.findChildren(QWidget)
        if isinstance(each, kinds) and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(page)
    ]


def test_arrows_turn_the_pages_and_the_window_comes_back_to_the_last_one(
    preferences, press, qtbot, theme, settings, actions, host, tmp_path
):
    assert preferences.page == "general"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert preferences.page == "citations"
    preferences.close()
    again = Preferences(theme, Choices(Settings(tmp_path / "settings.json")), actions, tmp_path / "x", host)
    qtbot.addWidget(again)
    again.show_page()
    assert again.page == "citations"


def test_escape_closes_it_and_says_so(preferences, press, qtbot):
    with qtbot.waitSignal(preferences.closed):
        press(Qt.Key.Key_Escape)
    assert not preferences.isVisible()


def test_it_is_a_window_of_its_own_that_blocks_no_other(preferences, host):
    assert preferences.isWindow()
    assert not preferences.isModal()
    assert preferences.windowTitle() == "Preferences"


@pytest.mark.parametrize("name", PAGES)
def test_tab_goes_through_every_control_from_top_to_bottom(preferences, name, press):
    preferences.show_page(name)
    page = preferences.page_named(name)
    # Of radio buttons that belong together Tab reaches one; the arrows reach the others.
    wanted = [
        each
        for each in controls(page)
        if not (isinstance(each, QAbstractButton) and each.autoExclusive() and not each.isChecked())
    ]
    if name == "keyboard":
        wanted = wanted[:12]
    reached = []
    for _ in range(len(wanted) + 12):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if page.isAncestorOf(focused) and focused not in reached:
            reached.append(focused)
    assert [each for each in wanted if each not in reached and each.isEnabled()] == []
    tops = [each.mapTo(page, each.rect().topLeft()).y() for each in reached if each in wanted]
    assert tops == sorted(tops)


def test_the_walk_of_the_focus_stays_in_the_window(preferences):
    assert next_in(preferences, None, forward=True) is not None


@pytest.mark.parametrize("name", PAGES)
def test_no_words_are_cut_at_any_size(preferences, theme, name, qtbot):
    preferences.show_page(name)
    for scale, size in ((1.0, (840, 640)), (2.0, (1680, 1000)), (2.0, (800, 600)), (0.9, (400, 320))):
        theme.resize(scale)
        preferences.resize(*size)
        page = preferences.page_named(name)
        qtbot.waitUntil(lambda size=size, page=page: page.width() < size[0])
        # Words that break anew make their card higher, and that makes the page longer.
        for _ in range(3):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            QApplication.processEvents()
        assert cut(page, theme) == [], f"at {scale:.0%} in {size}"
    theme.resize(1.0)


def cut(page, theme) -> list[str]:
    """What of a page does not get the room its words need."""
    content = page.scroller.widget()
    found = [] if content.width() <= page.scroller.viewport().width() else ["the page is wider than its window"]
    for label in page.findChildren(Label):
        if not label.isVisibleTo(page):
            continue
        if label.wordWrap():
            whole = label.height() >= label.heightForWidth(label.width())
        else:
            whole = QFontMetricsF(label.font()).horizontalAdvance(label.text()) <= label.width() + 1
        found += [] if whole else [label.text()]
    for row in page.findChildren(Row):
        parts = (row.words, row.control)
        found += [row.words.text() for part in parts if not row.rect().contains(part.geometry())]
    for select in page.findChildren(Select):
        words = QFontMetricsF(theme.font("body")).horizontalAdvance(select.currentText())
        found += [] if words <= select.width() - theme.px(44) else [select.currentText()]
    return found


def test_a_narrow_window_keeps_its_pages_as_icons_with_names(preferences, theme):
    preferences.resize(840, 640)
    assert preferences.navigation.width() == 209
    preferences.resize(420, 500)
    assert preferences.navigation.width() == 57
    assert "Citations" in preferences.navigation.items["citations"].toolTip()
    assert preferences.navigation.items["citations"].text() == "Citations"


@pytest.mark.parametrize("name", PAGES)
def test_a_theme_switch_leaves_nothing_in_old_colours(preferences, theme, name):
    preferences.show_page(name)
    light = preferences.grab().toImage()
    theme.choose("dark")
    dark = preferences.grab().toImage()
    theme.choose("light")
    assert preferences.grab().toImage() == light
    corners = [(2, 2), (preferences.width() - 20, 20), (preferences.width() - 20, preferences.height() - 4)]
    grounds = {dark.pixelColor(*spot).name() for spot in corners}
    assert grounds == {"#242321", "#1d1c1b"}
    # The two small windows that stand for light and system are light in the dark too.
    step, pale = 5, 0
    for y in range(0, dark.height(), step):
        pale += sum(dark.pixelColor(x, y).lightness() > 235 for x in range(0, dark.width(), step))
    assert pale < (700 if name == "appearance" else 60)


def test_the_page_is_mirrored_from_right_to_left(preferences, qapp):
    preferences.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row = preferences.page_named("general").start
    preferences.show_page("general")
    QApplication.processEvents()
    assert preferences.navigation.x() > preferences.width() // 2
    assert row.select.x() < row.words.x()


def test_a_setting_changed_elsewhere_shows_at_once(preferences, settings):
    preferences.show_page("appearance")
    settings.set(APPEARANCE, "dark")
    assert preferences.page_named("appearance").looks.looks["dark"].isChecked()


def test_the_library_page_names_the_file_and_asks_for_care(preferences, qtbot, tmp_path):
    page = preferences.page_named("library")
    assert page.location.path.text() == str(tmp_path / "library.octavo")
    with qtbot.waitSignal(preferences.back_up_clicked):
        page.back_up.click()
    with qtbot.waitSignal(preferences.check_clicked):
        page.check.click()
    preferences.tell("The library is in good order")
    assert page.outcome.text() == "The library is in good order"
    assert page.outcome.isVisibleTo(page)


def test_what_it_says_of_undo_is_what_the_library_keeps():
    from octavo.gui.preferences.library import UNDO_WORDS
    from octavo.library.history import KEPT

    assert f" {KEPT} changes" in UNDO_WORDS


def test_the_folder_of_the_library_opens_in_the_file_manager(preferences, monkeypatch, tmp_path):
    from PySide6.QtGui import QDesktopServices

    asked: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(Path(url.toLocalFile())) or True)
    preferences.page_named("library").location.folder.click()
    assert asked == [tmp_path]


def test_a_written_setting_is_kept_when_enter_is_pressed(preferences, press, settings):
    field = preferences.page_named("general").open_alex.field
    field.setFocus()
    press("abc123")
    press(Qt.Key.Key_Return)
    assert settings.get(OPEN_ALEX_KEY) == "abc123"
    assert preferences.isVisible()

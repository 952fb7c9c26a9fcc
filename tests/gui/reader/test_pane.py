"""The reading pane as a whole: header, several papers, none, and the note docked under the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.chips import TagChip
from octavo.gui.reader.first_run import FirstRun
from octavo.gui.reader.labels import Line
from octavo.library.reading import Counts, Place
from octavo.library.values import Traits
from octavo.records import State, Tag

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ENTRY = "@misc{key,\n  title = {T}\n}"


def counts(**numbers):
    names = ("inbox", "today", "today_total", "to_read", "starred", "all", "unread", "done", "not_for_me", "trash")
    return Counts(**{name: numbers.get(name, 0) for name in names})


def test_the_header_says_where_the_paper_stands(pane, lantern):
    pane.show_paper(lantern, (1, 12480), ENTRY)
    assert pane.header.position.text() == "1 of 12,480"
    pane.show_position((2, 3))
    assert pane.header.position.text() == "2 of 3"
    pane.show_position((0, 3))
    assert pane.header.position.text() == ""


def test_header_buttons_run_the_named_actions(pane, lantern, actions):
    triggered = []
    for name in ("star", "tags", "done", "next"):
        actions[name].triggered.connect(lambda _on=False, name=name: triggered.append(name))
    pane.show_paper(lantern, (1, 2), ENTRY)
    for button in (pane.header.star, pane.header.tools["tags"], pane.header.done, pane.header.next):
        button.click()
    assert triggered == ["star", "tags", "done", "next"]


def test_a_button_is_off_while_its_action_is(pane, lantern, actions):
    pane.show_paper(lantern, (1, 2), ENTRY)
    actions["done"].setEnabled(False)
    actions["note"].setEnabled(False)
    assert not pane.header.done.isEnabled()
    assert not pane.header.tools["note"].isEnabled()


def test_star_and_done_say_what_they_would_do(pane, lantern):
    pane.show_paper(lantern, (1, 2), ENTRY)
    assert pane.header.star.accessibleName() == "Remove star"
    assert pane.header.done.text() == "Done"
    pane.show_paper(replace(lantern, starred=False, state=State.DONE), (1, 2), ENTRY)
    assert pane.header.star.accessibleName() == "Star"
    assert pane.header.done.text() == "Not done"


def test_a_narrow_header_puts_buttons_into_more_from_the_left_and_keeps_done(pane, lantern):
    pane.show_paper(lantern, (1, 2), ENTRY)
    pane.show()
    pane.resize(760, 600)
    assert all(tool.isVisible() for tool in pane.header.tools.values())
    pane.resize(400, 600)
    shown = [name for name, tool in pane.header.tools.items() if tool.isVisible()]
    assert "star" not in shown
    assert "copy_citation" in shown
    assert pane.header.done.geometry().right() < 400
    menu = pane.header.open_more()
    assert [each.text() for each in menu.actions()][:1] == ["star"]
    menu.close()


def test_a_note_docks_under_the_paper_and_closes_back(qtbot, pane, lantern):
    closed = []
    pane.note_closed.connect(lambda: closed.append(True))
    pane.show_paper(lantern, (1, 2), ENTRY)
    pane.show()
    pane.edit_note()
    assert pane.is_writing
    assert pane.notes.words() == lantern.note
    share = pane.notes.height() / (pane.notes.height() + pane.detail.height())
    assert 0.40 < share < 0.47
    pane.grow_note(3)
    taller = pane.notes.height()
    assert pane.detail.note.isHidden()
    qtbot.keyClick(pane.notes.field, Qt.Key.Key_Escape)
    assert not pane.is_writing
    assert not pane.detail.note.isHidden()
    assert closed == [True]
    # The next one opens as high as this one was made.
    pane.edit_note()
    assert abs(pane.notes.height() - taller) <= 2
    pane.close_note()


def test_moving_to_another_paper_saves_the_note_of_the_first(qtbot, pane, lantern, quiet):
    saved = []
    pane.note_edited.connect(lambda *each: saved.append(each))
    pane.show_paper(quiet, (1, 2), ENTRY)
    pane.edit_note()
    qtbot.keyClicks(pane.notes.field, "mine")
    pane.show_paper(lantern, (2, 2), ENTRY)
    assert saved == [(quiet.id, "mine")]
    assert pane.is_writing
    assert pane.notes.words() == lantern.note


@pytest.mark.parametrize("leave", ["nothing", "selection", "window"])
def test_leaving_the_paper_in_any_way_saves_its_note(qtbot, pane, quiet, leave):
    saved = []
    pane.note_edited.connect(lambda *each: saved.append(each))
    pane.show_paper(quiet, (1, 2), ENTRY)
    pane.show()
    pane.edit_note()
    qtbot.keyClicks(pane.notes.field, "mine")
    if leave == "nothing":
        pane.show_nothing()
    elif leave == "selection":
        pane.show_selection("Lantern runs", Traits(2, 0, 2, {State.INBOX: 2}))
    else:
        pane.close()
    assert saved == [(quiet.id, "mine")]


def test_edit_beside_the_note_is_the_note_command(pane, quiet, actions):
    actions["note"].triggered.connect(pane.edit_note)
    pane.show_paper(quiet, (1, 2), ENTRY)
    pane.detail._note_head.edit_button.click()
    assert pane.is_writing


def test_without_a_paper_there_is_no_note_to_write(pane):
    pane.edit_note()
    assert not pane.is_writing


def test_several_papers_offer_the_six_actions_on_all(qtbot, pane, actions, lantern):
    triggered, removed = [], []
    actions["copy_bibtex"].triggered.connect(lambda: triggered.append("copy"))
    pane.tag_removed.connect(removed.append)
    pane.show_paper(lantern, (1, 3), ENTRY)
    pane.show_selection("Lantern runs", Traits(2, 2, 1, {State.INBOX: 2}, (), (Tag(1, "blue", "blue"),)))
    assert pane.selection_header.words.text() == "2 papers selected"
    texts = [each.text() for each in pane.stack.buttons.values()]
    assert texts == ["Mark done", "Remove star", "Edit tags", "Add to reading list", "Mark as read", "Copy BibTeX"]
    pane.stack.buttons["copy_bibtex"].click()
    qtbot.keyClick(pane.stack.findChildren(TagChip)[0], Qt.Key.Key_Delete)
    assert (triggered, removed) == (["copy"], ["blue"])
    pane.show_one()
    assert pane.header.isVisibleTo(pane)
    assert not pane.selection_header.isVisibleTo(pane)


def test_an_empty_inbox_says_what_was_decided_and_where_to_go(qtbot, pane):
    pane.show_inbox_zero(counts(today_total=86, starred=7, to_read=12, done=67))
    page = pane.inbox_zero
    assert page.heading.text() == "All 86 papers decided"
    assert [figure.accessibleName() for figure in page.figures] == ["7 starred", "12 to read", "67 done"]
    with qtbot.waitSignal(pane.place_requested, timeout=500) as asked:
        page.starred_button.click()
    assert asked.args == [Place("starred")]


def test_an_inbox_without_papers_of_today_claims_nothing(pane):
    pane.show_inbox_zero(counts())
    assert pane.inbox_zero.heading.text() == "Nothing left to decide"
    assert pane.inbox_zero.starred_button.isHidden()
    assert pane.inbox_zero.read_button.isHidden()


def test_the_first_page_has_three_ways_in_and_samples(qtbot, theme):
    page = FirstRun(theme)
    qtbot.addWidget(page)
    came = []
    page.paste_clicked.connect(lambda: came.append("paste"))
    page.open_clicked.connect(lambda: came.append("open"))
    page.links_clicked.connect(lambda: came.append("links"))
    page.samples_clicked.connect(lambda: came.append("samples"))
    for button in (page.paste, page.open, page.links, page.samples):
        button.click()
    assert came == ["paste", "open", "links", "samples"]


@pytest.mark.parametrize("size", [(400, 480), (1200, 872)])
def test_the_first_page_fits_its_window_and_nothing_overlaps(qtbot, theme, size):
    page = FirstRun(theme)
    qtbot.addWidget(page)
    page.resize(*size)
    page.grab()
    within = page.paste.parentWidget()
    shown = [each for each in within.children() if isinstance(each, QWidget) and not each.isHidden()]
    assert len(shown) >= 7
    for number, one in enumerate(shown):
        assert page.rect().contains(one.geometry())
        assert not any(one.geometry().intersects(other.geometry()) for other in shown[number + 1 :])


def test_a_theme_switch_leaves_nothing_in_old_colours(qapp, theme, make_pane, lantern):
    def fill(pane):
        pane.show_paper(lantern, (1, 2), ENTRY)
        pane.show()
        pane.edit_note()
        pane.notes.show_preview(True)
        return pane

    switched = fill(make_pane())
    theme.choose("dark")
    fresh = fill(make_pane())
    # Only one window has the keyboard: its focus ring is not what is compared, nor the length of a scroll bar.
    for pane in (switched, fresh):
        pane.setDisabled(True)
    qapp.processEvents()
    for pane in (switched, fresh):
        pane.detail._bar.hide()
    one, other = switched.grab().toImage(), fresh.grab().toImage()
    assert one == other


def test_the_pane_fits_the_narrowest_window(pane, lantern):
    pane.show_paper(lantern, (1, 2), ENTRY)
    pane.edit_note()
    assert pane.minimumSizeHint().width() <= 400


def test_everything_that_takes_the_keyboard_has_a_name(pane, lantern):
    pane.show_paper(lantern, (1, 2), ENTRY)
    pane.edit_note()
    for widget in pane.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(pane):
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_the_first_page_says_all_of_it_in_the_smallest_window_and_scrolls_in_a_lower_one(qtbot, theme):
    page = FirstRun(theme)
    qtbot.addWidget(page)
    page.resize(400, 452)
    page.grab()
    words = next(each for each in page.findChildren(Line) if each.text().startswith("Your library is one file"))
    assert page.rect().contains(QRect(words.mapTo(page, QPoint(0, 0)), words.size()))
    page.resize(400, 260)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.paste.setFocus()
    assert not page.rect().contains(page.samples.mapTo(page, page.samples.rect().bottomLeft()))
    for _ in range(3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.samples.hasFocus()
    assert page.rect().contains(page.samples.mapTo(page, page.samples.rect().bottomLeft()))

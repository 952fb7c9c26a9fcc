"""Single letters under other layouts: by the place of the key, never while typing, never behind a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget

from octavo.gui.actions import Actions
from octavo.gui.key_positions import KeyPositions, is_foreign, key_in_place, latin_stroke
from octavo.gui.theme import Theme

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

#: A letter, its Latin place, and how X11 and Wayland, Windows and macOS send it: scan code, virtual key, virtual key.
LAYOUTS = [
    ("о", "J", 44, 0x4A, 0x26),  # Russian
    ("у", "E", 26, 0x45, 0x0E),
    ("ξ", "J", 44, 0x4A, 0x26),  # Greek
    ("ت", "J", 44, 0x4A, 0x26),  # Arabic
    ("ח", "J", 44, 0x4A, 0x26),  # Hebrew
    ("ㅓ", "J", 44, 0x4A, 0x26),  # Korean
    ("لا", "B", 56, 0x42, 0x0B),  # Arabic again: one key, two letters
]


def event(text, scan=0, virtual=0, held=NONE, kind=QEvent.Type.KeyPress, repeat=False):
    key = ord(text[0].upper()[0]) if text else 0
    return QKeyEvent(kind, key, held, scan, virtual, 0, text, repeat)


@pytest.mark.parametrize(("letter", "latin", "scan", "windows", "mac"), LAYOUTS)
def test_a_letter_of_another_script_stands_for_its_place(letter, latin, scan, windows, mac):
    assert latin_stroke(event(letter, scan, 0x6C1), "xcb", foreign=False) == latin
    assert latin_stroke(event(letter, scan, 0x6C1), "wayland", foreign=False) == latin
    assert latin_stroke(event(letter, 0, windows), "windows", foreign=False) == latin
    assert latin_stroke(event(letter, 0, mac), "cocoa", foreign=False) == latin


def test_every_letter_has_its_place_on_every_system():
    letters = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert {key_in_place(event("ж", scan), "xcb") for scan in range(8, 70)} >= letters
    assert {key_in_place(event("ж", 0, code), "windows") for code in range(256)} >= letters
    assert {key_in_place(event("ж", 0, code), "cocoa") for code in range(128)} >= letters


def test_shift_and_the_letter_stand_for_shift_and_the_place():
    assert latin_stroke(event("О", 44, held=SHIFT), "xcb", foreign=False) == "Shift+J"


@pytest.mark.parametrize("letter", ["j", "é", "ß", "ø", "ñ", "º", "²", "ı"])
def test_latin_letters_stand_for_themselves(letter):
    assert latin_stroke(event(letter, 44), "xcb", foreign=True) == ""


def test_keys_with_control_are_left_to_the_system():
    assert latin_stroke(event("о", 44, held=CONTROL), "xcb", foreign=True) == ""


def test_a_mark_counts_only_where_the_layout_is_known_to_be_foreign():
    # Greek has ; where Q is. On a Latin keyboard the same place may give a mark too (Dvorak), and means it.
    assert latin_stroke(event(";", 24), "xcb", foreign=True) == "Q"
    assert latin_stroke(event(";", 24), "xcb", foreign=False) == ""
    assert latin_stroke(event(";", 0, 0x51), "windows", foreign=False) == "Q"
    assert latin_stroke(event("/", 61), "xcb", foreign=True) == ""


@pytest.mark.parametrize("letter", ["я", "ω", "ع", "ש", "한", "ई", "Ա", "٣"])
def test_letters_and_digits_of_other_scripts_are_known(letter):
    assert is_foreign(letter)


class Pane(QWidget):
    """A list, as the papers are one, and a field beside it."""

    def __init__(self):
        super().__init__()
        self.list = QListWidget()
        self.list.addItems(["один", "okno", "ocean"])
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        column.addWidget(self.field)


class Desk:
    """Actions on a pane, with what they ran."""

    def __init__(self, qtbot, qapp):
        theme = Theme(Path(__file__).parents[2] / "resources", choice="light")
        theme.apply(qapp)
        self.window = QWidget()
        self.pane, self.elsewhere = Pane(), QListWidget(self.window)
        QVBoxLayout(self.window).addWidget(self.pane)
        qtbot.addWidget(self.window)
        self.actions = Actions(theme, self.window)
        self.ran: list[str] = []
        self.actions.bind({name: lambda name=name: self.ran.append(name) for name in self.actions.all})
        self.actions.attach(self.window, [self.pane])
        self.actions.allow({"", "paper", "papers", "list", "own", "undo", "redo"})
        self.positions = KeyPositions(self.actions.all, [self.pane], self.window, "xcb")
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.focus(self.pane.list)

    def focus(self, widget):
        widget.setFocus()
        QApplication.processEvents()
        assert QApplication.focusWidget() is widget

    def press(self, text, scan, held=NONE, repeat=False):
        """Delivers a key; what matches a shortcut as it is has run that by then."""
        pressed = event(text, scan, 0, held, QEvent.Type.KeyPress, repeat)
        QCoreApplication.sendEvent(QApplication.focusWidget(), pressed)

    def is_claimed(self, text, scan, held=NONE):
        """Before a shortcut is tried, Qt asks who wants the key for something else."""
        asked = event(text, scan, 0, held, QEvent.Type.ShortcutOverride)
        asked.ignore()
        QCoreApplication.sendEvent(QApplication.focusWidget(), asked)
        return asked.isAccepted()


@pytest.fixture
def desk(qtbot, qapp):
    return Desk(qtbot, qapp)


def test_a_cyrillic_letter_runs_the_command_of_its_key(desk):
    desk.press("у", 26)
    desk.press("ы", 39)
    desk.press("Я", 52, SHIFT)
    assert desk.ran == ["done", "star", "redo"]


def test_the_list_does_not_look_for_the_letter_as_well(desk):
    desk.pane.list.setCurrentRow(1)
    desk.press("о", 44)
    assert desk.ran == ["next"]
    assert desk.pane.list.currentRow() == 1


def test_a_letter_without_a_command_is_left_to_the_list(desk):
    desk.actions.rekey({"next": [], "extend_next": []})
    desk.pane.list.setCurrentRow(1)
    desk.press("о", 44)
    assert desk.ran == []
    assert desk.pane.list.currentRow() == 0


def test_two_letters_in_a_row_run_the_command_of_both(desk):
    desk.press("п", 42)
    assert desk.ran == []
    desk.press("й", 24)
    assert desk.ran == ["go_to_read"]


def test_a_begun_command_is_forgotten_when_another_key_follows(desk):
    desk.press("п", 42)
    desk.press("о", 44)
    desk.press("ы", 39)
    assert desk.ran == ["next", "star"]


def test_brackets_and_slash_have_their_places_too(desk):
    desk.press("х", 34)
    desk.press("ъ", 35)
    desk.press(".", 61)
    assert desk.ran == ["previous_place", "next_place", "search"]


def test_a_hebrew_q_is_not_taken_for_the_slash_it_gives(desk):
    desk.press("ח", 44)
    assert desk.is_claimed("/", 24)
    # An event made here is asked about once more without its place, so it is handed over by hand.
    assert desk.positions.eventFilter(desk.pane.list, event("/", 24))
    assert desk.ran == ["next", "to_read"]


def test_shift_with_a_latin_capital_of_a_hebrew_keyboard_is_not_the_letter_alone(desk):
    assert desk.is_claimed("J", 44, SHIFT)
    desk.press("J", 44, SHIFT)
    assert desk.ran == ["extend_next"]
    desk.focus(desk.pane.field)
    desk.press("J", 44, SHIFT)
    assert (desk.ran, desk.pane.field.text()) == (["extend_next"], "J")


def test_on_a_latin_keyboard_marks_stay_marks(desk):
    desk.press("ח", 44)
    desk.press("b", 56)
    assert not desk.is_claimed("/", 24)
    desk.press("/", 24)
    assert desk.ran == ["next", "search"]


def test_nothing_runs_while_typing_in_a_field(desk):
    desk.focus(desk.pane.field)
    desk.press("у", 26)
    desk.press("п", 42)
    desk.press("й", 24)
    assert desk.ran == []
    assert desk.pane.field.text() == "упй"


def test_nothing_runs_outside_the_panes(desk):
    desk.focus(desk.elsewhere)
    desk.press("у", 26)
    assert desk.ran == []


def test_nothing_runs_behind_a_sheet(desk):
    desk.actions.hold(True)
    desk.press("у", 26)
    assert desk.ran == []


def test_a_held_key_repeats_only_where_the_command_does(desk):
    desk.press("о", 44)
    desk.press("о", 44, repeat=True)
    desk.press("у", 26, repeat=True)
    assert desk.ran == ["next", "next"]


def test_a_command_that_makes_no_sense_now_does_not_run(desk):
    desk.actions.allow({""})
    desk.press("у", 26)
    assert desk.ran == []


def test_keys_the_person_chose_have_their_places_as_well(desk):
    desk.actions.rekey({"done": ["B"]})
    desk.press("и", 56)
    desk.press("у", 26)
    assert desk.ran == ["done"]

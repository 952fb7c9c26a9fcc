"""Writing a note: nothing typed is ever lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from octavo.gui.reader.notes import NoteEditor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(qtbot, theme):
    editor = NoteEditor(theme)
    qtbot.addWidget(editor)
    editor.resize(640, 320)
    editor.show()
    return editor


@pytest.fixture
def saved(editor):
    saved = []
    editor.edited.connect(lambda *each: saved.append(each))
    return saved


def test_showing_a_note_is_not_typing(qtbot, theme, editor, saved):
    editor.load(1, "# One\n\n- [ ] first\n")
    editor.load(2, "Two")
    theme.choose("dark")
    theme.resize(1.5)
    theme.resize(1.0)
    editor.flush()
    assert saved == []


def test_typing_is_saved_once_it_stops(qtbot, editor, saved):
    editor.load(1, "")
    qtbot.keyClicks(editor.field, "abc")
    assert saved == []
    with qtbot.waitSignal(editor.edited, timeout=2000):
        pass
    assert saved == [(1, "abc")]


def test_another_paper_saves_what_was_typed_for_the_first(qtbot, editor, saved):
    editor.load(1, "old")
    qtbot.keyClicks(editor.field, "new ")
    editor.load(2, "other")
    assert saved == [(1, "new old")]
    assert editor.field.words() == "other"


@pytest.mark.parametrize("way", ["flush", "close_note", "hide"])
def test_leaving_saves_at_once(qtbot, editor, saved, way):
    editor.show()
    editor.load(1, "")
    qtbot.keyClicks(editor.field, "x")
    getattr(editor, way)()
    assert saved == [(1, "x")]


def test_the_librarys_late_answer_does_not_undo_typing(qtbot, editor, saved):
    editor.load(1, "")
    qtbot.keyClicks(editor.field, "a")
    editor.flush()
    qtbot.keyClicks(editor.field, "b")
    editor.load(1, "a")
    assert editor.field.words() == "ab"
    editor.flush()
    qtbot.keyClicks(editor.field, "c")
    editor.flush()
    editor.load(1, "ab")
    assert editor.field.words() == "abc"
    editor.load(1, "abc")
    assert saved == [(1, "a"), (1, "ab"), (1, "abc")]


def test_an_undo_from_elsewhere_shows_in_the_open_note(qtbot, editor, saved):
    editor.load(1, "first")
    qtbot.keyClicks(editor.field, "x")
    editor.flush()
    editor.load(1, "xfirst")
    editor.load(1, "first")
    assert editor.field.words() == "first"
    editor.flush()
    assert saved == [(1, "xfirst")]


def test_saved_is_said_only_when_the_library_has_it(qtbot, editor):
    editor.load(1, "")
    qtbot.keyClicks(editor.field, "x")
    editor.flush()
    assert editor._state.text() == ""
    editor.load(1, "x")
    assert editor._state.text() == "Saved"
    qtbot.keyClicks(editor.field, "y")
    assert editor._state.text() == ""


def test_a_note_that_could_not_be_saved_is_offered_again(qtbot, editor, saved):
    editor.load(1, "")
    qtbot.keyClicks(editor.field, "x")
    editor.flush()
    editor.keep(1)
    assert editor._state.text() == "Not saved yet"
    editor.load(2, "")
    assert saved == [(1, "x"), (1, "x")]


def test_what_is_typed_and_taken_back_needs_no_saving(qtbot, editor, saved):
    editor.load(1, "a")
    qtbot.keyClicks(editor.field, "x")
    qtbot.keyClick(editor.field, Qt.Key.Key_Backspace)
    editor.flush()
    editor.load(2, "")
    qtbot.keyClicks(editor.field, "  ")
    editor.flush()
    assert saved == []
    editor.load(2, "written elsewhere")
    assert editor.field.words() == "written elsewhere"


def test_every_character_comes_back_as_typed(qtbot, editor, saved):
    text = "no\u00a0break, tab\there, \u202bمرحبا\u202c, 𝔘𝔫𝔦 🦉\n\n  two spaces  "
    editor.load(1, text)
    assert editor.field.words() == text
    editor.field.moveCursor(editor.field.textCursor().MoveOperation.End)
    qtbot.keyClicks(editor.field, "!")
    editor.flush()
    assert saved == [(1, text + "!")]


def test_pasted_markup_arrives_as_plain_text(editor):
    editor.load(1, "")
    data = QMimeData()
    data.setHtml("<b>bold</b><img src='/etc/hostname'>")
    data.setText("bold")
    editor.field.insertFromMimeData(data)
    assert editor.field.words() == "bold"


def test_a_copied_piece_is_markdown_only(editor):
    editor.load(1, "one\n**two**")
    editor.field.selectAll()
    data = editor.field.createMimeDataFromSelection()
    assert data.text() == "one\n**two**"
    assert not data.hasHtml()


@pytest.fixture
def fired(qtbot, editor):
    """A window with single-letter commands around the editor."""
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(editor)
    fired = []
    for key in ("S", "E", "Ctrl+K", "Ctrl+I", "Ctrl+B", "Del", "F9", "Esc", "Space", "Alt+Down", "Ctrl+S"):
        action = QAction(window)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _on=False, key=key: fired.append(key))
        window.addAction(action)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.load(1, "word")
    editor.write()
    qtbot.waitUntil(editor.field.hasFocus)
    yield fired
    editor.setParent(None)
    window.close()


def test_the_windows_keys_stay_silent_while_writing(qtbot, editor, fired):
    qtbot.keyClicks(editor.field, " Se")
    qtbot.keyClick(editor.field, Qt.Key.Key_Delete)
    qtbot.keyClick(editor.field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert fired == []
    assert editor.field.words() == "word Se"


def test_commands_without_meaning_here_still_reach_the_window(qtbot, editor, fired):
    qtbot.keyClick(editor.field, Qt.Key.Key_F9)
    qtbot.keyClick(editor.field, Qt.Key.Key_S, CTRL)
    assert fired == ["F9", "Ctrl+S"]


def test_ctrl_b_i_and_k_belong_to_the_note(qtbot, editor, fired):
    for key, expected in ((Qt.Key.Key_B, "**word**"), (Qt.Key.Key_I, "*word*"), (Qt.Key.Key_K, "[word]()")):
        editor.field.set_words("word")
        editor.field.selectAll()
        qtbot.keyClick(editor.field, key, CTRL)
        assert editor.field.words() == expected
    assert fired == []


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, CTRL)]
)
def test_esc_and_ctrl_enter_close_the_note(qtbot, editor, fired, saved, key, modifier):
    qtbot.keyClicks(editor.field, "!")
    with qtbot.waitSignal(editor.closed, timeout=500):
        qtbot.keyClick(editor.field, key, modifier)
    assert saved == [(1, "word!")]
    assert fired == []


def test_enter_continues_a_list_and_one_undo_takes_a_tool_back(qtbot, editor):
    editor.load(1, "- one")
    editor.write()
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.field, "two")
    assert editor.field.words() == "- one\n- two"
    editor.field.selectAll()
    editor.field.use_tool("task")
    assert editor.field.words() == "- [ ] one\n- [ ] two"
    editor.field.undo()
    assert editor.field.words() == "- one\n- two"


def test_tools_count_letters_beyond_the_first_plane_right(editor):
    editor.load(1, "🦉🦉 owl")
    cursor = editor.field.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(8, cursor.MoveMode.KeepAnchor)
    editor.field.setTextCursor(cursor)
    editor.field.use_tool("bold")
    assert editor.field.words() == "🦉🦉 **owl**"


def test_the_preview_shows_the_note_without_its_marks(qtbot, editor):
    editor.load(1, "# Head\n\nSome **bold** and <b>no markup</b>")
    editor.show_preview(True)
    text = editor.preview.toPlainText()
    assert "Some bold and <b>no markup</b>" in text
    assert "#" not in text


def test_a_note_no_window_can_edit_is_shown_and_kept(qtbot, editor, saved):
    editor.load(1, "x" * 50_000)
    assert editor.is_too_long
    assert editor._state.text() == "Too long to edit here"
    editor.write()
    qtbot.keyClicks(editor.field, "typed")
    editor.close_note()
    editor.load(2, "short")
    assert saved == []
    assert not editor.is_too_long
    qtbot.keyClicks(editor.field, "!")
    editor.flush()
    assert saved == [(2, "!short")]


def test_words_are_counted_without_marks(qtbot, editor):
    editor.load(1, "- [ ] two words\n- **one**")
    assert editor._count.text() == "3 words"
    editor.load(2, "one")
    assert editor._count.text() == "1 word"

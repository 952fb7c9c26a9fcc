"""The keyboard sheet: every command that has a key, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.keycap import KeyHint
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Column, Label
from octavo.gui.dialogs.palette_items import key_words
from octavo.gui.theme import Theme

_WIDTH: Final = 880
#: Heading → the commands below it. What has a key and is not named here comes under "More".
GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Move", (
        "next", "previous", "read_on", "read_back", "open_page", "open_pdf", "previous_place", "next_place",
        "next_pane", "previous_pane",
    )),
    ("Find", (
        "search", "search_all", "palette", "go_inbox", "go_today", "go_to_read", "go_starred", "go_all", "go_list",
        "go_tag",
    )),
    ("Decide", (
        "to_read", "done", "not_for_me", "to_inbox", "star", "unread", "mark_all_read", "tags", "add_to_list",
        "add_to_last_list", "note", "edit_paper", "look_up", "choose_match", "show_proposals", "delete", "undo", "redo",
    )),
    ("Select", ("toggle_selected", "extend_next", "extend_previous", "select_all", "clear")),
    ("Library", (
        "import", "import_file", "import_clipboard", "refresh", "export", "new_list", "new_smart_list", "rename",
        "move_up", "move_down", "copy_citation", "copy_key", "copy_bibtex", "copy_reference",
    )),
    ("Window", (
        "toggle_sidebar", "focus_paper", "wider", "narrower", "larger_text", "smaller_text", "ordinary_text",
        "preferences", "keys", "quit",
    )),
)  # fmt: skip
#: Keys of the lists themselves, which nobody can give away: beside a command's own, and rows without a command.
_ALSO: Final = {"next": "Down", "previous": "Up"}
_MOVES: Final = (
    ("First or last paper", ["Home", "End"]),
    ("A page up or down", ["PgUp", "PgDn"]),
    ("To the pane beside", ["Left", "Right"]),
)


class KeySheet(Sheet):
    """Commands and their keys in up to three columns. `change_clicked`: the person wants others."""

    change_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Keyboard", width=_WIDTH, height=800, parent=parent)
        self._groups: list[_Group] = []
        self._content = QWidget()
        self._columns = QHBoxLayout(self._content)
        self._tracks = [QVBoxLayout() for _ in range(3)]
        for track in self._tracks:
            self._columns.addLayout(track, 1)
        self.column = Column(theme, self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.column, 1)
        note = "Single keys work while the list or the paper has focus, never while you type."
        self.footer.insertWidget(0, Label(theme, note, "caption", "text2", wrap=True, middle=True), 100)
        self.change_button = Button(theme, "Change keys…", icon="keyboard")
        self.change_button.clicked.connect(self._change)
        self.footer.addWidget(self.change_button)
        self.close_foot = self.add_button("Close", key="Esc")
        self.close_foot.clicked.connect(self.reject)

    def show_keys(self, actions: Mapping[str, QAction]) -> None:
        """List the commands of `actions` that have a key, and open."""
        for group in self._groups:
            group.hide()
            group.deleteLater()
        named = {name for _, names in GROUPS for name in names}
        rest = tuple(name for name in actions if name not in named and not name.startswith("tag_"))
        self._groups = []
        for heading, names in (*GROUPS, ("More", rest)):
            rows = [(_words(actions[name]), _keys(actions[name], name)) for name in names if name in actions]
            if heading == "Move":
                rows += _MOVES
            if heading == "Decide" and "tag_1" in actions:
                rows.append(("Toggle a tag of the sidebar", ["1 to 9"]))
            rows = [row for row in rows if row[1]]
            if rows:
                self._groups.append(_Group(self._theme, heading, rows))
        self._arrange()
        if not self.isVisible():
            self.open_sheet(self.close_foot)

    def _change(self) -> None:
        self.reject()
        self.change_clicked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Fill the columns evenly, in order; one column in a narrow window."""
        px = self._theme.px
        self._columns.setContentsMargins(px(24), px(20), px(24), px(20))
        self._columns.setSpacing(px(32))
        width = min(px(_WIDTH), self.width() - px(48))
        count = 3 if width >= px(860) else 2 if width >= px(600) else 1
        for track in self._tracks:
            while track.count():
                track.takeAt(0)
            track.setSpacing(px(20))
        total, seen = sum(group.weight for group in self._groups), 0
        for group in self._groups:
            self._tracks[min(count - 1, (seen + group.weight // 2) * count // max(1, total))].addWidget(group)
            seen += group.weight
        for place, track in enumerate(self._tracks):
            track.addStretch(1)
            self._columns.setStretch(place, 1 if place < count else 0)
        self._columns.setSpacing(px(32) if count > 1 else 0)


class _Group(QWidget):
    """A heading and its rows."""

    def __init__(self, theme: Theme, heading: str, rows: list[tuple[str, list[str]]]) -> None:
        super().__init__()
        self.weight = len(rows) + 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(theme, heading, "caption_strong", "text2"))
        # Each row by itself: in a grid one long name and one long key would widen the whole column.
        for words, keys in rows:
            name = Label(theme, words, "body")
            name.setAccessibleName(f"{words}: {' or '.join(keys)}")
            row = QHBoxLayout()
            row.setSpacing(theme.px(6))
            row.addWidget(name, 1)
            for key in keys:
                first, between, last = key.partition(" to ")
                row.addWidget(KeyHint(theme, first))
                if between:
                    row.addWidget(Label(theme, between.strip(), "caption", "text2"))
                    row.addWidget(KeyHint(theme, last))
            column.addLayout(row)


def _words(action: QAction) -> str:
    # Not its text, which may say what it would do now ("Undo star 3 papers").
    return action.iconText().rstrip("…")


def _keys(action: QAction, name: str) -> list[str]:
    """At most two ways to press it; the main and the numeric Enter are one."""
    shown: list[str] = []
    for sequence in action.shortcuts():
        if (keys := key_words(sequence)) not in shown:
            shown.append(keys)
    also = [_ALSO[name]] if name in _ALSO else []
    return [*shown[: 2 - len(also)], *also]

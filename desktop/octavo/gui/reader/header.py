"""The header of the reading pane: where the paper stands, what can be done to it, and Done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from octavo.gui.controls.buttons import Button, IconButton
from octavo.gui.controls.margins import set_margins
from octavo.gui.controls.strokes import hairline, picture, ratio_of
from octavo.gui.reader.labels import Line, Rule
from octavo.gui.theme import Theme
from octavo.gui.words import number
from octavo.records import Paper, State

#: Named actions as icon buttons; they go into "…" from the left when there is no room.
_TOOLS: Final = (
    ("star", "star", "Star"),
    ("tags", "tag", "Edit tags"),
    ("add_to_list", "list-plus", "Add to list"),
    ("note", "notebook-pen", "Write note"),
    ("open_page", "external-link", "Open in browser"),
    ("copy_citation", "quote", "Copy citation"),
)
_BEFORE_RULE: Final = ("star", "tags", "add_to_list", "note")
_MORE: Final = (
    "to_read", "not_for_me", "to_inbox", "unread", "", "edit_paper", "open_pdf", "", "copy_bibtex", "copy_key",
    "copy_reference", "", "delete", "restore",
)  # fmt: skip
_TOOL: Final = 32


class ReaderHeader(QWidget):
    """52 px: previous, next and the position; icon buttons made from actions; Done. Never wider than its pane."""

    back_clicked = Signal()

    def __init__(self, theme: Theme, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._hidden: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.back = IconButton(theme, "arrow-left", "Back to the list", key="Esc")
        self.back.clicked.connect(lambda: self.back_clicked.emit())
        self.back.hide()
        self.previous = self._tool("previous", "chevron-up", "Previous paper")
        self.next = self._tool("next", "chevron-down", "Next paper")
        self.position = Line(theme, "", "body", "text2")
        self.star = StarButton(theme, "star", "Star", key=shown_key(actions.get("star")))
        self.tools = {name: self._tool(name, icon, words) for name, icon, words in _TOOLS}
        self.rule = Rule(theme, upright=True)
        self.more = IconButton(theme, "ellipsis", "More")
        self.more.clicked.connect(self.open_more)
        self.done = Button(theme, "Done", icon="check", key=shown_key(actions.get("done")))
        if (done := actions.get("done")) is not None:
            self.done.clicked.connect(lambda: done.trigger())
            done.changed.connect(self._follow_done)
            self._follow_done()
        self._build()
        theme.resized.connect(self._measure)

    def show_paper(self, paper: Paper, position: tuple[int, int]) -> None:
        """Show the star, the state and the position ("1 of 147") of `paper`."""
        self.star.set_starred(paper.starred)
        self.star.set_name("Remove star" if paper.starred else "Star", shown_key(self._actions.get("star")))
        is_done = paper.state is State.DONE
        self.done.setText("Not done" if is_done else "Done")
        self.done.set_icon("rotate-ccw" if is_done else "check")
        self.show_position(position)

    def show_position(self, position: tuple[int, int]) -> None:
        """The place in the list, counted from 1; 0 shows nothing."""
        at, count = position
        self.position.setText(f"{number(at)} of {number(count)}" if at else "")
        self._fit()

    def show_back(self, on: bool) -> None:
        """Offer the way back to the list, for a window of one pane."""
        self.back.setVisible(on)
        self._fit()

    def open_more(self) -> QMenu:
        """Open the menu of everything that has no button here."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in (*self._hidden, "", *_MORE):
            action = self._actions.get(name)
            if action is not None:
                menu.addAction(action)
            elif not name and menu.actions() and not menu.actions()[-1].isSeparator():
                menu.addSeparator()
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        return menu

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(52))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(52))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.paper)
        hairline(painter, QRect(0, self.height() - 1, self.width(), 1), tokens.line)

    def _tool(self, name: str, icon: str, words: str) -> IconButton:
        action = self._actions.get(name)
        button = self.star if name == "star" else IconButton(self._theme, icon, words, key=shown_key(action))
        if action is not None:
            button.clicked.connect(lambda: action.trigger())
            action.changed.connect(lambda: self._follow(button, action))
            self._follow(button, action)
        return button

    def _follow(self, button: IconButton, action: QAction) -> None:
        """Be enabled as the command is, and name its key of the moment."""
        button.setEnabled(action.isEnabled())
        button.set_name(button.accessibleName(), shown_key(action))

    def _follow_done(self) -> None:
        done = self._actions["done"]
        self.done.setEnabled(done.isEnabled())
        self.done.set_key(shown_key(done))

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for widget in (self.back, self.previous, self.next):
            self._row.addWidget(widget)
        self._row.addSpacing(self._theme.px(8))
        self._row.addWidget(self.position)
        self._row.addStretch()
        for name in _BEFORE_RULE:
            self._row.addWidget(self.tools[name])
        self._row.addSpacing(self._theme.px(8))
        self._row.addWidget(self.rule)
        self._row.addSpacing(self._theme.px(8))
        for name, tool in self.tools.items():
            if name not in _BEFORE_RULE:
                self._row.addWidget(tool)
        self._row.addWidget(self.more)
        self._row.addSpacing(self._theme.px(12))
        self._row.addWidget(self.done)
        self._measure()

    def _measure(self) -> None:
        set_margins(self._row, self, self._theme.px(12), 0, self._theme.px(16), 0)
        self.setFixedHeight(self._theme.px(52))
        self._fit()

    def _fit(self) -> None:
        """Hide the leftmost buttons that have no room; the position goes before the last of them."""
        px = self._theme.px
        fixed = (
            px(12 + 16 + 8 + 12) + px(_TOOL) * (3 + (0 if self.back.isHidden() else 1)) + self.done.sizeHint().width()
        )
        room = self.width() - fixed - px(8 + 17)
        fits = max(0, room - self.position.sizeHint().width()) // px(_TOOL)
        self._hidden = [name for name, *_ in _TOOLS][: max(0, len(_TOOLS) - fits)]
        for name, tool in self.tools.items():
            tool.setVisible(name not in self._hidden)
        self.rule.setVisible("note" not in self._hidden and "open_page" not in self._hidden)
        self.position.setVisible(room >= self.position.sizeHint().width())


class StarButton(IconButton):
    """The star: an outline, or filled with its edge."""

    _starred = False

    def set_starred(self, on: bool) -> None:
        """Fill the star, or not."""
        self._starred = on
        self.set_icon("star", "star_edge" if on else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._starred and self.isEnabled():
            painter = QPainter(self)
            for name, role in (("star_filled", "star"), ("star", "star_edge")):
                picture(painter, self.rect(), self._theme.pixmap(name, role, 16, ratio_of(painter)))


def shown_key(action: QAction | None) -> str:
    """The first key of an action as caps are written here ("Ctrl K"), "" without one."""
    if action is None or action.shortcut().isEmpty():
        return ""
    return action.shortcut().toString(QKeySequence.SequenceFormat.PortableText).replace("+", " ")

"""The popover that puts tags on papers and makes new ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from octavo.gui.controls import strokes
from octavo.gui.dialogs.tick_popover import TickPopover
from octavo.gui.dialogs.tick_rows import TickRow
from octavo.gui.finder import Survey
from octavo.gui.text import plain_tip
from octavo.gui.theme import Theme
from octavo.library.reading import Place
from octavo.records import Tag

#: In the order of the rainbow, as the picker shows them.
HUES: Final = ("red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "grey")


class TagPopover(TickPopover):
    """Ticks tags on and off for the selected papers, at once.

    `tag_toggled` carries the name and whether it is on now; `tag_created` the name and hue of a new tag to put on.
    """

    tag_toggled = Signal(str, bool)
    tag_created = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Find or make a tag", "Tags", parent=parent)
        self.hues = HuePicker(theme)
        self.extra.addWidget(self.hues)
        self.turned.connect(lambda row: self.tag_toggled.emit(row.name, row.state == Qt.CheckState.Checked))
        self.create_asked.connect(lambda name: self.tag_created.emit(name, self.hues.hue))

    def show_tags(self, tags: Sequence[Tag], on: Collection[str] = (), some: Collection[str] = ()) -> None:
        """List `tags`; `on` names those that all papers have, `some` those that only some have."""
        rows = []
        for tag in tags:
            state = Qt.CheckState.Checked if tag.name in on else Qt.CheckState.Unchecked
            if tag.name in some and tag.name not in on:
                state = Qt.CheckState.PartiallyChecked
            rows.append(TickRow(tag.id, tag.name, tag.papers, state, tag.hue or "grey"))
        used = {tag.hue for tag in tags}
        self.hues.choose(next((hue for hue in ("teal", "blue", "purple", *HUES) if hue not in used), "blue"))
        self.show_rows(rows, "No tags yet. Type a name to make one.")

    def made_row(self, name: str) -> TickRow:
        return TickRow(0, name, 0, Qt.CheckState.Checked, self.hues.hue)

    def choose_place(self, survey: Survey | None, then: Callable[[Place], None]) -> None:
        """Let one tag be chosen; `then` is given its place."""
        tags = survey.tags if survey else []
        self.picked.connect(lambda row: then(Place("tag", row.id, row.name)))
        rows = [TickRow(tag.id, tag.name, tag.papers, hue=tag.hue or "grey") for tag in tags]
        self.show_rows(rows, "No tags yet. Tag a paper to make one.", ticking=False)


class HuePicker(QWidget):
    """The nine hues as dots, one chosen; arrows move between them. `picked` carries the hue a person chose."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._swatches = {hue: Swatch(theme, hue) for hue in HUES}
        for swatch in self._swatches.values():
            self._group.addButton(swatch)
            self._row.addWidget(swatch)
            swatch.clicked.connect(lambda _=False, hue=swatch.hue: self.picked.emit(hue))
        self._row.addStretch(1)
        self._swatches["blue"].setChecked(True)
        theme.resized.connect(self._refresh)
        self._refresh()

    @property
    def hue(self) -> str:
        """The hue chosen at this moment."""
        return next(hue for hue, swatch in self._swatches.items() if swatch.isChecked())

    def choose(self, hue: str) -> None:
        """Choose without a signal; an unknown hue chooses grey."""
        self._swatches.get(hue, self._swatches["grey"]).setChecked(True)

    def _refresh(self) -> None:
        self._row.setContentsMargins(self._theme.px(2), 0, self._theme.px(2), 0)
        self._row.setSpacing(self._theme.px(3))


class Swatch(QAbstractButton):
    """One hue: a dot, ringed when chosen; announced by its name."""

    def __init__(self, theme: Theme, hue: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hue = hue
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(hue.capitalize())
        self.setAccessibleDescription(hue.capitalize())
        self.setToolTip(plain_tip(hue.capitalize()))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._share_focus)
        theme.resized.connect(self._refresh)
        self._share_focus(False)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        group = self.group()
        if step is None or group is None:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            step = -step
        buttons = group.buttons()
        beside = buttons[(buttons.index(self) + step) % len(buttons)]
        beside.click()
        beside.setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._theme.px
        area = QRect(self.rect())
        dot = area.adjusted(px(3), px(3), -px(3), -px(3))
        if self.isChecked() or self.hasFocus():
            strokes.ring(painter, area, area.width() / 2, self._theme.tokens.mark)
        strokes.dot(painter, dot, self._theme.tag_colours(self.hue)[0])

    def _share_focus(self, on: bool) -> None:
        # Tab stops once, at the chosen hue; the arrows go on from there.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus)
        self.update()

    def _refresh(self) -> None:
        self.setFixedSize(self._theme.px(26), self._theme.px(26))
        self.update()

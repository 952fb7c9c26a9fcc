"""The parts around the list of the import sheet: what was read, where it goes, how far it is, and a plain notice."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Select
from octavo.gui.controls.progress import ProgressBar
from octavo.gui.controls.wrapping import WrapRow
from octavo.gui.dialogs.amounts import counted
from octavo.gui.dialogs.labels import Glyph, Label, Well
from octavo.gui.dialogs.tag_popover import TagPopover
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.records import Progress, State, Tag


class SourceWell(Well):
    """What was read, and the three ways to change it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sidebar", parent)
        self.glyph = Glyph(theme, "clipboard-paste")
        self.headline = Label(theme, "", "body_strong", wrap=True)
        self.sentence = Label(theme, "", "caption", "text2", wrap=True)
        self.change_date = Button(theme, "Change date", icon="calendar", small=True)
        self.paste_again = Button(theme, "Paste again", icon="clipboard", small=True)
        self.open_file = Button(theme, "Open file…", icon="folder-open", small=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        words = QHBoxLayout()
        words.setSpacing(theme.px(10))
        words.addWidget(self.glyph)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.headline)
        lines.addWidget(self.sentence)
        words.addLayout(lines, 1)
        self._buttons = WrapRow(theme.px(8))
        for button in (self.change_date, self.paste_again, self.open_file):
            self._buttons.addWidget(button)
        self._row.addLayout(words, 1)
        self._row.addLayout(self._buttons)
        self._row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignVCenter)
        self._row.setContentsMargins(theme.px(14), theme.px(8), theme.px(12), theme.px(8))
        self._row.setSpacing(theme.px(12))

    def show_words(self, headline: str, sentence: str, icon: str) -> None:
        self.headline.setText(headline)
        self.sentence.setText(sentence)
        self.glyph.set_icon(icon, "text2")

    def allow(self, on: bool) -> None:
        """Let the source be changed, or not: while an import runs it stays as it is."""
        for button in (self.change_date, self.paste_again, self.open_file):
            button.setEnabled(on)

    def fold(self, narrow: bool) -> None:
        """Put the buttons below the words where there is no room beside them."""
        down = QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(self._theme.px(8 if narrow else 12))
        self._buttons.set_wraps(narrow)


class PutIn(QWidget):
    """Where the papers go: the state they get, and tags for all of them."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._known: list[Tag] = []
        self._names: list[str] = []
        self.label = Label(theme, "Put in", "body", "text2")
        self.state_select = Select(theme)
        self.state_select.setAccessibleName("Put in")
        self.state_select.setFixedWidth(theme.px(136))
        self.state_select.add("Inbox", State.INBOX, "inbox")
        self.state_select.add("To read", State.TO_READ, "bookmark")
        self.tags_button = Button(theme, "Add tags", icon="tag", variant="ghost")
        self.tags_button.clicked.connect(self._choose_tags)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.label)
        row.addWidget(self.state_select)
        row.addWidget(self.tags_button)
        row.addStretch(1)

    @property
    def state(self) -> State:
        """The state the papers get."""
        return State(self.state_select.currentData())

    @property
    def names(self) -> list[str]:
        """The tags all imported papers get, in the order they were chosen."""
        return list(self._names)

    def offer_tags(self, tags: Sequence[Tag]) -> None:
        """The tags there are."""
        self._known = list(tags)

    def clear_tags(self) -> None:
        self._names.clear()
        self._say()

    def _choose_tags(self) -> None:
        popover = TagPopover(self._theme, self)
        # The hue of a new tag is given by the library when the import makes it.
        popover.hues.hide()
        popover.tag_toggled.connect(self._turn)
        popover.tag_created.connect(lambda name, _hue: self._make(popover, name))
        popover.closed.connect(popover.deleteLater)
        popover.anchor_to(self.tags_button)
        popover.show_tags(self._known, self._names)

    def _turn(self, name: str, on: bool) -> None:
        if on and name not in self._names:
            self._names.append(name)
        elif not on and name in self._names:
            self._names.remove(name)
        self._say()

    def _make(self, popover: TagPopover, name: str) -> None:
        self._known.append(Tag(0, name, "grey"))
        self._turn(name, True)
        popover.show_tags(self._known, self._names)

    def _say(self) -> None:
        if len(self._names) == 1:
            self.tags_button.setText(plain(self._names[0], 24).replace("&", "&&"))
        else:
            self.tags_button.setText(counted(len(self._names), "tag") if self._names else "Add tags")
        self.changed.emit()


class Running(QWidget):
    """How far the import is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began = monotonic()
        self.words = Label(theme, "", "body_strong")
        self.left = Label(theme, "", "caption", "text2")
        self.line = ProgressBar(theme, height=6)
        self.line.setAccessibleName("Progress of the import")
        self.line.setMaximumWidth(theme.px(360))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        words = QHBoxLayout()
        words.setSpacing(theme.px(12))
        words.addWidget(self.words)
        words.addWidget(self.left)
        words.addStretch(1)
        column.addStretch(1)
        column.addLayout(words)
        column.addWidget(self.line)
        column.addStretch(1)

    def begin(self) -> None:
        """Start counting time."""
        self._began = monotonic()
        self.left.setText("")

    def show_progress(self, progress: Progress) -> None:
        """Say where it stands; how long it will take is said after the first second."""
        self.words.setText(f"Importing {progress.done:,} of {progress.total:,}" if progress.total else "Importing")
        self.line.set_progress(progress.done, progress.total)
        elapsed = monotonic() - self._began
        if elapsed >= 1 and progress.done and progress.total > progress.done:
            seconds = round(elapsed / progress.done * (progress.total - progress.done))
            self.left.setText(f"about {counted(max(1, seconds), 'second')} left")


class Notice(QWidget):
    """One icon, one sentence, and what can be done."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.glyph = Glyph(theme, icon, "text3", 28)
        self.sentence = Label(theme, "", "body", wrap=True, centred=True)
        self.sentence.setMaximumWidth(px(420))
        self._buttons_line = QHBoxLayout()
        self._buttons_line.setSpacing(px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(40), px(24), px(40))
        column.setSpacing(px(16))
        column.addStretch(1)
        column.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        words = QHBoxLayout()
        words.addStretch(1)
        words.addWidget(self.sentence, 100)
        words.addStretch(1)
        column.addLayout(words)
        column.addLayout(self._buttons_line)
        column.addStretch(2)

    def add(self, *buttons: Button) -> None:
        """Put buttons below the sentence."""
        self._buttons_line.addStretch(1)
        for button in buttons:
            self._buttons_line.addWidget(button)
        self._buttons_line.addStretch(1)

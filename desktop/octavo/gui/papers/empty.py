"""What the list pane says when a listing holds no papers: one icon, one line, one action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui.controls.buttons import Button
from octavo.gui.controls.focus import holds
from octavo.gui.controls.tile import Tile
from octavo.gui.text import PlainLabel
from octavo.gui.theme import Theme
from octavo.library.reading import Place


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Icon, headline and a line below; `searching` brings the buttons that widen the search, `importing` Import."""

    icon: str
    words: str
    detail: str = ""
    searching: bool = False
    importing: bool = False
    command: str = ""


_PLACES = {
    "inbox": Emptiness("inbox", "The inbox is empty", importing=True),
    "today": Emptiness("sun", "Nothing came in today", importing=True),
    "to-read": Emptiness("bookmark", "Nothing to read yet", "Press {key} on any paper.", command="to_read"),
    "starred": Emptiness("star", "Nothing starred yet", "Press {key} on any paper.", command="star"),
    "all": Emptiness("library", "No papers yet", importing=True),
    "done": Emptiness("check", "Nothing done yet", "Press {key} on any paper.", command="done"),
    "not-for-me": Emptiness("ban", "Nothing here", "Press {key} on a paper that is not for you.", command="not_for_me"),
    "trash": Emptiness("trash-2", "The trash is empty"),
    "muted": Emptiness("volume-x", "No muted papers", "What your rules mute waits here."),
    "list": Emptiness("list-ordered", "This list is empty", "Press {key} on any paper.", command="add_to_list"),
    "smart": Emptiness("list-filter", "Nothing matches this search now"),
    "tag": Emptiness("tag", "No paper has this tag", "Press {key} on any paper.", command="tags"),
}


def emptiness(place: Place, searching: bool) -> Emptiness:
    """What to say of an empty listing of `place`."""
    if searching:
        return Emptiness("search", "No papers match", searching=True)
    return _PLACES.get(place.kind, Emptiness("rss", "No papers here"))


class EmptyState(QWidget):
    """Shows an Emptiness in the middle of the list pane."""

    clear_clicked = Signal()
    everywhere_clicked = Signal()
    import_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tile = Tile(theme, "search")
        self._key_of: Callable[[str], str] = lambda _command: ""
        self._words, self._detail = PlainLabel(), PlainLabel()
        self._clear = Button(theme, "Clear filters")
        self._clear.clicked.connect(self.clear_clicked)
        self._everywhere = Button(theme, "Search all papers", variant="link")
        self._everywhere.clicked.connect(self.everywhere_clicked)
        self._import = Button(theme, "Import…", icon="download")
        self._import.clicked.connect(self.import_clicked)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        buttons.addWidget(self._clear)
        buttons.addWidget(self._everywhere)
        buttons.addWidget(self._import)
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        self._column.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(theme.px(12))
        self._column.addWidget(self._words)
        self._column.addWidget(self._detail)
        self._column.addSpacing(theme.px(12))
        self._column.addLayout(buttons)
        self._column.addStretch(3)
        for label in (self._words, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        theme.changed.connect(self._dress)
        self._dress()

    def show_emptiness(self, emptiness: Emptiness, *, everywhere: bool) -> None:
        """Say it; `everywhere`: all papers were searched already."""
        self._tile.set_icon(emptiness.icon)
        self._words.setText(emptiness.words)
        key = self._key_of(emptiness.command) if emptiness.command else ""
        # A command that has lost its key is told of nowhere: the menus still have it.
        detail = emptiness.detail.format(key=key) if key or not emptiness.command else ""
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._clear.setVisible(emptiness.searching)
        self._everywhere.setVisible(emptiness.searching and not everywhere)
        self._import.setVisible(emptiness.importing)
        self.update()

    def set_keys(self, key_of: Callable[[str], str]) -> None:
        """`key_of` answers the key of a command, "" where it has none; asked each time something is said."""
        self._key_of = key_of

    def holds_focus(self) -> bool:
        """Is the keyboard here or on one of the buttons, or would it be, were the window in front?"""
        return holds(self, self.window().focusWidget())

    @property
    def words(self) -> str:
        """The headline."""
        return self._words.text()

    @property
    def detail(self) -> str:
        """The line under the headline, "" where there is none."""
        return self._detail.text()

    def _dress(self) -> None:
        theme, px = self._theme, self._theme.px
        # Its hidden buttons must not keep the pane wide.
        self.setMinimumWidth(px(160))
        self._column.setContentsMargins(px(24), px(24), px(24), px(24))
        self._column.setSpacing(px(4))
        for label, face, colour in (
            (self._words, "heading", theme.tokens.text), (self._detail, "body", theme.tokens.text2),
        ):  # fmt: skip
            label.setFont(theme.font(face))
            palette = label.palette()
            palette.setColor(label.foregroundRole(), colour)
            label.setPalette(palette)
        self.update()

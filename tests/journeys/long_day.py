"""A person's long day at a large library, by keyboard: scrolling, searching, deciding, popovers, places, themes."""

from __future__ import annotations

from collections.abc import Sequence

from person import Desktop
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from octavo.gui.dialogs.list_popover import ListPopover
from octavo.gui.dialogs.palette import CommandPalette
from octavo.gui.dialogs.tag_popover import TagPopover
from octavo.library.reading import Place

CONTROL = Qt.KeyboardModifier.ControlModifier


def spend_a_day(desktop: Desktop, searches: Sequence[str]) -> None:
    """Do everything once, from the inbox and back to it; 10 papers are decided and 3 of them come back."""
    scroll(desktop)
    for words in searches:
        search(desktop, words)
    desktop.does("decide")
    for letter in "eedeqeedee":
        desktop.keys(letter)
    desktop.does("undo")
    desktop.keys("zzz")
    open_layers(desktop)
    for place in (Place("all"), Place("today"), Place("starred"), Place("inbox")):
        desktop.does(f"go to {place.kind}")
        desktop.octavo.browsing_now.show_place(place)
        desktop.settle()
    for choice in ("dark", "light"):
        desktop.does(f"theme {choice}")
        desktop.octavo.theme.choose(choice)
        desktop.settle()


def scroll(desktop: Desktop) -> None:
    """By key, and by the bar through all papers."""
    for what, key, times in (("page down", Qt.Key.Key_PageDown, 12), ("to the end", Qt.Key.Key_End, 1),
                             ("home", Qt.Key.Key_Home, 1)):  # fmt: skip
        desktop.does(what)
        for _ in range(times):
            desktop.key(key)
    desktop.does("scroll by the bar")
    bar = desktop.octavo.pane.view.verticalScrollBar()
    for step in range(40):
        bar.setValue(bar.maximum() * step // 40)
        QApplication.processEvents()


def search(desktop: Desktop, words: str) -> None:
    """Type `words` letter by letter, see what is found, and take the search back."""
    browsing = desktop.octavo.browsing_now
    desktop.does(f"search {words}")
    desktop.keys("/")
    for letter in words:
        desktop.keys(letter)
    desktop.until(lambda: bool(browsing.words))
    desktop.does(f"clear {words}")
    for _ in range(4):
        desktop.key(Qt.Key.Key_Escape)
    desktop.until(lambda: not browsing.words)


def open_layers(desktop: Desktop) -> None:
    """Tags, lists, and the palette with a search in it."""
    desktop.does("tag popover")
    desktop.keys("t")
    desktop.layer(TagPopover)
    desktop.key(Qt.Key.Key_Escape)
    desktop.does("list popover")
    desktop.keys("l")
    desktop.layer(ListPopover)
    desktop.key(Qt.Key.Key_Escape)
    desktop.does("palette")
    desktop.key(Qt.Key.Key_K, CONTROL)
    desktop.layer(CommandPalette)
    desktop.keys("marmar")
    desktop.key(Qt.Key.Key_Escape)

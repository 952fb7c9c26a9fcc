"""One picture of the sidebar's rows, and of what floats over the window: toast, popover, dragged papers, pills."""

from __future__ import annotations

from typing import Any

from component_sheet import ground, heading
from invented_library import TAGS, TODAY, title


def floating_sheet(theme: Any) -> Any:
    """A widget of 1440 × 900: the sidebar twice, states of the citation card, toasts and cards with their shadows."""
    from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

    sheet = ground(theme)
    columns = QHBoxLayout(sheet)
    columns.setContentsMargins(24, 16, 24, 24)
    columns.setSpacing(24)
    for words, focused in (("Sidebar with focus, a drop target", True), ("Without focus, a moved list", False)):
        column = QVBoxLayout()
        column.setSpacing(8)
        heading(theme, column, words)
        column.addWidget(_sidebar(theme, focused), 1)
        columns.addLayout(column)
    column = QVBoxLayout()
    column.setSpacing(8)
    _states(theme, column)
    column.addStretch(1)
    columns.addLayout(column, 1)
    sheet.resize(1440, 900)
    _float_over(theme, sheet)
    return sheet


def _sidebar(theme: Any, focused: bool) -> Any:
    """The places of a library; the view believes to have the keyboard, or not to have it."""
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from octavo.gui.controls.scrolling import FloatingScrollBar
    from octavo.gui.sidebar.model import SidebarModel, identity
    from octavo.gui.sidebar.tree import SidebarTree
    from octavo.library.reading import Counts, Place
    from octavo.records import ReadingList, SmartList, Tag

    class Tree(SidebarTree):
        def hasFocus(self) -> bool:
            return focused

    class Ground(QWidget):
        def paintEvent(self, event: object) -> None:
            QPainter(self).fillRect(self.rect(), theme.tokens.sidebar)

    model = SidebarModel(lambda: TODAY)
    lists = [ReadingList(1, "Small-run evidence", 9), ReadingList(2, "Reading group, spring", 14)]
    lists.append(ReadingList(3, "All that is to be read before the summer school", 128))
    smart_lists = [SmartList(1, "No authors yet", "is:incomplete"), SmartList(2, "Starred, no notes", "is:starred")]
    days = [("Daily papers", "2026-03-11", 61), ("Daily papers", "2026-03-10", 0), ("Daily papers", "2026-03-09", 34)]
    tags = [Tag(at, name, hue, 212 - 31 * at) for at, (name, hue) in enumerate(TAGS[:6], 1)]
    model.show(Counts(147, 61, 86, 0, 23, 12480, 132, 0, 0, 0), tags, lists, days, smart_lists=smart_lists)
    model.show_matches({1: 37, 2: 12})
    tree = Tree(theme, model)
    FloatingScrollBar.attach(tree, theme)
    tree.painter_of_rows.chosen = identity(Place("inbox"))
    tree.setCurrentIndex(model.index(0))
    if focused:
        tree.painter_of_rows.target = model.row_of(_list_place(2))
    else:
        model.toggle("smart-lists")
        tree.painter_of_rows.line = model.row_of(_list_place(2))
    around = Ground()
    around.setFixedWidth(240)
    whole = QVBoxLayout(around)
    whole.setContentsMargins(0, 8, 0, 8)
    whole.addWidget(tree)
    return around


def _list_place(number: int) -> Any:
    """A reading list as a place."""
    from octavo.library.reading import Place

    return Place("list", number)


def _states(theme: Any, column: Any) -> None:
    """The citation card in every state it can have, in two columns."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QGridLayout

    from octavo.gui.reader.citation import CitationCard
    from octavo.inquiries import CitationState, Trust
    from octavo.records import Paper

    heading(theme, column, "Citation card: every state")
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(16)
    lacks = ("authors", "number")
    states = (
        CitationState(Trust.COMPLETE),
        CitationState(Trust.VERIFIED, service="Crossref", at="2026-03-10T08:00:00+00:00"),
        CitationState(Trust.MISSING, lacks),
        CitationState(Trust.TWO_POSSIBLE, lacks, candidates=2),
        CitationState(Trust.LOOKING_UP, lacks),
        CitationState(Trust.NOT_FOUND, lacks),
        CitationState(Trust.FAILED, lacks, trouble="arXiv did not answer."),
        CitationState(Trust.PROPOSED, proposals=1, proposed="published"),
        CitationState(Trust.RETRACTED, proposals=1, proposed="retracted"),
    )
    for at, state in enumerate(states):
        card = CitationCard(theme, today=lambda: TODAY)
        card.show_entry(Paper(1, "1", title(0)), "@misc{marlow2026lamplight,", state)
        card.setFixedSize(420, card.height_for(420))
        grid.addWidget(card, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
    column.addLayout(grid)


def _float_over(theme: Any, sheet: Any) -> None:
    """A toast, and the card of dragged papers, with the shadows they have."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget
    from row_sheet import invented_row

    from octavo.gui.controls.floating import Toast
    from octavo.gui.controls.strokes import placed
    from octavo.gui.papers.drag_card import drag_card
    from octavo.gui.papers.typesetting import Typesetter

    class Card(QWidget):
        def paintEvent(self, event: object) -> None:
            row, ratio = invented_row(0), self.devicePixelRatioF()
            picture = drag_card(theme, Typesetter(theme), row, 1, ratio, mirrored=self.isRightToLeft())
            QPainter(self).drawPixmap(0, 0, picture)

    for words, key, lift in (("3 papers marked done", "Z", 0), ("Copied \\cite{marlow2026lamplight}", "", 48)):
        pane = QWidget(sheet)
        pane.setGeometry(placed(sheet.rect(), QRect(540, 700, 440, 184), sheet.isRightToLeft()))
        toast = Toast(theme, pane)
        toast.set_lift(lift)
        toast.show_words(words, key)
    card = Card(sheet)
    card.setGeometry(placed(sheet.rect(), QRect(976, 740, 440, 140), sheet.isRightToLeft()))

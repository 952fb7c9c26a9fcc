"""The main window: places the panes for its width; owns no behaviour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from octavo.gui.controls.focus import next_in
from octavo.gui.controls.ground import Ground
from octavo.gui.controls.pages import Pages
from octavo.gui.controls.splitter import HairlineSplitter
from octavo.gui.kept_keyboard import KeptKeyboard
from octavo.gui.menu_bar import HiddenMenuBar
from octavo.gui.motion import SIDEBAR
from octavo.gui.shelf import Shelf, SlidSidebar
from octavo.gui.theme import Theme
from octavo.settings import PANE_WIDTHS, SIDEBAR_SHOWN, WINDOW_GEOMETRY, Settings

if TYPE_CHECKING:
    from octavo.gui.sidebar.widget import Sidebar

PAPERS_MIME = "application/x-octavo-papers"
THREE_PANES = 1100
TWO_PANES = 800
#: Design px by which a key makes a pane wider.
WIDTH_STEP = 20


class Window(QMainWindow):
    """Sidebar, list and reading pane above a status strip; below 1100 px without sidebar, below 800 one pane."""

    dropped = Signal(object)
    closing = Signal()
    #: The panes were put in their places; does the sidebar stand beside the list?
    arranged = Signal(bool)

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self._theme, self._settings = theme, settings
        self._focused = False
        self._reading_alone = False
        self._keyboard = KeptKeyboard()
        self.setWindowTitle("Octavo")
        self.setAcceptDrops(True)
        self._keep_room()
        self._hidden_bar = HiddenMenuBar(self)
        self._split = HairlineSplitter(theme)
        self._split.setObjectName("panes")
        self._split.splitterMoved.connect(lambda *_: self._keep_widths())
        self._stage = Pages()
        self._stage.addWidget(self._split)

    def place(self, sidebar: Sidebar, papers: QWidget, status: QWidget) -> None:
        """Put in what is painted first; `furnish` brings the rest."""
        self.sidebar, self.papers = sidebar, papers
        self.reader: QWidget = Ground(self._theme, "paper")
        self.welcome: QWidget | None = None
        self._shelf = Shelf(self._theme, sidebar)
        self._split.addWidget(papers)
        self._split.addWidget(self.reader)
        self._outer = HairlineSplitter(self._theme)
        self._outer.addWidget(self._shelf)
        self._outer.addWidget(self._stage)
        for split in (self._split, self._outer):
            split.setStretchFactor(0, 0)
            split.setStretchFactor(1, 1)
            split.setChildrenCollapsible(False)
        self._outer.splitterMoved.connect(lambda *_: self._keep_widths())
        middle = QWidget()
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        panes = QHBoxLayout()
        panes.addWidget(self._outer)
        rows.addLayout(panes, 1)
        rows.addWidget(status)
        self.setCentralWidget(middle)
        self._slid = SlidSidebar(self._theme, self._shelf, sidebar, middle)

    def furnish(self, reader: QWidget, welcome: QWidget) -> None:
        """The reading pane; `welcome` takes the place of list and reader while the library is empty."""
        self._split.replaceWidget(1, reader)
        # The factor belongs to the widget, not to its place.
        self._split.setStretchFactor(1, 1)
        self.reader.deleteLater()
        self._stage.addWidget(welcome)
        self.reader, self.welcome = reader, welcome
        self._arrange()

    def restore(self) -> None:
        """Take size and place of the last session, if that screen is still there."""
        kept = QByteArray.fromBase64(self._settings.get(WINDOW_GEOMETRY).encode())
        if not kept.isEmpty() and self.restoreGeometry(kept):
            return
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(1440, screen.width()), min(900, screen.height()))

    def show_welcome(self, on: bool) -> None:
        """The first-run page instead of list and reader."""
        if self.welcome is not None and (self._stage.currentWidget() is self.welcome) != on:
            self._stage.setCurrentWidget(self.welcome if on else self._split)
            self._arrange()

    def show_sidebar(self, on: bool) -> None:
        """Show or hide the sidebar; in a narrow window it shows until a place is chosen."""
        if not self.wide:
            if on:
                self._slid.open()
            else:
                self._slid.put_away()
        elif on != self._shelf.isVisible():
            self._settings.set(SIDEBAR_SHOWN, on)
            self._slide(on)

    def put_sidebar_away(self) -> bool:
        """Close the sidebar that was slid over the list; answers whether it was there."""
        return self._slid.put_away()

    def focus_paper(self, on: bool) -> None:
        """Only the reading pane, for as long as the person wants."""
        self._focused = on
        self._arrange()

    @property
    def focused(self) -> bool:
        """Is only the reading pane shown?"""
        return self._focused

    def lay_out_again(self) -> None:
        """The text size changed: widths follow it."""
        self._keep_room()
        self._arrange()

    def widen(self, pane: QWidget, by: int) -> None:
        """Make the sidebar or the list `by` steps wider, narrower when negative; in a wide window only."""
        if not self.wide or not pane.isVisible() or pane not in (self.sidebar, self.papers):
            return
        widths = [round(width / self._theme.factor) for width in self._widths()]
        widths[pane is self.papers] += by * WIDTH_STEP
        self._settings.set(PANE_WIDTHS, [str(width) for width in widths])
        # What is kept is what fits.
        self._set_widths(True)
        self._keep_widths()

    @property
    def wide(self) -> bool:
        """Is there room for sidebar, list and paper?"""
        return self.width() >= self._theme.px(THREE_PANES)

    @property
    def one_pane(self) -> bool:
        return self.width() < self._theme.px(TWO_PANES)

    def push_reader(self, on: bool) -> bool:
        """In a one-pane window, show the paper (or the list again); answers whether anything changed."""
        if not self.one_pane or self._reading_alone == on:
            return False
        self._reading_alone = on
        self._arrange()
        (self.reader if on else self.papers).setFocus()
        self._keyboard.forget()
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        # Qt's own ring leaves out what a pane holds before its focus proxy, and puts what was made last at the end.
        step = next_in(self, QApplication.focusWidget(), forward=next, as_read=True)
        if step is not None:
            step.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return step is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "sidebar"):
            self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set(WINDOW_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        self.closing.emit()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if not data.hasFormat(PAPERS_MIME) and (data.hasUrls() or data.hasText() or data.hasHtml()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _arrange(self) -> None:
        wide, panes = self.wide, (self.sidebar, self.papers, self.reader)
        reads = self._keyboard.holder(panes) is self.reader
        if self.one_pane and reads and self.papers.isVisible():
            # The paper stays that is being read.
            self._reading_alone = True
        if wide:
            self._slid.put_away()
        self._shelf.slide(0)
        self._shelf.setVisible(wide and self._settings.get(SIDEBAR_SHOWN) and not self._focused)
        alone = self.one_pane or self._focused
        if not self.one_pane:
            self._reading_alone = False
        self.papers.setVisible(not self._focused and (not alone or not self._reading_alone))
        self.reader.setVisible(not alone or self._focused or self._reading_alone)
        self._set_widths(wide)
        self.arranged.emit(not self._shelf.isHidden())
        self._keyboard.settle(self.papers if self.papers.isVisible() else self.reader, lend=not self._focused)

    def _keep_room(self) -> None:
        """Never smaller than one pane needs, nor larger than the screen."""
        screen = QGuiApplication.primaryScreen().availableGeometry().size()
        self.setMinimumSize(QSize(self._theme.px(400), self._theme.px(480)).boundedTo(screen))

    def _slide(self, on: bool) -> None:
        width = self._widths()[0]
        self._shelf.slide(width)
        self._shelf.show()

        def step(share: float) -> None:
            now = round(width * (share if on else 1 - share))
            self._outer.setSizes([now, max(1, self.width() - now)])

        self._theme.motion.run(SIDEBAR.come, SIDEBAR.curve, step, self._arrange)

    def _set_widths(self, wide: bool) -> None:
        sidebar, papers = self._widths()
        self._outer.setSizes([sidebar, max(1, self.width() - sidebar)])
        papers = papers if wide else self._theme.px(320)
        self._split.setSizes([papers, max(1, self._stage.width() - papers)])

    def _widths(self) -> tuple[int, int]:
        """The px of sidebar and list in a wide window."""
        kept = [int(each) if each.isdigit() else 0 for each in self._settings.get(PANE_WIDTHS)]
        sidebar, papers = kept if len(kept) == 2 else (240, 440)
        return self._theme.px(min(360, max(180, sidebar))), self._theme.px(min(640, max(300, papers)))

    def _keep_widths(self) -> None:
        if self.wide and self.sidebar.isVisible() and self.papers.isVisible():
            factor = self._theme.factor
            widths = [round(self.sidebar.width() / factor), round(self.papers.width() / factor)]
            self._settings.set(PANE_WIDTHS, [str(width) for width in widths])

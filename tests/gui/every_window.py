"""Every screen of a running Octavo on a small library, opened one after the other, and what stands on each."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)
from shiboken6 import isValid

sys.path.insert(0, str(Path(__file__).parents[1] / "journeys"))

from person import TODAY, invented_page, wait_until

from octavo import paths
from octavo.bibliography.names import split_names
from octavo.feeds.detect import read
from octavo.gui.app import Octavo
from octavo.gui.controls.floating import Popover
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.choose_sheet import ChooseSheet
from octavo.gui.dialogs.edit_sheet import EditSheet
from octavo.gui.dialogs.import_sheet import ImportSheet
from octavo.gui.dialogs.merge_sheet import MergeSheet
from octavo.gui.dialogs.palette import CommandPalette
from octavo.gui.dialogs.proposal_sheet import ProposalSheet
from octavo.inquiries import Candidate, Proposal
from octavo.library.reading import Place
from octavo.records import Entry
from octavo.settings import TEXT_SIZE, Settings

LAYERS = (Sheet, Popover, CommandPalette)

#: Screens opened by a command over the main window.
BY_COMMAND = {
    "tags": "tags",
    "lists": "add_to_list",
    "palette": "palette",
    "keys": "keys",
    "edit": "edit_paper",
    "all tags": "manage_tags",
    "about": "about",
    "links": "add_links",
    "imports": "imports",
    "seen in": "sightings",
    "new list": "new_list",
    "export": "export",
    "files that follow": "live_files",
    "keys anew": "keys_anew",
    "go to tag": "go_tag",
    "follow a feed": "follow_feed",
    "rules": "rules",
}
PAGES = ("general", "appearance", "feeds", "citations", "keyboard", "library")
PANES = ("inbox", "note", "several", "reading list", "no results", "trash", "narrow")
SHEETS = (*BY_COMMAND, "rename list", "delete list", "import", "import receipt", "nothing to import",
          "choose a match", "proposed change", "merge papers", "a pasted reference")  # fmt: skip
PREFERENCES = tuple(f"preferences {page}" for page in PAGES)
EVERY = (*PANES, *SHEETS, *PREFERENCES)


class Stage:
    """One window, furnished once; `open` shows a screen and answers its topmost widget, `clear` goes back."""

    def __init__(self, folder: Path) -> None:
        self.octavo = Octavo(
            folder / "library.octavo", Settings(folder / "settings.json"), paths.resources(), today=lambda: TODAY
        )
        self.octavo.start()
        self.octavo.window.resize(1440, 900)
        self.octavo.window.activateWindow()
        wait_until(lambda: self.octavo.browsing is not None and self.octavo.browsing.survey is not None)
        self.octavo.theme.calm(True)

    def close(self) -> None:
        self.clear()
        self.octavo.close()
        self.octavo.window.close()
        self.octavo.window.deleteLater()
        QApplication.processEvents()

    def settle(self) -> None:
        octavo = self.octavo
        for _ in range(4):
            wait_until(lambda: octavo.desk.idle and octavo.finder.idle and octavo.workshop.idle)
            QApplication.processEvents()

    def furnish(self) -> None:
        """Twelve papers with authors, tags, a list, a star and a note."""
        octavo = self.octavo
        batch = read(invented_page(12).encode(), origin="page.txt")
        octavo.desk.run(lambda library: library.add(batch, day=TODAY), "Importing")
        self.settle()
        ids = octavo.browsing_now.shown_ids()
        authors, _more = split_names(["Ines Marlow", "Tomasz Brandt", "Yuki Aldersey"])
        for verb in (
            lambda library: library.tag(ids[:5], "training", hue="blue"),
            lambda library: library.tag(ids[:2], "evaluation", hue="purple"),
            lambda library: library.edit(ids[0], {"authors": authors, "published": "2026-03", "venue": "Parcels"}),
            lambda library: library.star([ids[0]]),
            lambda library: library.annotate(ids[0], "## Scales\nUse the *small* ones."),
            lambda library: library.create_list("Wet days"),
            lambda library: library.add_to_list(1, ids[:6]),
            lambda library: library.trash([ids[11]]),
        ):
            octavo.desk.do(verb)
            self.settle()
        self.show(Place("inbox"))

    def _select_three(self) -> None:
        # Wherever the last screen left the list.
        self.octavo.pane.select(self.octavo.browsing_now.shown_ids()[0])
        for _ in range(2):
            self.octavo.pane.extend_next()

    def show(self, place: Place) -> None:
        self.octavo.browsing_now.show_place(place)
        self.settle()
        self.octavo.pane.focus_list()
        self.settle()

    def open(self, name: str) -> QWidget:
        """Show the screen of that name."""
        octavo = self.octavo
        self.clear()
        if name in BY_COMMAND:
            octavo.actions.all[BY_COMMAND[name]].trigger()
            return self._layer()
        if name in PREFERENCES:
            octavo.open_preferences()
            window = octavo.preferences
            assert window is not None
            window.resize(840, 640)
            window.navigation.choose(name.removeprefix("preferences "))
            self.settle()
            return window
        steps: dict[str, Callable[[], object]] = {
            "inbox": lambda: None,
            "note": octavo.actions.all["note"].trigger,
            "several": self._select_three,
            "reading list": lambda: self.show(Place("list", 1, "Wet days")),
            "no results": lambda: self._search("nothing like this"),
            "trash": lambda: self.show(Place("trash")),
            "narrow": lambda: octavo.window.resize(480, 720),
            "rename list": lambda: self._over_list("rename"),
            "delete list": lambda: self._over_list("delete_place"),
            "import": lambda: self._paste(invented_page(15)),
            "import receipt": self._import,
            "nothing to import": lambda: self._paste("Nothing here."),
            "choose a match": self._choose,
            "proposed change": self._propose,
            "merge papers": self._merge,
            "a pasted reference": self._paste_reference,
        }
        steps[name]()
        self.settle()
        return self._layer() if name in SHEETS else octavo.window

    def clear(self) -> None:
        """Close what is open and go back to the inbox with the keyboard in its list."""
        octavo = self.octavo
        if octavo.preferences is not None:
            octavo.preferences.close()
        for layer in self.layers():
            # What was written and not saved is left only when asked for again.
            for _ in range(3):
                if isValid(layer) and layer.isVisible():
                    layer.close()
        self.settle()
        octavo.reader.close_note()
        octavo.pane.clear_selection()
        octavo.pane.clear_search()
        octavo.browsing_now.search("")
        octavo.toast.hide()
        octavo.window.resize(1440, 900)
        octavo.window.activateWindow()
        self.show(Place("inbox"))

    def scale(self, size: float) -> None:
        """Set the text size as the person does."""
        self.octavo.settings.set(TEXT_SIZE, size)
        self.settle()

    def layers(self) -> list[QWidget]:
        """The sheets, popovers and palettes that are open."""
        found: list[QWidget] = []
        for kind in LAYERS:
            found += [each for each in self.octavo.window.findChildren(kind) if each.isVisible()]
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.octavo.window, key, modifier)
        QApplication.processEvents()

    def _layer(self) -> QWidget:
        wait_until(lambda: bool(self.layers()))
        self.settle()
        return self.layers()[0]

    def _choose(self) -> None:
        paper = self.octavo.reading.paper(self.octavo.browsing_now.shown_ids()[1])
        other = Entry("Another Harbour Study", authors=split_names(["Ada Frost"])[0])
        found = [
            Candidate("arXiv", entry, "ask", ("Same first words",), ("Other year",))
            for entry in (Entry(paper.title, paper.abstract), other)
        ]
        self.octavo.over(ChooseSheet)().show_candidates(paper, tuple(found))

    def _propose(self) -> None:
        paper = self.octavo.reading.paper(self.octavo.browsing_now.shown_ids()[1])
        fields = {"venue": "Parcels", "published": "2026", "kind": "article"}
        proposal = Proposal(paper.id, "published", "Crossref", fields, "The same title.", "2026-03-11T09:00:00Z", 1)
        self.octavo.over(ProposalSheet)().show_proposal(paper, proposal, 1, 2, TODAY)

    def _merge(self) -> None:
        papers = self.octavo.reading.papers(self.octavo.browsing_now.shown_ids()[:2])
        self.octavo.over(MergeSheet)().show_pair(papers, "Nearly the same title.", 1, 2)

    def _paste_reference(self) -> None:
        """The editor with an offer, a doubt and a fault."""
        self.octavo.actions.all["edit_paper"].trigger()
        sheet = self._layer()
        assert isinstance(sheet, EditSheet)
        sheet.fields["published"].setText("2094")
        sheet.fields["doi"].setText("11.1")
        sheet.fields["venue"].setText("https://arxiv.org/abs/2403.09611")

    def _search(self, words: str) -> None:
        self.octavo.pane.search.set_text(words)
        self.octavo.browsing_now.search(words)

    def _over_list(self, command: str) -> None:
        self.show(Place("list", 1, "Wet days"))
        self.octavo.actions.all[command].trigger()

    def _paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.octavo.importing.from_clipboard()

    def _import(self) -> None:
        """Another page on another day, imported to the end."""
        page = invented_page(3).replace("Harbour", f"Quay {time.monotonic_ns()}")
        self._paste(page)
        sheet = self._layer()
        assert isinstance(sheet, ImportSheet)
        self.key(Qt.Key.Key_Return)


def walk(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget of a screen that is ours: without what Qt's own controls are made of."""
    for child in root.children():
        if not isinstance(child, QWidget) or not child.isVisible() or (child.isWindow() and child is not root):
            continue
        if child.objectName().startswith("qt_") or isinstance(child, (QScrollBar, QSplitterHandle)):
            if child.objectName() == "qt_scrollarea_viewport":
                yield from walk(child)
            continue
        yield child
        if not isinstance(child, QLineEdit):
            yield from walk(child)


def path(widget: QWidget | None) -> str:
    """Where a widget stands, for a failure to name it: its class, its words and those it stands in."""
    names: list[str] = []
    while widget is not None:
        words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
        names.append(type(widget).__name__ + (f"({words[:30]!r})" if isinstance(words, str) and words else ""))
        widget = widget.parentWidget()
    return " < ".join(names[:5])


def room(widget: QWidget, root: QWidget) -> QRect:
    """The part of `widget` that its parents leave room for, up to what scrolls."""
    area = widget.rect()
    here = widget
    while here is not root:
        parent = here.parentWidget()
        if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
            break
        area = area & QRect(widget.mapFrom(parent, parent.rect().topLeft()), parent.size())
        here = parent
    return area

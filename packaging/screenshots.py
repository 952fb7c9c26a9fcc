"""Takes the pictures: every screen, light and dark, 1x and 2x, right to left, with an index page.

Run by `python3 packaging/dev.py pictures [FOLDER]`. Each ratio needs a process of its own, since Qt reads it once.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from component_sheet import component_sheet
from floating_sheet import floating_sheet
from invented_library import TODAY, make_library, manuscript, page
from row_sheet import row_sheet

LOOKS = (["light", "1"], ["dark", "1"], ["light", "2"], ["dark", "2"], ["light", "1", "rtl"])


class Camera:
    """A running Octavo on a library of its own, and the pictures taken of it."""

    def __init__(self, folder: Path, dark: bool, ratio: int, rtl: bool = False) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        self.app = QApplication.instance() or QApplication([])
        self.dark, self.rtl, self.folder = dark, rtl, folder
        if rtl:
            self.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.suffix = ("-rtl" if rtl else "") + ("-dark" if dark else "-light") + (f"-{ratio}x" if ratio > 1 else "")
        self._home = tempfile.TemporaryDirectory()

    def open(self, library: Path, until: Callable[[], bool] | None = None) -> None:
        """Start Octavo on `library` in a window of 1440 × 900, and wait for its papers, else `until`."""
        from octavo import paths
        from octavo.gui.app import Octavo
        from octavo.settings import APPEARANCE, Settings

        settings = Settings(None)
        settings.set(APPEARANCE, "dark" if self.dark else "light")
        self.octavo = Octavo(library, settings, paths.resources(), today=lambda: TODAY)
        self.octavo.start()
        self.octavo.window.resize(1440, 900)
        self.until(until or (lambda: self.octavo.browsing is not None and self.octavo.browsing.survey is not None))

    def close(self) -> None:
        self.octavo.window.close()
        self.octavo.close()

    def path(self, name: str) -> Path:
        return Path(self._home.name) / f"{name}.octavo"

    def until(self, met: Callable[[], bool]) -> None:
        """Turn the event loop until `met()` holds, 20 s at most."""
        end = time.monotonic() + 20
        while not met():
            self.app.processEvents()
            if time.monotonic() > end:
                raise SystemExit("The window did not get there within 20 s.")

    def settle(self) -> None:
        """Let every lane finish, every motion end, and the window paint."""
        octavo = self.octavo
        for _ in range(2):
            self.until(lambda: octavo.desk.idle and octavo.finder.idle and octavo.workshop.idle)
            end = time.monotonic() + 0.2
            self.until(lambda end=end: time.monotonic() > end)

    def shot(self, name: str, window: object = None) -> None:
        """Keep a picture of `window`, else of the main one."""
        self.settle()
        self.keep(name, (window or self.octavo.window).grab())

    def keep(self, name: str, picture: object) -> None:
        picture.save(str(self.folder / f"{name}{self.suffix}.png"))

    def run(self, command: str) -> None:
        """A command, with the keyboard in the list."""
        self.octavo.pane.focus_list()
        self.octavo.actions.all[command].trigger()

    def show(self, kind: str, *rest: object) -> None:
        from octavo.library.reading import Place

        self.octavo.browsing_now.show_place(Place(kind, *rest))
        self.settle()

    def layers(self) -> list[object]:
        """The open sheets and popovers."""
        from octavo.gui.controls.floating import Popover
        from octavo.gui.controls.sheet import Sheet
        from octavo.gui.dialogs.palette import CommandPalette

        found = [each for kind in (Sheet, Popover, CommandPalette) for each in self.octavo.window.findChildren(kind)]
        return [each for each in found if each.isVisible()]

    def put_away(self) -> None:
        for layer in self.layers():
            layer.close()
        self.octavo.toast.hide()
        self.settle()


def take(camera: Camera) -> None:
    """Every screen in turn."""
    camera.open(camera.path("new"))
    camera.shot("first-run")
    _import(camera)
    camera.close()
    make_library(camera.path("full"), many_scripts=camera.rtl)
    camera.open(camera.path("full"))
    _read(camera)
    _layers(camera)
    _typed(camera)
    _answers(camera)
    _lists(camera)
    _search(camera)
    _sizes(camera)
    _preferences(camera)
    _end_of_day(camera)
    for name, sheet in (("components", component_sheet), ("rows", row_sheet), ("floating", floating_sheet)):
        camera.keep(name, sheet(camera.octavo.theme).grab())
    camera.close()
    _refused(camera)


def _import(camera: Camera) -> None:
    from PySide6.QtGui import QGuiApplication

    from octavo.gui.dialogs.import_sheet import ImportSheet
    from octavo.records import Progress

    QGuiApplication.clipboard().setText(page())
    camera.octavo.importing.from_clipboard()
    camera.shot("import-preview")
    sheet = next(each for each in camera.layers() if isinstance(each, ImportSheet))
    sheet.show_progress(Progress(11, 18, "Adding"))
    camera.shot("import-progress")
    camera.put_away()


def _read(camera: Camera) -> None:
    camera.show("inbox")
    camera.octavo.pane.focus_list()
    camera.shot("rtl-cjk" if camera.rtl else "main")
    camera.show("today")
    for _ in range(4):
        camera.run("done")
        camera.settle()
    camera.shot("triage")
    for _ in range(4):
        camera.octavo.deciding.undo()
        camera.settle()
    camera.octavo.toast.hide()
    camera.octavo.pane.select_next()
    camera.shot("citation-missing")
    camera.octavo.pane.select_previous()
    camera.settle()
    camera.run("note")
    camera.shot("notes-editing")
    camera.octavo.reader.close_note()
    camera.octavo.pane.focus_list()
    for _ in range(2):
        camera.octavo.pane.extend_next()
    camera.shot("multi-select")
    camera.octavo.pane.clear_selection()


#: Pictures of what one command puts over the window.
LAYERS = (
    ("tag-editor", "tags"), ("list-popover", "add_to_list"), ("command-palette", "palette"), ("shortcuts", "keys"),
    ("edit-details", "edit_paper"), ("manage-tags", "manage_tags"), ("about", "about"), ("links", "add_links"),
    ("new-list", "new_list"), ("follow-feed", "follow_feed"), ("rules", "rules"), ("imports", "imports"),
    ("files-that-follow", "live_files"), ("find-duplicates", "find_duplicates"), ("make-keys-anew", "keys_anew"),
    ("seen", "sightings"),
)  # fmt: skip


def _layers(camera: Camera) -> None:
    camera.show("inbox")
    for name, command in LAYERS:
        camera.run(command)
        camera.shot(name)
        camera.put_away()


def _answers(camera: Camera) -> None:
    """What services found, papers that may be one, and what a manuscript cites."""
    octavo = camera.octavo
    ids = octavo.browsing_now.shown_ids()
    for name, paper, command in (("choose-match", ids[4], "choose_match"), ("proposal", ids[3], "show_proposals")):
        octavo.pane.select(paper)
        camera.shot(f"{name}-waits")
        camera.run(command)
        camera.shot(name)
        camera.put_away()
    octavo.pane.select(ids[0])
    octavo.pane.extend_next()
    camera.run("merge")
    camera.shot("merge-selected")
    camera.put_away()
    octavo.pane.clear_selection()
    file = camera.path("thesis").with_suffix(".tex")
    file.write_text(manuscript(octavo.reading.papers(ids[:4])), "utf-8")
    octavo.outgoing.manuscripts.open(file)
    camera.shot("manuscript")
    camera.put_away()


def _refused(camera: Camera) -> None:
    """A file that is no library, with a daily copy of the one it was."""
    from octavo.library.copies import copy_daily

    library = camera.path("full")
    copy_daily(library, TODAY)
    library.write_bytes(b"not a library any more")
    camera.open(library, until=lambda: bool(camera.layers()))
    camera.shot("refused-library")
    camera.close()


def _typed(camera: Camera) -> None:
    """The popover of tags while a name is typed, and the window while something goes on behind it."""
    from PySide6.QtTest import QTest

    from octavo.records import Progress

    octavo = camera.octavo
    camera.run("tags")
    popover = camera.layers()[0]
    QTest.keyClicks(popover.field, "tr")
    camera.shot("tag-editor-typed")
    camera.put_away()
    activity = octavo.telling.begin("Looking up authors", lambda: None)
    activity.show(Progress(12, 47, "Asking arXiv"))
    octavo.pane.show_trouble("arXiv did not answer. Next try in 5 minutes.", "Try now", icon="wifi-off")
    octavo.pane.focus_list()
    camera.shot("looking-up")
    octavo.pane.show_trouble("")
    octavo.telling.end(activity)


def _lists(camera: Camera) -> None:
    camera.show("list", 1, "Small-run evidence")
    _drag(camera)
    camera.run("export")
    camera.shot("export-bibtex")
    camera.put_away()
    camera.show("list", 4, "Empty so far")
    camera.shot("empty-list")
    camera.show("smart", 1, "No authors yet")
    camera.shot("smart-list")


def _drag(camera: Camera) -> None:
    """The sixth paper on its way to the third place: the row faded, the line at the target, the card at the hand."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPainter, QPixmap

    from octavo.gui.papers.drag_card import drag_card, hot_spot

    view = camera.octavo.pane.view
    ids = camera.octavo.browsing_now.shown_ids()
    view.select(ids[5])
    camera.settle()
    view.show_dragged(frozenset({ids[5]}), 2)
    picture: QPixmap = camera.octavo.window.grab()
    row = view.model().paper_at(view.currentIndex().row())
    setter, ratio = view.delegate.typesetter, view.devicePixelRatioF()
    card = drag_card(camera.octavo.theme, setter, row, 1, ratio, mirrored=camera.rtl)
    hand = view.viewport().mapTo(camera.octavo.window, view.visualRect(view.model().index(2, 0)).topLeft())
    painter = QPainter(picture)
    painter.drawPixmap(hand + QPoint(44, 4) - hot_spot(camera.octavo.theme), card)
    painter.end()
    camera.keep("reading-list", picture)
    view.show_dragged(frozenset(), -1)


def _search(camera: Camera) -> None:
    from PySide6.QtTest import QTest

    octavo = camera.octavo
    camera.show("all")
    octavo.pane.focus_search()
    QTest.keyClicks(octavo.pane.search.line, "is:unread train run")
    camera.until(lambda: octavo.browsing_now.words == "is:unread train run")
    camera.shot("search-tokens")
    octavo.pane.clear_search()
    octavo.pane.focus_search()
    QTest.keyClicks(octavo.pane.search.line, "tag:e")
    camera.shot("search-suggest")
    octavo.pane.clear_search()
    octavo.pane.focus_search()
    QTest.keyClicks(octavo.pane.search.line, "nothing like this")
    camera.until(lambda: octavo.browsing_now.words == "nothing like this")
    camera.shot("no-results")
    octavo.pane.clear_search()
    octavo.pane.focus_list()
    camera.settle()


def _sizes(camera: Camera) -> None:
    from octavo.settings import MORE_CONTRAST

    window = camera.octavo.window
    camera.show("inbox")
    for name, width, height in (("small-window", 840, 640), ("narrow-window", 480, 720), ("smallest", 400, 480)):
        window.resize(width, height)
        camera.shot(name)
    camera.octavo.pane.focus_list()
    camera.run("open_page")
    camera.shot("narrow-paper")
    camera.octavo.moving.back()
    window.resize(1440, 900)
    camera.octavo.effects.switch_density()
    camera.shot("compact-rows")
    camera.octavo.effects.switch_density()
    camera.octavo.choices.set(MORE_CONTRAST, True)
    camera.shot("more-contrast")
    camera.octavo.choices.set(MORE_CONTRAST, False)
    camera.run("focus_paper")
    camera.shot("focus")
    camera.run("focus_paper")
    camera.settle()


def _preferences(camera: Camera) -> None:
    """Every page; the keyboard page also with a key that is in use."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    octavo = camera.octavo
    octavo.open_preferences()
    window = octavo.preferences
    window.resize(840, 640)
    for name in window.navigation.items:
        window.show_page(name)
        camera.shot("preferences" if name == "general" else f"preferences-{name}", window)
    window.show_page("keyboard")
    button = window.page_named("keyboard").rows["add_to_list"].button
    button.listen()
    QTest.keyClick(button, Qt.Key.Key_T)
    camera.settle()
    window.page_named("keyboard").scroller.ensureWidgetVisible(button, 0, 200)
    camera.shot("preferences-key-in-use", window)
    window.close()


def _end_of_day(camera: Camera) -> None:
    camera.show("inbox")
    ids = camera.octavo.browsing_now.shown_ids()
    camera.octavo.desk.do(lambda library: library.move(ids, "done"))
    camera.settle()
    camera.octavo.toast.hide()
    camera.shot("inbox-zero")


def write_index(folder: Path) -> None:
    """A page with all pictures, for the eye."""
    figures = "".join(
        f'<figure><a href="{html.escape(each.name)}"><img src="{html.escape(each.name)}" width="700"></a>'
        f"<figcaption>{html.escape(each.stem)}</figcaption></figure>"
        for each in sorted(folder.glob("*.png"))
    )
    (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8><title>Octavo</title>{figures}", "utf-8")


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "pictures").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        take(Camera(folder, sys.argv[2] == "dark", int(sys.argv[3]), sys.argv[4:] == ["rtl"]))
        return 0
    for look in LOOKS:
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": look[1]}
        print("taking", *look, flush=True)
        done = subprocess.run([sys.executable, __file__, str(folder), *look], env=surroundings)
        if done.returncode:
            return done.returncode
    write_index(folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Takes the pictures: every screen, light and dark, 1x and 2x, from an invented library, with an index page.

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
from datetime import date
from pathlib import Path

THINGS = (
    ("Lamplight", "Choosing Which Long Runs Deserve the Night"),
    ("Small Models That Admit When They Guess", ""),
    ("Tailor's Chalk", "Marking Long Documents Before Reading Them"),
    ("Gigapixel Gardens", "Counting Leaves on One Graphics Card"),
    ("Neighbourly Experts", "Routing by What Stands Beside a Token"),
    ("What Went Wrong With Our Made-Up Instructions", ""),
    ("Barometers for Robots", "Domain Shift as a Matter of Forecasting"),
    ("Borrowed Whistles", "A Benchmark for Copying Bird Song With Leave"),
    ("Who Reads the Comments?", "Renaming Everything in Thirty Thousand Functions"),
    ("Postcards Instead of Gradients", "Training Across Links That Come and Go"),
    ("Left to Right, Right to Left", "Order Effects When Decoding Many Scripts"),
    ("Counting Spoons", "Numbers in Pictures, Asked Politely"),
    ("The Patient Sampler", "Fewer Steps for Diffusion When Nobody Hurries"),
    ("Rope Bridges", "Joining Frozen Encoders by Their Handrails"),
)
PEOPLE = ("Ines Marlow", "Tomasz Brandt", "Yuki Aldersey", "Paolo van der Meer", "Amara Osei", "Zoë Lindqvist")
TAGS = (
    ("training", "blue"), ("evaluation", "purple"), ("long context", "teal"), ("efficiency", "green"),
    ("vision", "pink"),
)  # fmt: skip


def page() -> str:
    """A saved page of invented papers, as people save theirs."""
    blocks = ["Get trending papers in your email inbox!", "Subscribe", "Mar 11"]
    for index, (head, tail) in enumerate(THINGS):
        blocks.append(f"{head}: {tail}" if tail else head)
        blocks.append(
            f"We ask a plain question about {head.lower()} and answer it with {40 + index * 7} runs of modest size. "
            "The first two percent of a run already tell most of what the rest will say, if one looks at the shape "
            "of the curve and not at its height. We turn this into a rule that says stop, go on, or wait, and use it "
            f"for a month in a shared machine room, where it frees {20 + index}% of the hours without losing any of "
            "the three best results. The rule, the curves and a small tool that draws them are on the shelf by the "
            "door, with a pencil on a string for corrections."
        )
    return "\n\n".join(blocks)


class Camera:
    """A running Octavo on an invented library, and the pictures taken of it."""

    def __init__(self, folder: Path, dark: bool, ratio: int, rtl: bool = False) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        from octavo import feeds, paths
        from octavo.gui.app import Octavo
        from octavo.settings import APPEARANCE, Settings

        self.app = QApplication([])
        if rtl:
            self.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.folder, self.suffix = folder, ("-dark" if dark else "-light") + (f"-{ratio}x" if ratio > 1 else "")
        self.suffix = ("-rtl" if rtl else "") + self.suffix
        settings = Settings(None)
        settings.set(APPEARANCE, "dark" if dark else "light")
        self._home = tempfile.TemporaryDirectory()
        self.octavo = Octavo(
            Path(self._home.name) / "library.octavo", settings, paths.resources(), today=lambda: date(2026, 3, 11)
        )
        self.octavo.start()
        self.octavo.window.resize(1440, 900)
        self.until(lambda: self.octavo.browsing is not None and self.octavo.browsing.survey is not None)
        self.shot("first-run")
        self.batch = feeds.read(page().encode(), origin="page.txt")

    def until(self, met: Callable[[], bool]) -> None:
        """Turn the event loop until `met()` holds, 20 s at most."""
        end = time.monotonic() + 20
        while not met():
            self.app.processEvents()
            if time.monotonic() > end:
                raise SystemExit("The window did not get there within 20 s.")

    def settle(self) -> None:
        """Let every lane finish and the window paint."""
        octavo = self.octavo
        for _ in range(3):
            self.until(lambda: octavo.desk.idle and octavo.finder.idle and octavo.workshop.idle)
            end = time.monotonic() + 0.25
            self.until(lambda end=end: time.monotonic() > end)

    def shot(self, name: str, window: object = None) -> None:
        """Keep a picture of `window`, else of the main one."""
        self.settle()
        (window or self.octavo.window).grab().save(str(self.folder / f"{name}{self.suffix}.png"))

    def do(self, verb: Callable[..., object]) -> None:
        self.octavo.desk.do(verb)
        self.settle()

    def furnish(self) -> None:
        """Stars, tags, notes, authors and a list, as after some days of use."""
        from octavo.bibliography.names import split_names
        from octavo.records import Identifier, Kind

        self.octavo.desk.run(lambda library: library.add(self.batch, day=date(2026, 3, 11)), "Importing")
        self.settle()
        ids = self.octavo.browsing_now.shown_ids()
        for index, (name, hue) in enumerate(TAGS):
            chosen = [each for at, each in enumerate(ids) if at % (index + 2) == 0]
            self.do(lambda library, c=chosen, n=name, h=hue: library.tag(c, n, hue=h))
        for at, paper_id in enumerate(ids):
            if at % 3 != 1:
                authors, _more = split_names(list(PEOPLE[at % 4 : at % 4 + 3]))
                fields = {
                    "authors": authors, "published": "2026-03", "kind": Kind.PREPRINT, "primary_class": "cs.LG",
                    "identifiers": (Identifier("arxiv", f"2603.{99000 + at}"),),
                }  # fmt: skip
                self.do(lambda library, p=paper_id, f=fields: library.edit(p, f))
        self.do(lambda library: library.star([ids[0], ids[2]]))
        self.do(lambda library: library.annotate(ids[0], NOTE))
        lists = [("Small-run evidence", ids[:9]), ("Reading group, spring", ids[3:8]), ("Replicate first", ids[9:12])]
        for at, (name, members) in enumerate(lists, start=1):
            self.do(lambda library, n=name: library.create_list(n))
            self.do(lambda library, a=at, m=members: library.add_to_list(a, m))
        self.octavo.browsing_now.show_place(INBOX())
        self.octavo.toast.hide()
        self.settle()

    def close(self) -> None:
        self.octavo.close()
        self._home.cleanup()


NOTE = """## What to copy
The curve test needs only the smoothed loss, so we can run it on `pilot-03` tomorrow.

- Window: **first 2 %** of the run, after warm-up
- Compare pairs, never absolute loss
- [ ] ask for the raw curves

> Does it still hold when the data differs rather than the width?
"""


def INBOX() -> object:
    from octavo.library.reading import Place

    return Place("inbox")


def take(camera: Camera) -> None:
    """Every screen in turn."""
    from PySide6.QtGui import QGuiApplication

    from octavo.library.reading import Place

    octavo = camera.octavo
    QGuiApplication.clipboard().setText(page())
    octavo.importing.from_clipboard()
    camera.shot("import-preview")
    _close_layers(octavo)
    camera.furnish()
    camera.shot("main")
    run = octavo.actions.all

    octavo.pane.focus_list()
    run["done"].trigger()
    camera.shot("triage")
    octavo.deciding.undo()
    camera.settle()
    octavo.toast.hide()
    for name, command in (
        ("tags", "tags"), ("lists", "add_to_list"), ("palette", "palette"), ("keys", "keys"),
        ("edit", "edit_paper"), ("manage-tags", "manage_tags"), ("about", "about"), ("links", "add_links"),
    ):  # fmt: skip
        octavo.pane.focus_list()
        run[command].trigger()
        camera.shot(name)
        _close_layers(octavo)
    run["note"].trigger()
    camera.shot("notes")
    octavo.reader.close_note()
    octavo.pane.focus_list()
    for _ in range(2):
        octavo.pane.extend_next()
    camera.shot("several")
    octavo.pane.clear_selection()
    octavo.browsing_now.show_place(Place("list", 1, "Small-run evidence"))
    camera.shot("reading-list")
    run["export"].trigger()
    camera.shot("export")
    _close_layers(octavo)
    octavo.browsing_now.show_place(Place("all"))
    octavo.pane.search.set_text("curve is:unread")
    octavo.browsing_now.search("curve is:unread")
    camera.shot("search")
    octavo.pane.search.set_text("nothing like this")
    octavo.browsing_now.search("nothing like this")
    camera.shot("no-results")
    octavo.pane.clear_search()
    octavo.browsing_now.search("")
    camera.settle()
    octavo.window.resize(840, 640)
    camera.shot("small")
    octavo.window.resize(480, 720)
    camera.shot("narrow")
    octavo.window.resize(1440, 900)
    ids = octavo.browsing_now.shown_ids()
    camera.do(lambda library: library.move(ids, "done"))
    octavo.browsing_now.show_place(INBOX())
    camera.shot("inbox-zero")
    _take_preferences(camera)


def _take_preferences(camera: Camera) -> None:
    """Every page; the keyboard page also with a key that is in use."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    octavo = camera.octavo
    octavo.open_preferences()
    window = octavo.preferences
    window.resize(840, 640)
    for name in window.navigation.items:
        window.show_page(name)
        camera.shot(f"preferences-{name}", window)
    window.show_page("keyboard")
    button = window.page_named("keyboard").rows["add_to_list"].button
    button.listen()
    QTest.keyClick(button, Qt.Key.Key_T)
    camera.settle()
    window.page_named("keyboard").scroller.ensureWidgetVisible(button, 0, 200)
    camera.shot("preferences-key-in-use", window)
    window.close()


def _close_layers(octavo: object) -> None:
    from octavo.gui.controls.floating import Popover
    from octavo.gui.controls.sheet import Sheet
    from octavo.gui.dialogs.palette import CommandPalette

    for kind in (Sheet, Popover, CommandPalette):
        for layer in octavo.window.findChildren(kind):
            if layer.isVisible():
                layer.close()


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
        dark, ratio, rtl = sys.argv[2] == "dark", int(sys.argv[3]), sys.argv[4:] == ["rtl"]
        camera = Camera(folder, dark, ratio, rtl)
        take(camera)
        camera.close()
        return 0
    for look in (["light", "1"], ["dark", "1"], ["light", "2"], ["dark", "2"], ["light", "1", "rtl"]):
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

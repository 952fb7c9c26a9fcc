"""The import sheet: what was read, what of it is new, how it will be saved; then progress and the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import monotonic
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from octavo.gui import words
from octavo.gui.controls.aloud import say
from octavo.gui.controls.banner import Banner
from octavo.gui.dialogs.amounts import counted, date_words
from octavo.gui.dialogs.day_popover import DayPopover
from octavo.gui.dialogs.import_choice import ImportChoice, Tab, guessed_day
from octavo.gui.dialogs.import_frame import ImportFrame
from octavo.gui.theme import Theme
from octavo.records import Batch, Preview, Progress, Receipt, Tag, Verdict

_SHOWN_AFTER: Final = 0.4
"""Seconds an import may take before progress is shown."""


class ImportSheet(ImportFrame):
    """Nothing is written before the primary button, which carries the number.

    `import_requested`: preview, chosen entry indices, index → paper id of those said to be the same, state, tag
    names, and the import's day. The preview may hold abstracts the person pasted.
    """

    import_requested = Signal(object, object, object, object, object, object)
    stop_requested = Signal()
    paste_again = Signal()
    open_file = Signal()
    start_reading = Signal()
    undo_requested = Signal()
    look_up_agreed = Signal()
    dropped = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.choice: ImportChoice | None = None
        self.day = self.today = date.min
        self._origin = ""
        self._day_changed = False
        self._asked_at: float | None = None
        self.look_up_banner = Banner(theme, tone="ok", icon="users")
        self._look_up_band = QWidget()
        self.setAcceptDrops(True)
        self._build_look_up()
        self._connect()

    @property
    def takes_more(self) -> bool:
        """May something else be read into it: is nothing being imported, or imported already?"""
        return self.stage in ("choosing", "message") and self._asked_at is None

    def show_preview(self, preview: Preview, *, origin: str, today: date) -> None:
        """Show what was read and what the library says of it; `origin` is said as it is."""
        self.choice = ImportChoice(preview)
        self._look_up_band.hide()
        self._origin, self.today = origin, today
        self.day, self._day_changed = guessed_day(preview.batch, today), False
        self._asked_at = None
        self.model.show_saved(None)
        self.destination.clear_tags()
        self.show_stage("choosing")
        self._say_source()
        self.tabs.choose(str(Tab.ALL))
        self._show_tab(Tab.ALL)
        if not self.isVisible():
            self.open_sheet(self.rows)
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_message(self, sentence: str, batch: Batch | None = None) -> None:
        """Say why there is nothing to import, with the ways to try again; `batch` is what was read, if it was.

        Said of an import that had been asked for, the choice made stays, so that it can be asked for again.
        """
        if self._asked_at is not None and batch is None:
            self._back_to_choosing()
            self.well.show_words("Nothing was imported", sentence, "triangle-alert")
            return
        self.notice.sentence.setText(sentence)
        lines = len(batch.not_placed) if batch is not None else 0
        self.set_title("Import papers", f"{counted(lines, 'line')} could not be placed." if lines else "")
        self.other_file.setAccessibleDescription(sentence)
        self.show_stage("message")
        if not self.isVisible():
            self.open_sheet(self.other_file)
        self.other_file.setFocus(Qt.FocusReason.PopupFocusReason)

    def offer_tags(self, tags: Sequence[Tag]) -> None:
        """The tags there are, for "Add tags"."""
        self.destination.offer_tags(tags)

    def show_progress(self, progress: Progress) -> None:
        """Turn ticks into results and the footer into progress; an import that takes no time shows none."""
        if self._asked_at is not None and monotonic() - self._asked_at < _SHOWN_AFTER:
            return
        if self.stage != "running":
            self.running.begin()
            self.show_stage("running")
            self._show_details()
            self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.running.show_progress(progress)
        if self.choice is not None and progress.total:
            self.model.show_saved(len(self.choice.chosen) * progress.done // progress.total)

    def show_receipt(self, receipt: Receipt) -> None:
        """Say what the import did."""
        if self.choice is not None:
            self.model.show_saved(len(self.choice.chosen))
        self.set_title("Papers imported", self.subtitle_label.text())
        self.receipt_words.setText(words.receipt(receipt))
        self.start_button.setAccessibleDescription(self.receipt_words.text())
        self._asked_at = None
        self.show_stage("receipt")
        self._show_details()
        self.undo_button.setVisible(bool(receipt.new))
        self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_look_up(self, count: int) -> None:
        """Under the receipt: ask whether what `count` new papers lack should be looked up."""
        self.look_up_banner.show_words(
            f"Look up authors for {words.papers(count)}?",
            "Their titles go to Hugging Face, arXiv and Semantic Scholar, now and after each import.",
            tone="ok", icon="users", action="Look up",
        )  # fmt: skip
        self._look_up_band.show()
        say(self.look_up_banner, self.look_up_banner.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_R and self._look_up_band.isVisible():
            self._agree_to_look_up()
            event.accept()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if self.takes_more and (data.hasUrls() or data.hasText() or data.hasHtml()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _build_look_up(self) -> None:
        px = self._theme.px
        self.look_up_banner.action_clicked.connect(self._agree_to_look_up)
        self.look_up_banner.button.set_key("R")
        row = QVBoxLayout(self._look_up_band)
        row.setContentsMargins(px(24), px(8), px(24), px(12))
        row.addWidget(self.look_up_banner)
        self._look_up_band.hide()
        self.body.addWidget(self._look_up_band)

    def _agree_to_look_up(self) -> None:
        self._look_up_band.hide()
        self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_up_agreed.emit()

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda value: self._show_tab(Tab(value)))
        self.sides.chosen.connect(lambda _value: self._arrange())
        self.rows.ticked.connect(self._turn)
        self.rows.all_ticked.connect(self._turn_all)
        self.rows.selectionModel().currentRowChanged.connect(self._show_details)
        self.details.asked.connect(self._answer)
        self.well.change_date.clicked.connect(self._ask_day)
        for button in (self.well.paste_again, self.other_paste):
            button.clicked.connect(self.paste_again)
        for button in (self.well.open_file, self.other_file):
            button.clicked.connect(self.open_file)
        self.cancel_button.clicked.connect(self.reject)
        self.close_foot.clicked.connect(self.reject)
        self.import_button.clicked.connect(self._import)
        self.stop_button.clicked.connect(self._stop)
        self.undo_button.clicked.connect(self._undo)
        self.start_button.clicked.connect(self._start)

    def _say_source(self) -> None:
        assert self.choice is not None
        batch = self.choice.preview.batch
        self.set_title("Import papers", f"{batch.source}, {words.day(self.day.isoformat(), self.today)}")
        icon = "clipboard-paste" if batch.origin == "clipboard" else "file-text"
        self.well.show_words(self._origin, source_sentence(batch, self.day, self.today, self._day_changed), icon)

    def _show_tab(self, tab: Tab) -> None:
        assert self.choice is not None
        current = self._current_row()
        self.model.show(self.choice, tab, self.today)
        rows = self.model.rows
        self.rows.select_row(rows.index(current) if current in rows else 0)
        if not rows:
            self.details.clear()
        self._count()

    def _count(self) -> None:
        """Numbers on the tabs, beside them, and on the primary button."""
        assert self.choice is not None
        for tab in Tab:
            self.tabs.set_count(str(tab), len(self.choice.rows(tab)) or None)
        number = len(self.choice.chosen)
        self.chosen_label.setText(f"{number:,} selected")
        self.import_button.setText(f"Import {words.papers(number)}" if number else self._nothing_new())
        self.import_button.setEnabled(bool(number or self._seen_again()))

    def _seen_again(self) -> bool:
        assert self.choice is not None
        return bool(self.choice.same) or self.choice.preview.count(Verdict.ALREADY_HERE) > 0

    def _nothing_new(self) -> str:
        return "Note that they came again" if self._seen_again() else "Import 0 papers"

    def _current_row(self) -> int | None:
        index = self.rows.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def _show_details(self) -> None:
        row = self._current_row()
        if self.choice is not None and row is not None:
            repairs = self.stage == "choosing"
            self.details.show_row(self.choice, row, self.day, self.today, repairs=repairs)

    def _turn(self, index: QModelIndex) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if self.choice is not None and self.stage == "choosing":
            self.choice.tick([row], row not in self.choice.chosen)
            self.model.dataChanged.emit(index, index)
            self._count()

    def _turn_all(self) -> None:
        """Tick every row of the tab, or untick them when all are ticked."""
        if self.choice is not None and self.stage == "choosing":
            rows = [row for row in self.model.rows if self.choice.can_tick(row)]
            self.choice.tick(rows, not self.choice.chosen.issuperset(rows))
            self._refresh()

    def _refresh(self) -> None:
        self.model.refresh()
        self._count()
        self._show_details()

    def _answer(self, row: int, answer: str) -> None:
        """What a button of the right column says about a row."""
        if self.choice is None or self.stage != "choosing":
            return
        if answer == "same":
            self.choice.answer_same(row)
        elif answer == "different":
            self.choice.answer_different(row)
        elif answer == "skip":
            self.choice.tick([row], False)
        elif pasted := " ".join(QGuiApplication.clipboard().text().split()):
            self.choice.give_abstract(row, pasted)
        self._refresh()

    def _ask_day(self) -> None:
        if self.choice is not None:
            popover = DayPopover(self._theme, self)
            popover.day_chosen.connect(self._set_day)
            popover.closed.connect(popover.deleteLater)
            popover.anchor_to(self.well.change_date)
            popover.ask(self.day, self.choice.preview.batch.captured, self.today)

    def _set_day(self, day: date) -> None:
        self.day, self._day_changed = day, True
        self._say_source()
        self._show_details()

    def _import(self) -> None:
        if self.choice is None or self.stage != "choosing":
            return
        choice, destination = self.choice, self.destination
        self.import_button.setEnabled(False)
        self._asked_at = monotonic()
        self.import_requested.emit(
            choice.preview, set(choice.chosen), dict(choice.same), destination.state, destination.names, self.day
        )

    def _stop(self) -> None:
        """Back to choosing: a stopped import leaves the library as it was."""
        self.stop_requested.emit()
        self._back_to_choosing()
        self.well.show_words("Import stopped", "Your library is as it was. You can begin again.", "info")

    def _back_to_choosing(self) -> None:
        self._asked_at = None
        self.model.show_saved(None)
        self.show_stage("choosing")
        self._refresh()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        self.close()
        self.undo_requested.emit()

    def _start(self) -> None:
        self.close()
        self.start_reading.emit()


def source_sentence(batch: Batch, day: date, today: date, changed: bool = False) -> str:
    """What was found, and what day the import is filed under and why."""
    abstracts = sum(1 for entry in batch.entries if entry.abstract)
    parts = [f"{counted(len(batch.entries), 'title')}, {counted(abstracts, 'abstract')}."]
    if changed:
        said = f"The page says “{batch.captured}”; the" if batch.captured else "The"
        parts.append(f"{said} import is dated {date_words(day, today)}.")
    elif batch.captured and batch.captured_year is None:
        parts.append(f"The page says “{batch.captured}” and no year; {day.year} is assumed for this import.")
    elif batch.captured:
        parts.append(f"The page says “{batch.captured}”.")
    else:
        parts.append("The page gives no date; today is used for the import.")
    if lost := len(batch.not_placed):
        parts.append(f"{counted(lost, 'line')} could not be placed.")
    if batch.message:
        parts.append(batch.message)
    return " ".join(parts)

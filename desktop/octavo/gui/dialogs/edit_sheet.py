"""The sheet to write a paper's bibliographic fields by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from octavo.gui.controls.aloud import say
from octavo.gui.controls.banner import Banner
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.casing_row import CasingRow
from octavo.gui.dialogs.doubts import doubt
from octavo.gui.dialogs.edit_fields import changed_fields, fault, written
from octavo.gui.dialogs.edit_form import EditForm
from octavo.gui.dialogs.labels import Column, Label
from octavo.gui.dialogs.pasted import Pasted, recognise
from octavo.gui.dialogs.text_area import TextArea
from octavo.gui.theme import Theme
from octavo.records import Kind, OctavoError, Paper

_WIDTH: Final = 680
_PAIRS_FROM: Final = 560
#: Fewer letters at once than this were typed, not pasted.
_PASTED_FROM: Final = 6


class EditSheet(Sheet):
    """All fields of one paper. `saved` carries its id and what was changed, by the names `Library.edit` takes.

    The sheet stays open until the caller closes it, or says with `show_error` why nothing was saved. A reference, DOI
    or arXiv address pasted into a field that is not for it is offered as a fill: nothing is replaced unseen.
    """

    saved = Signal(int, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Edit details", width=_WIDTH, height=760, parent=parent)
        self.form = EditForm(theme)
        self.fields, self.kind_select, self.more_check = self.form.fields, self.form.kind_select, self.form.more_check
        self._paper: Paper | None = None
        self._today = date.today
        self._saving = self._warned = self._filling = False
        self._texts: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._pasted: tuple[str, str, Pasted] | None = None
        self.note = Label(theme, "", "caption", "bad", wrap=True, middle=True)
        self.casing = CasingRow(theme)
        self.form.under_title.addWidget(self.casing)
        self._build_banner()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(Column(theme, self.form), 1)
        self.footer.insertWidget(0, self.note, 100)
        self.cancel_button = self.add_button("Cancel")
        self.save_button = self.add_button("Save details", variant="primary", key="Ctrl Enter")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._save)
        self.form.edited.connect(self._check)
        self.form.finished.connect(self._save)

    def show_paper(
        self, paper: Paper, sources: Mapping[str, str] | None = None, *, today: Callable[[], date] = date.today
    ) -> None:
        """Open on the paper's fields as they are; `sources` says who gave each, by the name of the paper's field."""
        self._paper, self._saving, self._warned, self._today = paper, False, False, today
        self._filling = True
        self.form.show_words(written(paper), paper.kind, paper.more_authors)
        self._filling = False
        self.casing.show_title(paper.title, paper.casing)
        self._sources, self._written = dict(sources or {}), written(paper)
        self.form.show_sources(self._sources)
        self._forget_pasted()
        for name, box in self.form.labelled.items():
            box.show_before("", None)
            if name in self.fields:
                self._texts[name] = self._raw(name)
                box.show_doubt(doubt(name, self.form.text(name), today()))
        self.note.setText("")
        if not self.isVisible():
            self.open_sheet(self.fields["title"] if paper.authors else self.fields["authors"])

    def show_error(self, error: OctavoError) -> None:
        """Say why nothing was saved; what was written stays."""
        self._saving = False
        self.save_button.setEnabled(True)
        self._say(error.sentence, "bad")
        say(self, error.sentence)

    def changes(self) -> dict[str, object]:
        """What differs from the paper shown."""
        if self._paper is None:
            return {}
        changed = changed_fields(self._paper, {name: self.form.text(name) for name in self.fields})
        if self.kind_select.currentData() != self._paper.kind:
            changed["kind"] = Kind(self.kind_select.currentData())
        if self.more_check.isChecked() != self._paper.more_authors:
            changed["more_authors"] = self.more_check.isChecked()
        if self.casing.choices != dict(self._paper.casing):
            changed["casing"] = self.casing.choices
        return changed

    def fill(self) -> None:
        """Fill the fields from what was pasted. A value that was there is shown below the new one."""
        if self._pasted is None:
            return
        name, before, pasted = self._pasted
        self._forget_pasted()
        self._filling = True
        self.form.put(name, before)
        for each, words in pasted.words.items():
            self._replace(each, words)
        if pasted.kind is not Kind.UNKNOWN and pasted.kind != self.kind_select.currentData():
            self._replace_kind(pasted.kind)
        if pasted.words.get("authors"):
            self.more_check.setChecked(pasted.more_authors)
        self._filling = False
        for each in self.fields:
            self._check(each)
        self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
        count = len(pasted.words)
        self._say("1 field filled." if count == 1 else f"{count} fields filled.", "text2")

    def reject(self) -> None:
        """Close; what was written and not saved is left only when asked for twice."""
        if self._pasted is not None and self.isVisible():
            self._forget_pasted()
            return
        if not self._saving and not self._warned and self.isVisible() and self.changes():
            self._warned = True
            self._say("Not saved yet. Press Esc again to leave without saving.", "warn")
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_F and self._pasted is not None:
            self.fill()
            event.accept()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._theme.px
        self.form.lie_in_pairs(min(px(_WIDTH), self.width() - px(48)) >= px(_PAIRS_FROM))

    def _build_banner(self) -> None:
        px = self._theme.px
        self.banner = Banner(self._theme, tone="ok", icon="clipboard-paste")
        self.keep_button = Button(self._theme, "Keep as text", variant="ghost", small=True)
        self.keep_button.clicked.connect(self._forget_pasted)
        self.banner.add_button(self.keep_button)
        self.banner.button.set_key("Ctrl F")
        self.banner.action_clicked.connect(self.fill)
        self._band = QWidget()
        row = QVBoxLayout(self._band)
        row.setContentsMargins(px(24), px(12), px(24), 0)
        row.addWidget(self.banner)
        self._band.hide()
        self.body.addWidget(self._band)

    def _check(self, name: str) -> None:
        """Say at once what is wrong with the field, and take it back as soon as it is right."""
        if self._filling:
            return
        words = self.form.text(name)
        if name == "title":
            self.casing.set_title(words)
        self.fields[name].set_error(fault(name, words))
        as_kept = words.strip() == self._written.get(name, "").strip()
        self.form.show_source(name, self._sources if as_kept else {})
        self.form.labelled[name].show_doubt("" if self.fields[name].error else doubt(name, words, self._today()))
        before, self._texts[name] = self._texts.get(name, ""), self._raw(name)
        self._look_at_paste(name, before)
        self._warned = False
        self._say("", "bad")

    def _look_at_paste(self, name: str, before: str) -> None:
        now = self._raw(name)
        if self._pasted is not None and self._pasted[0] == name and len(now) < len(before):
            self._forget_pasted()
        grown = len(now) - len(before)
        if grown < _PASTED_FROM:
            return
        # A field of one line has lost the line ends of what was pasted; the clipboard still has them.
        clip = QGuiApplication.clipboard().text()
        is_pasted = len(clip) >= grown // 2 and " ".join(clip.split()) in " ".join(now.split())
        text = clip if is_pasted else now
        pasted = recognise(text, name)
        if pasted is None:
            return
        self._pasted = (name, before, pasted)
        self.banner.show_words(pasted.question, tone="ok", icon="clipboard-paste", action="Fill the fields")
        self._band.show()
        say(self.banner, pasted.question)

    def _forget_pasted(self) -> None:
        self._pasted = None
        self._band.hide()

    def _replace(self, name: str, words: str) -> None:
        before = self._raw(name)
        if " ".join(before.split()) == " ".join(words.split()):
            return
        self.form.put(name, words)
        if before.strip():
            self.form.labelled[name].show_before(before, lambda: self._put_back(name, before))

    def _put_back(self, name: str, words: str) -> None:
        self.form.labelled[name].show_before("", None)
        self._filling = True
        self.form.put(name, words)
        self._filling = False
        self._check(name)

    def _replace_kind(self, kind: Kind) -> None:
        select, box = self.kind_select, self.form.labelled["kind"]
        before, words = select.currentData(), select.currentText()

        def put_back() -> None:
            box.show_before("", None)
            select.choose(before)

        if before != Kind.UNKNOWN:
            box.show_before(words, put_back)
        select.choose(kind)

    def _raw(self, name: str) -> str:
        field = self.fields[name]
        return field.toPlainText() if isinstance(field, TextArea) else field.text()

    def _save(self) -> None:
        """Give what was changed; with a fault, go to the first one instead."""
        if self._paper is None or self._saving:
            return
        wrong = next((name for name in self.fields if fault(name, self.form.text(name))), None)
        if wrong is not None:
            self.fields[wrong].set_error(fault(wrong, self.form.text(wrong)))
            self.fields[wrong].setFocus(Qt.FocusReason.OtherFocusReason)
            self._say("One field needs a look before this can be saved.", "bad")
            return
        changed = self.changes()
        if not changed:
            self._forget_pasted()
            self.reject()
            return
        self._saving = True
        self.saved.emit(self._paper.id, changed)

    def _say(self, sentence: str, role: str) -> None:
        self.note.set_role(role)
        self.note.setText(sentence)

"""The sheet of rules: what happens to papers on arrival, with what each rule would touch shown while it is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from octavo.gui import words
from octavo.gui.controls.aloud import say
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Field, Segmented, Select
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Hairline, Label
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.rule_rows import (
    PAPER_HEIGHT,
    RULE_HEIGHT,
    RuleDelegate,
    TouchedDelegate,
    rules_model,
    touched_model,
)
from octavo.gui.theme import Theme
from octavo.library.rule_terms import LONGEST_PATTERN, Rule, checked
from octavo.library.values import Row
from octavo.records import OctavoError

#: Papers listed of those a rule would touch; the sentence above them counts all.
SHOWN: Final = 200
_LOOK_AFTER: Final = 150
_LOOKS: Final = (
    ("words", "Title or abstract has", "Words; quotes for a phrase, - for without"),
    ("author", "An author is", "A name"),
    ("category", "It is in the category", "cs.CL, or cs for the whole archive"),
    ("feed", "It comes by the feed", "The name of a feed"),
)


class RulesSheet(Sheet):
    """Each change is asked for at once and undone like any other; the caller shows the rules again after it.

    `tried` carries a sound Rule: answer with `show_touched`. A rule with an id is one that is kept already.
    """

    tried = Signal(object)
    add_requested = Signal(object)
    change_requested = Signal(object)
    turn_requested = Signal(int, bool)
    delete_requested = Signal(int)
    apply_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Rules", subtitle="What happens to papers on arrival", width=640, height=680,
                         parent=parent)  # fmt: skip
        self._shown: Rule | None = None
        self._kept: Rule | None = None
        self._rules: list[Rule] = []
        self._following = True
        self.model, self.touched = rules_model(), touched_model()
        self.rows = RowsView(theme, "Rules", RULE_HEIGHT, RuleDelegate(theme))
        self.rows.setModel(self.model)
        self.rows.tick_width = 28
        self.papers = RowsView(theme, "Papers this rule would touch", PAPER_HEIGHT, TouchedDelegate(theme))
        self.papers.setModel(self.touched)
        self.nothing = Label(theme, "No rules yet. Make one below; it is tried before it is kept.", "body", "text3",
                             wrap=True)  # fmt: skip
        self.does = Segmented(theme, [("mute", "Mute"), ("tag", "Tag")])
        self.tag_field = Field(theme, "Name of the tag", icon="tag")
        self.looks_select = Select(theme)
        self.looks_select.setAccessibleName("What the rule looks at")
        for value, said, _hint in _LOOKS:
            self.looks_select.add(said, value)
        self.pattern_field = Field(theme)
        self.pattern_field.setMaxLength(LONGEST_PATTERN)
        self.told = Label(theme, "", "caption", "text2", wrap=True, middle=True)
        self.add_rule = Button(theme, "Add rule", icon="plus")
        self.save_rule = Button(theme, "Save change")
        self.apply_rule = Button(theme, "Apply to these papers")
        self.delete_rule = Button(theme, "Delete rule", variant="danger", icon="trash-2")
        self.note = Label(theme, "", "caption", "bad", wrap=True, middle=True)
        self._wait = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._build()
        self._connect()

    def show_rules(self, rules: Sequence[Rule]) -> None:
        """List these rules, staying on the one that is shown; what is being written stays while its rule does."""
        if list(rules) != self._rules:
            self._rules = list(rules)
            kept = self._kept
            self._following = False
            self.model.show(rules)
            place = next((at for at, each in enumerate(rules) if kept is not None and each.id == kept.id), -1)
            self.rows.select_row(place)
            self._following = True
            if kept is not None and (place < 0 or rules[place] != kept):
                self._take_up(rules[place] if place >= 0 else None)
        self.rows.setVisible(bool(rules))
        self.nothing.setVisible(not rules)

    def show_added(self) -> None:
        """The rule that was asked for is kept now: make room for another."""
        self._take_up(None)

    def open(self) -> None:
        """Open with the keyboard in the words of a new rule."""
        self._take_up(None)
        self.open_sheet(self.pattern_field)

    def show_touched(self, rule: Rule, count: int, papers: Sequence[Row], every: int) -> None:
        """The papers that the rule tried last would touch: how many of how many, and the first of them."""
        if rule != self._shown:
            return
        self.touched.show(papers)
        self.told.setText(f"Would touch {words.number(count)} of {words.papers(every)}.")
        self.told.set_role("text2")
        kept = self._kept is not None and rule == self._kept
        self.apply_rule.setText(f"Apply to {words.papers(count)}")
        self.apply_rule.setVisible(kept and count > 0)

    def show_error(self, error: OctavoError) -> None:
        """Say why a change was not made."""
        self.note.setText(error.sentence)
        say(self, error.sentence)

    def _build(self) -> None:
        px, inside = self._theme.px, QVBoxLayout()
        inside.setContentsMargins(px(24), px(12), px(24), px(16))
        inside.setSpacing(px(8))
        inside.addWidget(self.rows, 2)
        inside.addWidget(self.nothing)
        inside.addWidget(Hairline(self._theme))
        for first, second in ((self.does, self.tag_field), (self.looks_select, self.pattern_field)):
            line = QHBoxLayout()
            line.setSpacing(px(8))
            line.addWidget(first, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            line.addWidget(second, 1, Qt.AlignmentFlag.AlignTop)
            inside.addLayout(line)
        self.looks_select.setFixedWidth(px(200))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.told, 1)
        for button in (self.delete_rule, self.save_rule, self.add_rule):
            line.addWidget(button)
        inside.addLayout(line)
        inside.addWidget(self.papers, 3)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(inside, 1)
        self.footer.insertWidget(0, self.note, 100)
        self.footer.addWidget(self.apply_rule)
        self.close_foot = self.add_button("Close", key="Esc")
        self.primary = self.add_rule

    def _connect(self) -> None:
        self.rows.selectionModel().currentRowChanged.connect(lambda *_: self._follow_row())
        self.rows.ticked.connect(lambda index: self._turn(index.data(Qt.ItemDataRole.UserRole)))
        self.does.chosen.connect(lambda _value: self._edited())
        self.tag_field.textChanged.connect(lambda _text: self._edited())
        self.looks_select.currentIndexChanged.connect(lambda _row: self._edited())
        self.pattern_field.textChanged.connect(lambda _text: self._edited())
        self._wait.timeout.connect(self._try)
        self.add_rule.clicked.connect(lambda: self._ask(self.add_requested))
        self.save_rule.clicked.connect(lambda: self._ask(self.change_requested))
        self.delete_rule.clicked.connect(self._delete)
        self.apply_rule.clicked.connect(self._apply)
        self.close_foot.clicked.connect(self.reject)

    def _current(self) -> Rule | None:
        index = self.rows.currentIndex()
        rule = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return rule if isinstance(rule, Rule) else None

    def _follow_row(self) -> None:
        if self._following:
            self._take_up(self._current())

    def _take_up(self, rule: Rule | None) -> None:
        """Bring the fields to a rule that is kept, or to none."""
        self._kept = rule
        if rule is None:
            self._following = False
            self.rows.clearSelection()
            self.rows.setCurrentIndex(self.model.index(-1, 0))
            self._following = True
        shown = rule or Rule("mute", "words", "")
        for field, text in ((self.tag_field, shown.tag_name), (self.pattern_field, shown.pattern)):
            field.blockSignals(True)
            field.setText(text)
            field.blockSignals(False)
        self.does.choose(shown.does)
        self.looks_select.choose(shown.looks_at)
        self._edited()

    def _edited(self) -> None:
        """Show what belongs to the present choice; the papers follow a moment later."""
        self.note.setText("")
        self.tag_field.setVisible(self.does.value == "tag")
        hint = next(hint for value, _said, hint in _LOOKS if value == self.looks_select.currentData())
        self.pattern_field.setPlaceholderText(hint)
        self.pattern_field.setAccessibleName(hint)
        self._shown = self._written()
        sound = self._shown is not None
        self.add_rule.setEnabled(sound and self._shown != self._kept)
        self.save_rule.setVisible(self._kept is not None)
        self.save_rule.setEnabled(sound and self._shown != self._kept)
        self.delete_rule.setVisible(self._kept is not None)
        self.apply_rule.setVisible(False)
        if sound:
            self._wait.start()
        else:
            self._wait.stop()
            self.touched.show([])

    def _written(self) -> Rule | None:
        """The rule as the fields say it, None with its reason told while it means nothing."""
        kept = self._kept
        rule = Rule(
            self.does.value, str(self.looks_select.currentData()), self.pattern_field.text(), self.tag_field.text(),
            kept.id if kept is not None else 0, kept.active if kept is not None else True,
        )  # fmt: skip
        try:
            return checked(rule)
        except OctavoError as error:
            self.told.setText(error.sentence)
            self.told.set_role("text2")
            return None

    def _try(self) -> None:
        if self._shown is not None:
            self.tried.emit(self._shown)

    def _ask(self, signal: SignalInstance) -> None:
        if self._shown is not None:
            signal.emit(self._shown)

    def _turn(self, rule: Rule) -> None:
        self.turn_requested.emit(rule.id, not rule.active)

    def _delete(self) -> None:
        if self._kept is not None:
            self.delete_requested.emit(self._kept.id)

    def _apply(self) -> None:
        if self._kept is not None:
            self.apply_requested.emit(self._kept.id)

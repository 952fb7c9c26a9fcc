"""Preferences, Keyboard: every command with its keys, to find, to change and to bring back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from octavo.gui.actions import Actions
from octavo.gui.choices import Choices
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Field
from octavo.gui.dialogs.labels import Label
from octavo.gui.dialogs.palette_items import key_words
from octavo.gui.preferences.cards import Card, Page
from octavo.gui.preferences.key_map import KeyMap
from octavo.gui.preferences.key_row import KeyMessage, KeyRow
from octavo.gui.theme import Theme
from octavo.settings import KEYS

_RESET: Final = "Usual keys for all"
_TAKE_BACK: Final = "Bring my keys back"


class KeyboardPage(Page):
    """What is chosen here is kept as one mapping, and the commands take their keys from it at once."""

    def __init__(self, theme: Theme, choices: Choices, actions: Actions) -> None:
        super().__init__(theme, "Keyboard")
        self._choices, self._actions = choices, actions
        self._map = KeyMap(actions.usual, choices.get(KEYS))
        self._before_reset: dict[str, list[str]] = {}
        self._begun = ""
        self._asked = ""
        self.filter = Field(theme, "Find a command or a key", icon="search")
        self.reset_all = Button(theme, _RESET, variant="ghost", icon="rotate-ccw", small=True)
        self.nothing = Label(theme, "", "body", "text2", wrap=True)
        self.rows: dict[str, KeyRow] = {}
        self._messages: dict[str, KeyMessage] = {}
        self.cards: dict[str, Card] = {}
        self.head.addWidget(self.reset_all)
        self.add(self.filter)
        self.add(self.nothing)
        for group, names in actions.groups.items():
            self._add_group(group, names)
        self.nothing.hide()
        self.first = self.filter
        self.filter.textChanged.connect(self._filter)
        self.filter.installEventFilter(self)
        self.reset_all.clicked.connect(self._reset_all)
        choices.changed.connect(self._hear)
        theme.resized.connect(self._space)
        self._space()
        self._show()

    def message(self, name: str) -> KeyMessage:
        """The line below the row of a command, for what stands in the way of a key."""
        if name not in self._messages:
            message = self._messages[name] = KeyMessage(self.theme)
            rows = next(self.cards[group].rows for group, names in self._actions.groups.items() if name in names)
            rows.insertWidget(rows.indexOf(self.rows[name]) + 1, message)
        return self._messages[name]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first Esc in the filter empties it; only the next one closes the window."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        emptied = event.key() == Qt.Key.Key_Escape and bool(self.filter.text())
        if emptied:
            self.filter.clear()
        return emptied

    def _add_group(self, group: str, names: list[str]) -> None:
        card = self.cards[group] = self.add_card(group)
        for name in names:
            row = self.rows[name] = KeyRow(self.theme, self._actions.words[name])
            card.add(row)
            self._connect(name, row)

    def _connect(self, name: str, row: KeyRow) -> None:
        button = row.button
        button.stroke_given.connect(lambda stroke: self._try(name, stroke))
        button.key_refused.connect(lambda stroke, why: self._refuse(name, stroke, why))
        button.confirmed.connect(lambda: self._swap(name))
        button.removed.connect(lambda: self._change(lambda: self._map.remove(name)))
        button.listening_changed.connect(lambda _on: self._start_over(name))
        row.reset_clicked.connect(lambda: self._change(lambda: self._map.reset(name)))

    def _try(self, name: str, stroke: str) -> None:
        """Take the key if it is free; wait for the second stroke of a longer one; else say whose it is."""
        key = f"{self._begun}, {stroke}" if self._begun else stroke
        button, message = self.rows[name].button, self.message(name)
        self._begun = self._asked = ""
        if longer := self._map.begins(key, name):
            self._begun = key
            more = f" and {len(longer) - 1} more" if len(longer) > 1 else ""
            button.show_pressed(key, "and then…")
            message.say(f"{_shown(key)} begins “{self._actions.words[longer[0]]}”{more}. Press the second key.")
        elif owner := self._map.owner(key, name):
            self._asked = key
            button.show_pressed(key, "already in use", question=True)
            words = self._actions.words[owner]
            message.say(
                f"{_shown(key)} already runs “{words}”. Press another key, or Enter to swap the two.", warn=True
            )
        else:
            self._change(lambda: self._map.give(name, key))
            button.rest()

    def _refuse(self, name: str, stroke: str, why: str) -> None:
        self._begun = self._asked = ""
        self.rows[name].button.show_pressed(stroke, "not possible")
        self.message(name).say(f"{_shown(stroke)} {why}. Press another key.", warn=True)

    def _swap(self, name: str) -> None:
        key = self._asked
        self._change(lambda: self._map.swap(name, key))
        self.rows[name].button.rest()

    def _start_over(self, name: str) -> None:
        self._begun = self._asked = ""
        if name in self._messages:
            self._messages[name].say("")

    def _change(self, change: Callable[[], None]) -> None:
        """Change the keys, keep what differs from the usual, and show it."""
        self._before_reset = {}
        change()
        self._choices.set(KEYS, self._map.chosen())
        self._show()

    def _reset_all(self) -> None:
        """Every command as it came; pressed again, the person's own keys come back."""
        mine, before = self._map.chosen(), self._before_reset
        if before:
            self._map = KeyMap(self._actions.usual, before)
            self._change(lambda: None)
        else:
            self._change(self._map.reset_all)
            self._before_reset = mine
            self._show()

    def _hear(self, name: str) -> None:
        if name == KEYS.name and self._choices.get(KEYS) != self._map.chosen():
            self._map = KeyMap(self._actions.usual, self._choices.get(KEYS))
            self._show()

    def _show(self) -> None:
        for name, row in self.rows.items():
            row.show_keys(self._map.keys(name), usual=self._map.is_usual(name))
        self.reset_all.setText(_TAKE_BACK if self._before_reset else _RESET)
        self.reset_all.set_icon("undo-2" if self._before_reset else "rotate-ccw")
        self.reset_all.setEnabled(bool(self._map.chosen() or self._before_reset))

    def _filter(self, typed: str) -> None:
        """Show the commands whose words, or one of whose keys, begin like what is typed."""
        found = 0
        for group, names in self._actions.groups.items():
            here = [name for name in names if self._fits(name, typed.casefold().split())]
            for name in names:
                self.rows[name].setVisible(name in here)
            self.cards[group].setVisible(bool(here))
            found += len(here)
        self.nothing.setText(f"No command or key begins like “{typed}”.")
        self.nothing.setVisible(not found)

    def _fits(self, name: str, typed: list[str]) -> bool:
        words = self._actions.words[name].casefold().split()
        keys = [_shown(key).casefold() for key in self._map.keys(name)]
        plain = " ".join(typed).replace("+", " ").strip() or " ".join(typed)
        named = all(any(word.startswith(each) for word in words) for each in typed)
        return named or any(key == plain or (len(plain) > 1 and key.startswith(plain)) for key in keys)

    def _space(self) -> None:
        self.head.setContentsMargins(0, 0, 0, self.theme.px(12))
        self.nothing.setContentsMargins(0, self.theme.px(16), 0, 0)


def _shown(key: str) -> str:
    return key_words(QKeySequence(key))

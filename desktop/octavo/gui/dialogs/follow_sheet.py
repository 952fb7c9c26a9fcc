"""The sheet to follow a feed: an address or a name, what Octavo makes of it, and how often to ask."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from octavo.feeds.followable import Followable, Way, is_address, recognise, well_known
from octavo.gui.controls.aloud import say
from octavo.gui.controls.buttons import Button
from octavo.gui.controls.fields import Field, Select
from octavo.gui.controls.sheet import Sheet
from octavo.gui.controls.wrapping import WrapRow
from octavo.gui.dialogs.labels import Glyph, Label
from octavo.gui.theme import Theme
from octavo.records import OctavoError
from octavo.settings import FEED_MINUTES

_LONGEST_NAME = 80
_ASK = "Type or paste an address, or a name such as “arXiv cs.CL”."


class FollowSheet(Sheet):
    """`wanted` carries a Followable, its name ("" while nobody gave one) and the minutes between refreshes.

    The sheet stays open until the caller closes it, or says with `show_error` why the feed is not followed.
    """

    wanted = Signal(object, str, int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Follow a feed", width=520, parent=parent)
        self._found: Followable | None = None
        self._followed: set[str] = set()
        self._own_name = False
        self.what_field = Field(theme, "Hugging Face daily, arXiv cs.CL, https://…", icon="rss")
        self.what_field.setAccessibleName("Address or name of the feed")
        self.glyph = Glyph(theme, "info", "text3", 14)
        self.words = Label(theme, _ASK, "caption", "text2", wrap=True, middle=True)
        self.name_field = Field(theme)
        self.name_field.setAccessibleName("Name")
        self.name_field.setMaxLength(_LONGEST_NAME)
        self.minutes_select = Select(theme)
        self.minutes_select.setAccessibleName("Refresh")
        for value, words in zip(FEED_MINUTES.choices, FEED_MINUTES.names, strict=True):
            self.minutes_select.add(words, int(value))
        self.suggestions: list[Button] = []
        self._build()
        self.cancel_button = self.add_button("Cancel")
        self.follow_button = self.add_button("Follow", variant="primary", key="Enter")
        self.cancel_button.clicked.connect(self.reject)
        self.follow_button.clicked.connect(self._want)
        self.what_field.textChanged.connect(self._recognise)
        self.name_field.textEdited.connect(self._name)

    def ask(self, *, followed: Sequence[str] = (), minutes: int = 60, typed: str = "") -> None:
        """Open; `followed` are the addresses that are followed already."""
        self._followed = set(followed)
        self.minutes_select.choose(minutes)
        for button, feed in zip(self.suggestions, well_known(), strict=True):
            button.setEnabled(feed.address not in self._followed)
        self.what_field.setText(typed)
        self._recognise()
        self.open_sheet(self.what_field)

    def show_asking(self) -> None:
        """Say that the address is being looked at."""
        self.follow_button.setEnabled(False)
        self._say("loader-circle", "text2", "Octavo looks at this address…")

    def show_error(self, error: OctavoError) -> None:
        """Say why the feed is not followed, with the field open for another."""
        self._say("circle-alert", "bad", error.sentence)
        say(self, error.sentence)
        self.what_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.follow_button.setEnabled(True)

    def _build(self) -> None:
        px, body = self._theme.px, QVBoxLayout()
        body.setContentsMargins(px(24), px(20), px(24), px(24))
        body.setSpacing(px(6))
        body.addWidget(Label(self._theme, "Address or name", "caption_strong", "text2", names=self.what_field))
        body.addWidget(self.what_field)
        line = QHBoxLayout()
        line.setSpacing(px(6))
        line.addWidget(self.glyph)
        line.addWidget(self.words, 1)
        body.addLayout(line)
        self.words.setMinimumHeight(self._theme.line("caption") * 2)
        body.addLayout(self._suggested())
        body.addSpacing(px(12))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        for column, (label, control) in enumerate((("Name", self.name_field), ("Refresh", self.minutes_select))):
            grid.addWidget(Label(self._theme, label, "caption_strong", "text2", names=control), 0, column)
            grid.addWidget(control, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        body.addLayout(grid)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(body)

    def _suggested(self) -> WrapRow:
        """Well-known feeds, a click each."""
        row = WrapRow(self._theme.px(8))
        for feed in well_known():
            button = Button(self._theme, feed.name, small=True)
            button.setAccessibleName(f"Suggest {feed.name}")
            button.clicked.connect(lambda _=False, name=feed.name: self._take(name))
            self.suggestions.append(button)
            row.addWidget(button)
        return row

    def _take(self, name: str) -> None:
        self.what_field.setText(name)
        self.what_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _recognise(self) -> None:
        """Say at once what the words mean; what is not finished yet is no error."""
        typed, self._found = self.what_field.text().strip(), None
        try:
            self._found = recognise(typed)
        except OctavoError as error:
            self._say("info", "text3", error.sentence if is_address(typed) else _ASK)
        else:
            taken = self._found.address in self._followed
            known = "You follow this feed already." if taken else f"{self._found.words}."
            self._say("circle-alert" if taken else "circle-check", "warn" if taken else "ok", known)
        self._propose_name()
        self._allow()

    def _propose_name(self) -> None:
        if not self._own_name:
            # What a feed calls itself is known only when it has been asked.
            known = self._found is not None and self._found.way is not Way.FEED
            self.name_field.setText(self._found.name if self._found is not None and known else "")
            unknown = self._found is not None and not known
            self.name_field.setPlaceholderText("As it calls itself" if unknown else "")

    def _name(self) -> None:
        self._own_name = bool(self.name_field.text().strip())

    def _allow(self) -> None:
        self.follow_button.setEnabled(self._found is not None and self._found.address not in self._followed)

    def _say(self, icon: str, role: str, sentence: str) -> None:
        self.glyph.set_icon(icon, role)
        self.words.setText(sentence)
        self.words.set_role("bad" if role == "bad" else "text2")
        self.what_field.setAccessibleDescription(sentence)

    def _want(self) -> None:
        if self._found is not None:
            name = " ".join(self.name_field.text().split())
            self.wanted.emit(self._found, name, int(self.minutes_select.currentData()))

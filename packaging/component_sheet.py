"""One picture of every control in its states, made of the real controls."""

from __future__ import annotations

from typing import Any


def component_sheet(theme: Any) -> Any:
    """A widget of 1440 × 900 with the controls of the window, their states, the type scale and the colour roles."""
    from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

    sheet = ground(theme)
    columns = QHBoxLayout()
    columns.setSpacing(40)
    for make in (_buttons_and_fields, _tags_and_banners, _type_scale):
        column = QVBoxLayout()
        column.setSpacing(12)
        make(theme, column)
        column.addStretch(1)
        columns.addLayout(column, 1)
    whole = QVBoxLayout(sheet)
    whole.setContentsMargins(24, 24, 24, 24)
    whole.addLayout(columns)
    whole.addStretch(1)
    whole.addLayout(_colours(theme))
    sheet.resize(1440, 900)
    return sheet


def ground(theme: Any) -> Any:
    """A widget on the colour of paper."""
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    class Ground(QWidget):
        def paintEvent(self, event: object) -> None:
            QPainter(self).fillRect(self.rect(), theme.tokens.paper)

    return Ground()


def _row(column: Any, *parts: Any) -> None:
    from PySide6.QtWidgets import QHBoxLayout

    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    column.addLayout(row)


def heading(theme: Any, column: Any, words: str) -> None:
    """Small words over what follows in `column`."""
    from octavo.gui.dialogs.labels import Label

    column.addSpacing(8)
    column.addWidget(Label(theme, words, "caption_strong", "text2"))


def _off(control: Any) -> Any:
    control.setEnabled(False)
    return control


def _on(control: Any, checked: bool = True) -> Any:
    control.setChecked(checked)
    return control


def _under_pointer(control: Any) -> Any:
    control.underMouse = lambda: True
    return control


def _pressed(button: Any) -> Any:
    button.setDown(True)
    return button


def _with_focus(control: Any) -> Any:
    control.hasFocus = lambda: True
    return control


def _buttons_and_fields(theme: Any, column: Any) -> None:
    from octavo.gui.controls.buttons import Button, IconButton
    from octavo.gui.controls.fields import Field, Segmented, Select
    from octavo.gui.controls.ticks import Check, Radio, Switch
    from octavo.gui.papers.search_field import SearchField

    heading(theme, column, "Buttons: resting, under the pointer, pressed, with focus, off")
    words_of = {"primary": "Import 80 papers", "default": "Done", "ghost": "Edit", "link": "Look up"}
    for variant, words in words_of.items():
        key = {"primary": "Enter", "default": "E"}.get(variant, "")
        buttons = [Button(theme, words if at == 0 else "Import", variant=variant) for at in range(5)]
        buttons[0].set_key(key)
        _row(column, buttons[0], _under_pointer(buttons[1]), _pressed(buttons[2]), _with_focus(buttons[3]),
             _off(buttons[4]))  # fmt: skip
    _row(column, Button(theme, "Delete list", icon="trash-2", variant="danger"), IconButton(theme, "tag", "Edit tags"),
         _under_pointer(IconButton(theme, "star", "Star")), _with_focus(IconButton(theme, "quote", "Copy citation")),
         _off(IconButton(theme, "external-link", "Open in browser")))  # fmt: skip
    heading(theme, column, "Fields: placeholder, with focus, error, with icon")
    filled, wrong = _with_focus(Field(theme)), Field(theme, mono=True)
    filled.setText("Reading group")
    wrong.setText("{autor}{year}")
    wrong.set_error("{autor} is not a part of a key. Use author, year, word or id.")
    _row(column, Field(theme, "Name of the list"), filled)
    column.addWidget(wrong)
    column.addWidget(Field(theme, "Find a command", icon="search"))
    heading(theme, column, "Search: resting, with tokens")
    searched = SearchField(theme)
    searched.set_text("tag:training is:unread curve")
    column.addWidget(SearchField(theme))
    column.addWidget(searched)
    heading(theme, column, "Choices")
    some = Check(theme, "Some papers")
    some.setTristate(True)
    from PySide6.QtCore import Qt

    some.setCheckState(Qt.CheckState.PartiallyChecked)
    _row(column, _on(Check(theme, "Keep the order")), some, Check(theme, "Include notes"))
    _row(column, _on(Radio(theme, "All 9 papers")), Radio(theme, "Selected"), _on(Switch(theme)), Switch(theme))
    select = Select(theme)
    select.addItems(["Small-run evidence"])
    _row(column, Segmented(theme, [("bibtex", "BibTeX"), ("biblatex", "BibLaTeX"), ("ris", "RIS")]), select)


def _tags_and_banners(theme: Any, column: Any) -> None:
    from invented_library import TAGS

    from octavo.gui.controls.banner import Banner
    from octavo.gui.controls.chips import Pill, TagChip
    from octavo.gui.controls.keycap import KeyHint
    from octavo.gui.controls.progress import ProgressBar

    heading(theme, column, "Tags and states")
    chips = [TagChip(theme, name, hue, removable=at % 2 == 0) for at, (name, hue) in enumerate(TAGS)]
    for start in range(0, len(chips), 3):
        _row(column, *chips[start : start + 3])
    complete, missing = ("Complete", "ok", "circle-check"), ("Authors missing", "warn", "triangle-alert")
    _row(column, Pill(theme, *complete), Pill(theme, *missing))
    _row(column, Pill(theme, "No match found", "bad", "circle-alert"), Pill(theme, "Looking up…", "busy"))
    heading(theme, column, "Banners and progress")
    column.addWidget(
        Banner(theme, "arXiv did not answer", "47 papers still need authors. Next try in 5 minutes.", tone="bad",
               icon="wifi-off", action="Try now")
    )  # fmt: skip
    column.addWidget(Banner(theme, "80 papers imported, 1 needs a look", tone="ok", action="Show it"))
    bar = ProgressBar(theme)
    bar.set_progress(62, 100)
    column.addWidget(bar)
    heading(theme, column, "Keys")
    _row(column, *(KeyHint(theme, keys) for keys in ("J", "K", "E", "S", "Ctrl K", "G I", "Enter", "Esc")))


def _type_scale(theme: Any, column: Any) -> None:
    from octavo.gui.dialogs.labels import Label
    from octavo.gui.tokens import TYPE

    heading(theme, column, "Type")
    for name, face in TYPE.items():
        column.addWidget(Label(theme, f"{name} {face.size}/{face.line}", name, "text"))


def _colours(theme: Any) -> Any:
    from dataclasses import fields

    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QGridLayout, QWidget

    from octavo.gui.controls.strokes import box, write

    class Swatch(QWidget):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name
            self.setFixedSize(104, 62)

        def paintEvent(self, event: object) -> None:
            painter, colour = QPainter(self), getattr(theme.tokens, self.name)
            box(painter, QRect(0, 0, self.width(), 26), 6, colour, theme.tokens.line_strong)
            font = theme.font("caption")
            write(painter, QRect(2, 28, self.width(), 16), self.name.rstrip("_"), font, theme.tokens.text)
            write(painter, QRect(2, 44, self.width(), 16), colour.name(), font, theme.tokens.text2)

    grid = QGridLayout()
    grid.setSpacing(6)
    grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
    for at, field in enumerate(fields(theme.tokens)):
        grid.addWidget(Swatch(field.name), at // 12, at % 12)
    return grid

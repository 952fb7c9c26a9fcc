"""The words of a title as toggles: which keep their capitals in every style, and which styles may write small."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from octavo.bibliography.latex import clean
from octavo.bibliography.titles import judged_parts
from octavo.gui.controls.strokes import box, elided, medium, ring, write
from octavo.gui.dialogs.labels import Label
from octavo.gui.reader.labels import Flow
from octavo.gui.text import plain
from octavo.gui.theme import Theme

#: A title of more words than this shows the first ones.
_MOST_WORDS = 60


class CasingRow(QWidget):
    """`choices` are the words whose capitals the person decided otherwise than Octavo would.

    `changed` follows a press.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._choices: dict[str, bool] = {}
        self.flow = Flow(theme, gap=4, height=24)
        self.label = Label(theme, "Words that keep their capitals in every style", "caption", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.label)
        column.addWidget(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def choices(self) -> dict[str, bool]:
        """A word to whether it keeps its capitals, for those not left to Octavo; also words no longer in the title."""
        return dict(self._choices)

    def show_title(self, title: str, choices: Mapping[str, bool]) -> None:
        """Show another paper's title and what was chosen for it."""
        self._choices = dict(choices)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """The title is being written."""
        title = clean(title)
        if title == self._title and self.flow.members:
            return
        self._title = title
        self._lay_out()

    def heightForWidth(self, width: int) -> int:
        label = self.label.heightForWidth(width) if self.label.hasHeightForWidth() else self.label.sizeHint().height()
        return label + self._theme.px(6) + self.flow.height_for(width)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.heightForWidth(max(self.width(), self._theme.px(200))))

    def resizeEvent(self, event: object) -> None:
        self.flow.setFixedHeight(max(1, self.flow.height_for(self.width())))

    def _lay_out(self) -> None:
        focused = next((each.word for each in self._buttons() if each.hasFocus()), "")
        buttons: list[_WordButton] = []
        for word, kept in dict(judged_parts(self._title, self._choices)).items():
            if any(letter.isupper() for letter in word) and len(buttons) < _MOST_WORDS:
                button = _WordButton(self._theme, word, kept)
                button.toggled.connect(lambda on, word=word: self._choose(word, on))
                buttons.append(button)
        self.flow.hold(buttons)
        self.flow.setFixedHeight(max(1, self.flow.height_for(self.width())))
        self.setVisible(bool(buttons))
        self.updateGeometry()
        again = next((each for each in buttons if each.word == focused), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _buttons(self) -> list[_WordButton]:
        return [each for each in self.flow.members if isinstance(each, _WordButton)]

    def _choose(self, word: str, kept: bool) -> None:
        if dict(judged_parts(self._title)).get(word) == kept:
            self._choices.pop(word, None)
        else:
            self._choices[word] = kept
        self.changed.emit()


class _WordButton(QAbstractButton):
    """One word: filled while it keeps its capitals. Space turns it."""

    def __init__(self, theme: Theme, word: str, kept: bool) -> None:
        super().__init__()
        self._theme, self.word = theme, word
        self.setCheckable(True)
        self.setChecked(kept)
        self.setText(plain(word, 60))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(lambda _on: self._name())
        self._name()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(medium(self._theme.font("caption"))).horizontalAdvance(self.text())
        return QSize(min(self._theme.px(240), round(width + 0.5) + self._theme.px(16)), self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        tokens, on = theme.tokens, self.isChecked()
        ground = tokens.accent_soft if on else tokens.hover if self.underMouse() else tokens.raised
        box(painter, self.rect(), px(6), ground, tokens.link if on else tokens.line_strong)
        font = medium(theme.font("caption")) if on else theme.font("caption")
        shown = elided(self.text(), QFontMetricsF(font), self.width() - px(12))
        ink = tokens.link if on else tokens.text2
        write(painter, self.rect(), shown, font, ink, Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            ring(painter, self.rect(), px(6), tokens.mark)

    def _name(self) -> None:
        self.setAccessibleName(
            f"{self.text()} keeps its capitals" if self.isChecked() else f"{self.text()} may be written small"
        )

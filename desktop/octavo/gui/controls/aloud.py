"""What a screen reader is told beside what has the keyboard: toasts, counts, places, the row that a field moves.

A reader drops what it is saying when the keyboard comes to another place, and drops the place when something is
announced. So what is announced while the keyboard moves waits until it stands, and is said together with the place.
"""

from __future__ import annotations

import time
from typing import ClassVar, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

#: Until the rows stand, and what is announced at the same time has come together.
_SETTLED_MS: Final = 150
#: After the last letter typed: what came sooner would cut off the echo of the letters.
_TYPED_MS: Final = 400


def say(source: QWidget, words: str) -> None:
    """Have `words` said when what is being said has ended, together with all else announced at the same time."""
    _voice().wait_with(source, words, _SETTLED_MS, instead=False)


def say_typed(source: QWidget, words: str) -> None:
    """Have `words`, which follow from what is typed, said once typing rests; of one source only the newest are."""
    _voice().wait_with(source, words, _TYPED_MS, instead=True)


def say_now(source: QWidget, words: str) -> None:
    """Have `words` said in place of what is being said: a key asked for them."""
    _voice().speak(source, words, over=True)


def row_reached() -> None:
    """The keyboard came to another row, which readers say by themselves."""
    _voice().reach()


def row_words(view: QAbstractItemView) -> str:
    """The current row as a reader says it."""
    index = view.currentIndex()
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "") if index.isValid() else ""


def _is_heard() -> bool:
    """Does anyone listen? Only then are rows read from the library to be said."""
    # Slow to import, and not needed before something is said.
    from PySide6.QtGui import QAccessible

    return QAccessible.isActive()


def _name(widget: QWidget) -> str:
    from PySide6.QtGui import QAccessible

    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name) if told is not None else ""


class _Voice(QObject):
    """What waits to be said; belongs to the application."""

    of_the_application: ClassVar[_Voice | None] = None

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._waiting: list[tuple[QWidget, str]] = []
        self._since = 0.0
        self._reached = 0.0
        self._typing = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._say_waiting)
        app.focusChanged.connect(self.reach)

    def wait_with(self, source: QWidget, words: str, ms: int, *, instead: bool) -> None:
        """Keep `words` for `ms` more; `instead` of those of the same source."""
        if instead:
            self._waiting = [each for each in self._waiting if each[0] is not source]
        if not words or (source, words) in self._waiting:
            return
        # A place reached just before a toast would be cut off by it; who types knows in which field.
        since = time.monotonic() - (0 if instead else _SETTLED_MS / 1000)
        self._since = min(self._since, since) if self._waiting else since
        self._typing = instead and (self._typing or not self._waiting)
        self._waiting.append((source, words))
        self._timer.start(max(ms, self._timer.remainingTime()))

    def reach(self) -> None:
        """The keyboard came elsewhere. What is announced just after that would cut the place off too."""
        self._reached = time.monotonic()

    def speak(self, source: QWidget, words: str, *, over: bool = False) -> None:
        """Hand `words` to the reader; `over` what it is saying."""
        if not words or not _is_heard():
            return
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(source, words)
        if over:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _say_waiting(self) -> None:
        waiting, self._waiting = [each for each in self._waiting if isValid(each[0]) and each[0].isVisible()], []
        if not waiting or not _is_heard():
            return
        place, self._reached = self._place_just_reached(), 0.0
        words = [words.rstrip(".") for _, words in waiting[:-1]]
        words += [waiting[-1][1].rstrip("."), place] if place else [waiting[-1][1]]
        self.speak(waiting[-1][0], ". ".join(words), over=bool(place))

    def _place_just_reached(self) -> str:
        focus = QApplication.focusWidget()
        if focus is None or self._reached < self._since:
            return ""
        if isinstance(focus, QAbstractItemView):
            return row_words(focus)
        return "" if self._typing else _name(focus)


def _voice() -> _Voice:
    voice = _Voice.of_the_application
    if voice is None or not isValid(voice):
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        voice = _Voice.of_the_application = _Voice(app)
    return voice

"""Files that follow reading lists, kept up to date while the window is open: looked at after changes, written apart."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from octavo.bibliography.export import ExportOptions
from octavo.gui.desk import Desk
from octavo.gui.news import News
from octavo.gui.tasks import Lane
from octavo.library.following import LiveExport, Outcome, State, digest_of, live_exports, outcome_of, put
from octavo.library.reading import Reading
from octavo.records import Change, OctavoError
from octavo.settings import KEY_PATTERN, Settings

#: A change is written when no further one came for so long.
SETTLES_MS: Final = 500
#: A file that could not be written is tried again after so long.
RETRIES_MS: Final = 20_000
#: What never changes how a list is written down.
_QUIET: Final = frozenset({"mark_read", "star", "move", "create_tag", "recolour_tag", "create_list", "order_lists"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a file stands. `waiting`: changes are still to be written; `outcome` None until it was looked at."""

    live: LiveExport
    outcome: Outcome | None = None
    waiting: bool = False

    @property
    def state(self) -> State | None:
        return self.outcome.state if self.outcome else None


@dataclass(frozen=True, slots=True)
class _Consent:
    """What the person agreed to for one writing: bytes that may be replaced, and that no entries be written."""

    over: str = ""
    allow_empty: bool = False


class LiveExporting(QObject):
    """Looks at every file in a lane of its own; keys and what came of it go through the desk.

    `changed`: files or how they stand are other than before. `asked_about` carries a `Standing` that the person must
    decide about, after they asked for that file to be written. `failed` carries an OctavoError.
    """

    changed = Signal()
    asked_about = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, path: Path, news: News, settings: Settings) -> None:
        super().__init__()
        self._desk, self._settings = desk, settings
        self.lane: Lane[Reading] = Lane("files", lambda: Reading(path))
        self._standings: dict[int, Standing] = {}
        self._todo: deque[tuple[LiveExport, Outcome]] = deque()
        self._consents: dict[int, _Consent] = {}
        self._asked: set[int] = set()
        self._looking = self._look_again = self._keys_given = False
        self._settles = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._settles.timeout.connect(self.look)
        self._retries = QTimer(self, singleShot=True, interval=RETRIES_MS)
        self._retries.timeout.connect(self.look)
        news.changed.connect(self._hear)
        self.lane.failed.connect(self._stumble)

    def start(self) -> None:
        """Begin, with what was left to be written when the program ended last."""
        self.lane.start()
        self.look()

    def close(self) -> None:
        """What still waits to be written is written by the desk, which finishes its work before it ends."""
        if self._settles.isActive() or self._looking:
            pattern = self._settings.get(KEY_PATTERN)
            self._desk.do(lambda library: library.exports.write_all(pattern))
        for timer in (self._settles, self._retries):
            timer.stop()
        self.lane.close()

    @property
    def standings(self) -> list[Standing]:
        """Every file that follows a list, in the order in which they were bound."""
        return list(self._standings.values())

    def of_list(self, list_id: int) -> list[Standing]:
        """The files that follow one list."""
        return [each for each in self._standings.values() if each.live.list_id == list_id]

    def follow(self, list_id: int, path: Path, form: str, options: ExportOptions) -> None:
        """Let a file follow a list from now on, over what it holds at this moment: the person chose it just now."""

        def bound(found: tuple[int, str]) -> None:
            own, present = found
            self._consents[own] = _Consent(present)
            self.look()

        self._desk.do(
            lambda library: (library.exports.follow(list_id, path, form, options), digest_of(path)),
            bound,
            self.failed.emit,
        )

    def stop(self, export_id: int) -> None:
        """Let a file follow its list no more."""
        self._desk.do(lambda library: library.exports.stop(export_id), lambda _none: self.look(), self.failed.emit)

    def write_now(self, export_id: int, *, over: str = "", allow_empty: bool = False) -> None:
        """Write one file now; `asked_about` follows when it takes a decision first."""
        self._asked.add(export_id)
        self._consents[export_id] = _Consent(over, allow_empty)
        self.look()

    def keep_theirs(self, standing: Standing) -> None:
        """Leave a file as someone else made it, until it or its list changes."""
        outcome, own = standing.outcome, standing.live.id
        if outcome is not None:
            self._desk.do(
                lambda library: library.exports.keep_theirs(own, outcome.their_digest, outcome.digest),
                lambda _none: self.look(),
                self.failed.emit,
            )

    def look(self) -> None:
        """See which files are not as their lists are, and write them."""
        self._settles.stop()
        if self._looking:
            self._look_again = True
            return
        self._looking, self._keys_given = True, False
        self._look()

    @property
    def idle(self) -> bool:
        """Is every change written, as far as it can be?"""
        return not self._looking and not self._settles.isActive()

    def _look(self) -> None:
        consents = dict(self._consents)

        def looked(reading: Reading) -> list[tuple[LiveExport, Outcome]]:
            found = []
            for live in live_exports(reading):
                consent = consents.get(live.id, _Consent())
                outcome = outcome_of(reading, live, over=consent.over, allow_empty=consent.allow_empty)
                found.append((live, outcome))
            return found

        self.lane.do(looked, self._weigh, self._stumble)

    def _weigh(self, found: Sequence[tuple[LiveExport, Outcome]]) -> None:
        """Papers that lack a key get it first, once; then each file in its turn."""
        keyless = [number for _, outcome in found for number in outcome.keyless]
        if keyless and not self._keys_given:
            self._keys_given = True
            pattern = self._settings.get(KEY_PATTERN)
            self._desk.do(
                lambda library: library.assign_keys(keyless, pattern), lambda _keys: self._look(), self._stumble
            )
            return
        self._standings = {live.id: Standing(live, outcome) for live, outcome in found}
        self._todo = deque(found)
        self._next()

    def _next(self) -> None:
        if not self._todo:
            self._end()
            return
        live, outcome = self._todo.popleft()
        if outcome.state is not State.READY:
            self._record(live, outcome)
            return
        self._standings[live.id] = Standing(live, outcome, waiting=True)
        self.changed.emit()
        self._desk.do(
            lambda library: library.exports.intend(live.id, outcome.digest),
            lambda _none: self.lane.do(
                lambda _reading: put(live.path, live.form, outcome),
                lambda done: self._record(live, done),
                self._stumble,
            ),
            self._stumble,
        )

    def _record(self, live: LiveExport, outcome: Outcome) -> None:
        """Keep how it went, unless the library says the same already."""
        known = live.digests == (outcome.digest,) and bool(live.written)
        as_before = not live.trouble and (outcome.state is State.KEPT or (outcome.state is State.SAME and known))
        if as_before or (outcome.sentence and outcome.sentence == live.trouble):
            self._settle(live, outcome)
        else:
            self._desk.do(
                lambda library: library.exports.record(live.id, outcome),
                lambda _none: self.lane.do(_again(live), lambda fresh: self._settle(fresh or live, outcome)),
                self._stumble,
            )

    def _settle(self, live: LiveExport, outcome: Outcome) -> None:
        self._standings[live.id] = standing = Standing(live, outcome)
        self._consents.pop(live.id, None)
        if live.id in self._asked:
            self._asked.discard(live.id)
            if outcome.state in (State.DIFFERS, State.EMPTY):
                self.asked_about.emit(standing)
        self._next()

    def _end(self) -> None:
        self._looking = False
        if any(each.state is State.FAILED for each in self._standings.values()):
            self._retries.start()
        else:
            self._retries.stop()
        self.changed.emit()
        if self._look_again:
            self._look_again = False
            self.look()

    def _stumble(self, error: OctavoError) -> None:
        """The look came to nothing; it is made again later."""
        self._looking = False
        self._todo.clear()
        self._retries.start()
        self.failed.emit(error)
        self.changed.emit()

    def _hear(self, change: Change) -> None:
        of = str(change.arguments.get("of", change.verb))
        if self._standings and of not in _QUIET:
            self._settles.start()
            list_id = change.arguments.get("list_id")
            for each in self.of_list(list_id) if isinstance(list_id, int) else []:
                self._standings[each.live.id] = Standing(each.live, each.outcome, waiting=True)
                self.changed.emit()


def _again(live: LiveExport) -> Callable[[Reading], LiveExport | None]:
    """Reads the binding as it is kept now."""
    return lambda reading: next((each for each in live_exports(reading) if each.id == live.id), None)

"""What the window says of what happened: toasts with Undo, the status strip, and sentences about what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from octavo.gui import words
from octavo.gui.actions import Actions, shown_key
from octavo.gui.activity import Activity
from octavo.gui.browsing import Browsing
from octavo.gui.controls.floating import Toast
from octavo.gui.finder import Survey
from octavo.gui.news import News
from octavo.gui.status import StatusStrip
from octavo.gui.tasks import Task
from octavo.records import Change, OctavoError, Progress


class Telling(QObject):
    """One toast at a time; errors stay in the status strip until the next thing happens."""

    def __init__(
        self,
        toast: Toast,
        status: StatusStrip,
        actions: Actions,
        browsing: Browsing,
        news: News,
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._toast, self._status, self._actions, self._browsing, self._today = toast, status, actions, browsing, today
        self._task: Task | None = None
        self._behind: list[Activity] = []
        news.changed.connect(self._hear)
        browsing.surveyed.connect(self._show_survey)
        browsing.listed.connect(self._show_counts)
        browsing.selection_changed.connect(lambda _ids: self._show_counts())
        browsing.failed.connect(self.show_error)
        status.stop_clicked.connect(self._stop)

    def say(self, sentence: str) -> None:
        """A toast without Undo: something was done."""
        self._toast.show_words(sentence)

    def explain(self, sentence: str, *, trouble: bool = False) -> None:
        """The same about what was not done: why there is nothing to do, or what came in between."""
        self._toast.show_words(sentence, icon="triangle-alert" if trouble else "info")

    def show_error(self, error: OctavoError) -> None:
        """What went wrong, in its own sentence."""
        self._toast.show_words(error.sentence, icon="triangle-alert")
        self._status.show_rest(error.sentence, trouble=True)

    def follow(self, task: Task) -> None:
        """Show `task` in the status strip, with its Stop."""
        self._task = task
        self._status.show_progress(Progress(0, 0, task.words))

    def show_progress(self, progress: Progress) -> None:
        if self._task is not None:
            self._status.show_progress(Progress(progress.done, progress.total, self._task.words))

    def show_rest(self, sentence: str = "Library saved", *, trouble: bool = False) -> None:
        """The activity has ended, or has come to trouble."""
        self._task = None
        self._rest(sentence, trouble)

    def begin(self, words: str, stop: Callable[[], object]) -> Activity:
        """Show something that goes on behind the window, whenever nothing nearer is shown, until `end`."""
        activity = Activity(words, stop, self._show_behind)
        self._behind.append(activity)
        self._show_behind()
        return activity

    def end(self, activity: Activity, sentence: str = "Library saved") -> None:
        """What went on behind the window has ended."""
        if activity in self._behind:
            self._behind.remove(activity)
        if self._task is None:
            self._rest(sentence)

    def _show_behind(self) -> None:
        if self._task is not None or not self._behind:
            return
        newest, count = self._behind[-1], len(self._behind)
        progress = newest.progress
        words = progress.words if count == 1 else f"{count} tasks, the newest: {progress.words}"
        self._status.show_progress(Progress(progress.done, progress.total, words))

    def _rest(self, sentence: str, trouble: bool = False) -> None:
        if self._behind:
            self._show_behind()
        else:
            self._status.show_rest(sentence, trouble=trouble)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.show_rest("Stopped. The library is as it was.")
        elif self._behind:
            self._behind[-1].stop()

    def _hear(self, change: Change) -> None:
        if self._task is None and not self._behind:
            self._status.show_rest("Note saved" if change.verb == "annotate" else "Library saved")
        count = len(change.paper_ids)
        if change.verb in ("undo", "redo"):
            verb = str(change.arguments.get("of", ""))
            said = words.step(verb, change.arguments, count)
            self._toast.show_words(f"{'Undone' if change.verb == 'undo' else 'Done again'}: {said}", icon="undo-2")
        elif change.step is not None and (said := words.done(change.verb, change.arguments, count)):
            self._toast.show_words(said, self._undo_key())

    def _undo_key(self) -> str:
        """The key of the moment; a blank where it has none, since the toast has its button for a key only."""
        return shown_key(self._actions.all["undo"].shortcut().toString()) or " "

    def _show_survey(self, survey: Survey) -> None:
        undo, redo = self._actions.all["undo"], self._actions.all["redo"]
        undo.setText(f"Undo {words.step(survey.undo.verb, survey.undo.arguments, survey.undo.papers)}"
                     if survey.undo else "Undo")  # fmt: skip
        redo.setText(f"Redo {words.step(survey.redo.verb, survey.redo.arguments, survey.redo.papers)}"
                     if survey.redo else "Redo")  # fmt: skip
        self._show_counts()

    def _show_counts(self) -> None:
        survey = self._browsing.survey
        if survey is None:
            return
        shown, selected = len(self._browsing.shown_ids()), len(self._browsing.selected_ids())
        if not survey.counts.all:
            self._status.show_counts("No papers yet")
        elif selected > 1:
            self._status.show_counts(f"{words.papers(shown)}, {words.number(selected)} selected")
        elif self._browsing.words.strip():
            self._status.show_counts("1 result" if shown == 1 else f"{words.number(shown)} results")
        else:
            self._status.show_counts(f"{words.papers(shown)}, {words.number(self._browsing.unread)} unread")

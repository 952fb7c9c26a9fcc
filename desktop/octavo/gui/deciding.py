"""Deciding about papers: star, done, to read, not for me, read, trash, undo; and which paper comes next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from octavo.gui.browsing import Browsing
from octavo.gui.desk import Desk
from octavo.library.values import Traits
from octavo.records import Change, State


class Deciding(QObject):
    """Each function acts on the selected papers; the views follow by the news, never from here."""

    def __init__(self, desk: Desk, browsing: Browsing) -> None:
        super().__init__()
        self._desk = desk
        self._browsing = browsing

    def star(self, ids: list[int] | None = None) -> None:
        """Star the papers, or take the star away if all have one."""
        chosen = self._chosen(ids)
        if chosen:
            # Asked where it is changed, so that S twice in a row is as if nothing had happened.
            self._desk.do(lambda library: library.star(chosen, _any_without_star(library.reading.traits(chosen))))

    def done(self, ids: list[int] | None = None) -> None:
        """Done, or back to the inbox if all are done."""
        self._move(State.DONE, ids)

    def to_read(self) -> None:
        self._move(State.TO_READ, None)

    def not_for_me(self) -> None:
        self._move(State.NOT_FOR_ME, None)

    def to_inbox(self) -> None:
        chosen = self._chosen(None)
        if chosen:
            self._desk.do(lambda library: library.move(chosen, State.INBOX))

    def unread(self) -> None:
        """Mark unread, or read if any is unread."""
        chosen = self._chosen(None)
        if chosen:
            self._browsing.ask_traits(chosen, lambda traits: self._mark(chosen, traits.unread > 0))

    def mark_all_read(self, if_none: Callable[[], object] = lambda: None) -> None:
        """Mark every paper of the view as read, as one step; `if_none` is called where none was unread."""
        chosen = self._browsing.shown_ids()

        def tell(change: Change) -> None:
            if change.step is None:
                if_none()

        if chosen:
            self._desk.do(lambda library: library.mark_read(chosen, True), tell)

    def delete(self) -> None:
        """In a reading list: take out of it. Elsewhere: to the trash."""
        chosen = self._browsing.selected_ids()
        place = self._browsing.place
        if not chosen:
            return
        self._browsing.advance(leaving=chosen, gone=True)
        if place.kind == "list":
            self._desk.do(lambda library: library.remove_from_list(place.id, chosen))
        else:
            self._desk.do(lambda library: library.trash(chosen))

    def restore(self) -> None:
        chosen = self._browsing.selected_ids()
        if chosen:
            self._browsing.advance(leaving=chosen)
            self._desk.do(lambda library: library.restore(chosen))

    def undo(self) -> None:
        """Undo the newest step, and show what it brought back."""
        self._desk.do(lambda library: library.undo(), self._show_undone)

    def redo(self) -> None:
        self._desk.do(lambda library: library.redo(), self._show_undone)

    def _show_undone(self, change: Change | None) -> None:
        if change is None or not change.paper_ids:
            return
        # What is selected and was changed back is in sight already, all of it.
        if not set(change.paper_ids) & set(self._browsing.selected_ids()):
            # Of several the newest: it stands first of them in most places.
            self._browsing.select_when_listed(max(change.paper_ids))

    def _move(self, state: State, ids: list[int] | None) -> None:
        chosen = self._chosen(ids)
        if not chosen:
            return
        target = State.INBOX if self._browsing.traits(chosen).all_in(state) else state
        # The next paper is chosen before this one leaves, so that the eye never waits for the library.
        if target is not State.INBOX and ids is None:
            self._browsing.advance(leaving=chosen)
        self._desk.do(lambda library: library.move(chosen, target))

    def _mark(self, chosen: list[int], read: bool) -> None:
        self._browsing.keep_unread(not read)
        self._desk.do(lambda library: library.mark_read(chosen, read))

    def _chosen(self, ids: list[int] | None) -> list[int]:
        return self._browsing.selected_ids() if ids is None else ids


def _any_without_star(traits: Traits) -> bool:
    return traits.starred < traits.count

"""A library as plain dictionaries: what the acknowledged verbs must have left behind, undo and redo included."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

#: One thing the person asked for: a verb and what it takes. Papers are named by title.
Op = dict[str, Any]

FRESH = {"starred": False, "state": "inbox", "unread": True, "trashed": False, "muted": False, "note": "",
         "venue": "", "tags": ()}  # fmt: skip


def titles_of(batch: int, size: int) -> list[str]:
    """The titles an import brings, from its number and size alone."""
    return [f"Day {batch}, fish {place}: an invented observation" for place in range(size)]


class Model:
    """Papers by title, lists and tags by name. `apply` answers whether the verb makes an undo step."""

    def __init__(self) -> None:
        self.papers: dict[str, dict[str, Any]] = {}
        self.lists: dict[str, list[str]] = {}
        self.tags: dict[str, bool] = {}
        self.feeds: dict[str, bool] = {}
        self.done: list[dict[tuple[str, str], Any]] = []
        self.undone: list[dict[tuple[str, str], Any]] = []
        self.keys: dict[str, str] = {}
        self.pages: dict[int, int] = {}

    def copy(self) -> Model:
        return copy.deepcopy(self)

    def facts(self) -> dict[str, Any]:
        """What a reader of the file must find."""
        return {"papers": self.papers, "lists": self.lists, "tags": self.tags, "feeds": self.feeds}

    def changes(self, op: Op) -> bool:
        """Would this verb, not undo or redo, change anything?"""
        return any(self._get(place) != value for place, value in self._wanted(op).items())

    def apply(self, op: Op) -> bool:
        if op["verb"] in ("add", "receive"):
            self.pages[op["batch"]] = op["size"]
        if op["verb"] in ("undo", "redo"):
            source, target = (self.done, self.undone) if op["verb"] == "undo" else (self.undone, self.done)
            target.append(self._put(source.pop()))
            return True
        wanted = self._wanted(op)
        before = self._put({place: value for place, value in wanted.items() if self._get(place) != value})
        if not before:
            return False
        self.done.append(before)
        self.undone.clear()
        return True

    def _get(self, place: tuple[str, str]) -> Any:
        kind, name = place
        return self._table(kind).get(name)

    def _table(self, kind: str) -> dict[str, Any]:
        return {"paper": self.papers, "list": self.lists, "tag": self.tags, "feed": self.feeds}[kind]

    def _put(self, values: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
        """Set each place to its value, None taking it away, and answer what stood there before."""
        before = {place: self._get(place) for place in values}
        for (kind, name), value in values.items():
            table = self._table(kind)
            if value is None:
                table.pop(name, None)
            else:
                table[name] = value
        return before

    def _wanted(self, op: Op) -> dict[tuple[str, str], Any]:
        verb = op["verb"]
        if verb == "follow":
            return {("feed", op["feed"]): True}
        if verb in ("add", "receive"):
            titles = titles_of(op["batch"], op["size"])
            return {("paper", title): dict(FRESH) for title in titles if title not in self.papers}
        if verb == "move_in_list":
            return {("list", op["list"]): self._moved(self.lists[op["list"]], op)}
        if verb in LISTING:
            return {("list", op["list"]): LISTING[verb](self.lists.get(op["list"], []), op)}
        changed = DECIDING[verb]
        wanted: dict[tuple[str, str], Any] = {
            ("paper", title): {**self.papers[title], **changed(self.papers[title], op)} for title in op["titles"]
        }
        return {**wanted, ("tag", op["name"]): True} if verb == "tag" else wanted

    def _moved(self, order: list[str], op: Op) -> list[str]:
        rest = [title for title in order if title not in op["titles"]]
        # A paper in the trash keeps its place in a list, but the person does not see it and does not count it.
        at, passed = 0, 0
        while at < len(rest) and (passed < op["position"] or self._is_aside(rest[at])):
            passed += not self._is_aside(rest[at])
            at += 1
        return rest[:at] + op["titles"] + rest[at:]

    def _is_aside(self, title: str) -> bool:
        return bool(self.papers[title]["trashed"] or self.papers[title]["muted"])


LISTING: dict[str, Callable[[list[str], Op], list[str]]] = {
    "create_list": lambda order, op: [],
    "add_to_list": lambda order, op: order + [title for title in op["titles"] if title not in order],
    "remove_from_list": lambda order, op: [title for title in order if title not in op["titles"]],
}

DECIDING: dict[str, Callable[[dict[str, Any], Op], dict[str, Any]]] = {
    "star": lambda paper, op: {"starred": op["on"]},
    "mark_read": lambda paper, op: {"unread": not op["on"]},
    "move": lambda paper, op: {"state": op["state"], "unread": False},
    "tag": lambda paper, op: {"tags": tuple(sorted({*paper["tags"], op["name"]}))},
    "untag": lambda paper, op: {"tags": tuple(each for each in paper["tags"] if each != op["name"])},
    "annotate": lambda paper, op: {"note": op["text"]},
    "edit": lambda paper, op: {"venue": op["text"]},
    "trash": lambda paper, op: {"trashed": True, "muted": False},
    "mute": lambda paper, op: {"muted": op["on"] and not paper["trashed"]},
    "restore": lambda paper, op: {"trashed": False},
}

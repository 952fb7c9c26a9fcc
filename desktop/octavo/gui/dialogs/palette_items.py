"""What the command palette offers for the words typed: commands, places and papers, in sections, best first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtGui import QAction, QKeySequence

from octavo.gui.actions import all_commands
from octavo.gui.dialogs.matching import Span, fit

MOST_ROWS: Final = 9
FindPapers = Callable[[str], list[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Destination:
    """A place one can go to. `place` is handed back as it is; `sign` is "@" for a list, "#" for a tag, else ""."""

    place: object
    words: str
    detail: str = ""
    icon: str = "list-ordered"
    sign: str = ""


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One row: a heading (no `target`), or something to run. `target` is a command's name, a place or a paper id."""

    words: str
    target: object = None
    section: str = ""
    detail: str = ""
    keys: str = ""
    icon: str = ""
    spans: list[Span] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return self.target is None


def keys_of(action: QAction) -> str:
    """The first shortcut of an action as caps to paint, in order: "Ctrl K", "G I", "Shift Z"."""
    return key_words(action.shortcut())


def key_words(sequence: QKeySequence) -> str:
    """A key sequence with a space between caps."""
    strokes = sequence.toString(QKeySequence.SequenceFormat.PortableText).split(", ")
    return " ".join(_stroke_words(stroke) for stroke in strokes if stroke)


def _stroke_words(stroke: str) -> str:
    names = {"Return": "Enter", "Escape": "Esc", "PgUp": "PgUp", "Del": "Delete"}
    plus_key = stroke == "+" or stroke.endswith("++")
    parts = [part for part in stroke.removesuffix("+").split("+") if part] + (["+"] if plus_key else [])
    return " ".join(names.get(part, part) for part in parts)


def command_words(action: QAction) -> str:
    """The words of an action without its mnemonic mark."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


class PaletteSource:
    """Answers the rows for what is typed. A leading > asks for commands alone, @ for lists, # for tags."""

    def __init__(
        self, actions: Mapping[str, QAction], destinations: Sequence[Destination], find_papers: FindPapers | None,
        recent: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._actions = {
            name: action
            for name, action in actions.items()
            if action.isEnabled() and name != "palette" and not name.startswith("tag_")
        }
        self._menus = {command.name: command.menu for command in all_commands()}
        self._destinations = destinations
        self._find_papers = find_papers
        self._recent = [name for name in recent if name in self._actions]

    def items(self, typed: str) -> list[PaletteItem]:
        """Headings and rows; at most `MOST_ROWS` rows are things to run unless one section alone was asked for."""
        sign, words = (typed[:1], typed[1:]) if typed[:1] in (">", "@", "#") else ("", typed)
        words = words.strip()
        if sign == ">":
            return _sections([("Commands", self._commands(words))])
        if sign:
            heading = "Reading lists" if sign == "@" else "Tags"
            return _sections([(heading, self._places(words, sign))])
        if not words:
            return _sections(self._resting())
        commands, places = self._commands(words), self._places(words, "")
        papers = self._papers(words)
        # Each section keeps a share, so that a common word cannot crowd the others out.
        room = MOST_ROWS
        shares = [min(len(commands), max(4, room - len(places) - len(papers)))]
        shares.append(min(len(places), max(2, room - shares[0] - len(papers))))
        shares.append(max(0, room - sum(shares)))
        sections = (("Commands", commands), ("Go to", places), ("Papers", papers))
        return _sections([(name, rows[:share]) for (name, rows), share in zip(sections, shares, strict=True)])

    def _resting(self) -> list[tuple[str, list[PaletteItem]]]:
        recent = [self._command(name, []) for name in self._recent[:4]]
        rest = [self._command(name, []) for name in self._actions if name not in self._recent[:4]]
        return [("Recent", recent), ("Commands", rest), ("Go to", self._places("", ""))]

    def _command(self, name: str, spans: list[Span]) -> PaletteItem:
        action = self._actions[name]
        icon = action.data() if isinstance(action.data(), str) else ""
        return PaletteItem(
            command_words(action), name, "command", self._menus.get(name, ""), keys_of(action), icon or "command", spans
        )

    def _commands(self, words: str) -> list[PaletteItem]:
        ranked = []
        for place, name in enumerate(self._actions):
            found = fit(words, command_words(self._actions[name]))
            if found is not None:
                used = self._recent.index(name) if name in self._recent else len(self._recent)
                ranked.append((found[0], used, place, self._command(name, found[1])))
        return [item for *_, item in sorted(ranked, key=lambda each: each[:3])]

    def _places(self, words: str, sign: str) -> list[PaletteItem]:
        ranked = []
        for order, each in enumerate(self._destinations):
            found = fit(words, each.words) if not sign or each.sign == sign else None
            if found is not None:
                row = PaletteItem(each.words, each.place, "place", each.detail, "", each.icon, found[1])
                ranked.append((found[0], order, row))
        return [item for *_, item in sorted(ranked, key=lambda each: each[:2])]

    def _papers(self, words: str) -> list[PaletteItem]:
        if self._find_papers is None or len(words) < 2:
            return []
        rows = []
        for paper_id, title in self._find_papers(words)[:MOST_ROWS]:
            found = fit(words, title)
            spans = found[1] if found else []
            rows.append(PaletteItem(title, paper_id, "paper", "", "", "file-text", spans))
        return rows


def _sections(sections: Sequence[tuple[str, list[PaletteItem]]]) -> list[PaletteItem]:
    items: list[PaletteItem] = []
    for name, rows in sections:
        if rows:
            items.append(PaletteItem(name))
            items += rows
    return items

"""Which keys run which command: the usual ones, those the person chose instead, and whom a key belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeySequence


class KeyMap:
    """Keys in Qt's portable spelling; `usual` and `chosen` go by the name of the command."""

    def __init__(self, usual: Mapping[str, Sequence[str]], chosen: Mapping[str, Sequence[str]]) -> None:
        self._usual = {name: [spelt(key) for key in keys] for name, keys in usual.items()}
        self._keys = {name: [spelt(key) for key in chosen.get(name, keys)] for name, keys in usual.items()}

    def keys(self, name: str) -> list[str]:
        """The keys of a command now, the main one first."""
        return list(self._keys[name])

    def is_usual(self, name: str) -> bool:
        return self._keys[name] == self._usual[name]

    def chosen(self) -> dict[str, list[str]]:
        """What differs from the usual, to be kept."""
        return {name: list(keys) for name, keys in self._keys.items() if not self.is_usual(name)}

    def begins(self, key: str, but: str) -> list[str]:
        """The commands, `but` one, with a longer key that starts with this one."""
        return [
            name
            for name, keys in self._keys.items()
            if name != but and any(each.startswith(f"{key}, ") for each in keys)
        ]

    def owner(self, key: str, but: str) -> str | None:
        """Another command that this key already runs, or that a first part of it does."""
        strokes = key.split(", ")
        parts = {", ".join(strokes[: count + 1]) for count in range(len(strokes))}
        return next((name for name, keys in self._keys.items() if name != but and parts & set(keys)), None)

    def give(self, name: str, key: str) -> None:
        """Make a free key the main one of a command, in place of its main one."""
        rest = [each for each in self._keys[name][1:] if each != key]
        self._keys[name] = [key, *rest]

    def swap(self, name: str, key: str) -> None:
        """Give a command the key of another, which gets this one's main key, if it has one, for it."""
        other = self.owner(key, name)
        own = self._keys[name][:1]
        if other is not None:
            keys = self._keys[other]
            parts = {key, *(each for each in keys if key.startswith(f"{each}, "))}
            at = next(place for place, each in enumerate(keys) if each in parts)
            self._keys[other] = [*keys[:at], *own, *keys[at + 1 :]]
        self.give(name, key)

    def remove(self, name: str) -> None:
        """Leave a command without a key."""
        self._keys[name] = []

    def reset(self, name: str) -> None:
        """Give a command its usual keys back; whoever was given one of them gets its own usual ones back too."""
        self._keys[name] = list(self._usual[name])
        for key in self._keys[name]:
            other = self.owner(key, name)
            if other is None:
                other = next(iter(self.begins(key, name)), None)
            if other is not None:
                self.reset(other)

    def reset_all(self) -> None:
        """Every command as it came."""
        self._keys = {name: list(keys) for name, keys in self._usual.items()}


def spelt(key: str) -> str:
    """One spelling for each key: "Esc" for "Escape", "Ctrl+K" for "ctrl+k"."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)

"""One declaration a setting: name, type, default, words. Kept in one small JSON file; a damaged file means defaults."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

Value = TypeVar("Value", str, int, float, bool, list[str], dict[str, list[str]])


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """`choices` is empty where any value of the default's type will do; `names` say them to the person, in order.

    `words` name the setting, `detail` says in one sentence what it means where the words alone do not.
    """

    name: str
    default: Value
    words: str
    choices: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    detail: str = ""


START_PLACE: Final = Setting(
    "start_place", "last", "Open Octavo with", ("last", "inbox", "today", "to-read", "starred", "all"),
    ("The place left last", "Inbox", "Today", "To read", "Starred", "All papers"),
)  # fmt: skip
READ_AFTER: Final = Setting(
    "read_after", "800", "Mark a paper as read", ("0", "800", "2000", "5000", "never"),
    ("At once", "After 0.8 seconds", "After 2 seconds", "After 5 seconds", "Only when I decide"),
    "Counted from when it is selected. Deciding about a paper marks it as read too.",
)  # fmt: skip
ADVANCE: Final = Setting(
    "advance", "next", "After a decision, go to", ("next", "previous"), ("Next paper", "Previous paper"),
)  # fmt: skip
LISTING_MARKS_DONE: Final = Setting(
    "listing_marks_done", False, "Adding to a list also marks done",
    detail="Takes the paper out of the Inbox as soon as it is on a list.",
)  # fmt: skip
APPEARANCE: Final = Setting(
    "appearance", "system", "Appearance", ("system", "light", "dark"), ("Match system", "Light", "Dark")
)
TEXT_SIZE: Final = Setting("text_size", 1.0, "Text size")
SMALLEST_TEXT: Final = 0.9
LARGEST_TEXT: Final = 2.0
TEXT_STEP: Final = 0.1
ACCENT: Final = Setting(
    "accent", "system", "Accent colour", ("system", "octavo"), ("Match system", "Octavo blue"),
    "For what is selected and where you are. Where the system names none, it is blue.",
)  # fmt: skip
MORE_CONTRAST: Final = Setting(
    "more_contrast", False, "Increase contrast", detail="Follows the system unless you turn it on here."
)
DENSITY: Final = Setting("density", "comfortable", "Rows", ("comfortable", "compact"), ("Comfortable", "Compact"))
REDUCED_MOTION: Final = Setting(
    "reduced_motion", False, "Reduce motion", detail="Follows the system unless you turn it on here."
)
KEY_HINTS: Final = Setting("key_hints", True, "Show key hints under the paper")
DIALECT: Final = Setting("dialect", "bibtex", "Citation format", ("bibtex", "biblatex"), ("BibTeX", "BibLaTeX"))
CITE_COMMAND: Final = Setting(
    "cite_command", "latex", "Citation command", ("latex", "autocite", "pandoc", "typst"),
    ("LaTeX", "BibLaTeX", "Pandoc", "Typst"),
)  # fmt: skip
KEY_PATTERN: Final = Setting(
    "key_pattern", "{author}{year}{word}", "Citation keys",
    detail="For papers that have no key yet. Keys that were given stay as they are.",
)  # fmt: skip
DRAG_TEXT: Final = Setting(
    "drag_text", "command", "Dragged out of the list",
    ("command", "latex", "autocite", "pandoc", "typst", "keys", "entry", "reference"),
    ("Citation command", "LaTeX", "BibLaTeX", "Pandoc", "Typst", "Citation key", "Entry", "Plain reference"),
    "What another program gets when papers are dropped on it.",
)  # fmt: skip
CITE_ELSEWHERE: Final = Setting(
    "cite_elsewhere", False, "Cite from other programs",
    detail="Lets editors on this computer ask for a citation, at the address they know from Better BibTeX.",
)  # fmt: skip
LOOK_UP_NEW: Final = Setting(
    "look_up_new", "ask", "Look up what an import lacks", ("ask", "always", "never"), ("Ask me", "Always", "Never"),
    "Sends titles and numbers of papers to Hugging Face, arXiv, Semantic Scholar and Crossref, and nothing else.",
)  # fmt: skip
KEEP_TRUE: Final = Setting(
    "keep_true", "asked", "Check kept papers", ("asked", "weekly"), ("When I ask", "Every week"),
    "Starred papers and those in lists: published since, a new version, withdrawn. Nothing changes unasked.",
)  # fmt: skip
OPEN_ALEX_KEY: Final = Setting(
    "open_alex_key", "", "OpenAlex key", detail="Your own key. Without one, OpenAlex is not asked."
)
CONTACT: Final = Setting(
    "contact", "", "Your e-mail, told to services",
    detail="They write before they shut anyone out, and some answer sooner. Without one, none is told.",
)  # fmt: skip
PROTECT_CAPITALS: Final = Setting(
    "protect_capitals", True, "Protect capitals in titles",
    detail="Braces around names and acronyms, so that styles which write titles small leave them alone.",
)  # fmt: skip
REFRESH_ON_START: Final = Setting("refresh_on_start", True, "Refresh feeds when Octavo starts")
FEED_MINUTES: Final = Setting(
    "feed_minutes", "60", "Refresh new feeds", ("30", "60", "180", "720", "1440", "0"),
    ("Every 30 minutes", "Every hour", "Every 3 hours", "Every 12 hours", "Once a day", "By hand only"),
    "While Octavo is open. Each feed can have its own.",
)  # fmt: skip
FEED_NOTICES: Final = Setting(
    "feed_notices", False, "Tell me of new papers on the desktop",
    detail="By the system, while the window is not in front.",
)  # fmt: skip
FEED_STATE: Final = Setting(
    "feed_state", "inbox", "New papers from feeds go to", ("inbox", "to-read"), ("Inbox", "To read"),
)  # fmt: skip
FEED_DOUBTS: Final = Setting(
    "feed_doubts", "add", "Papers that may be here already", ("add", "leave"), ("Add as new", "Leave out"),
    "Nothing is ever merged without asking. Papers that are here already are only seen again.",
)  # fmt: skip
PAPERS_ONLY: Final = Setting(
    "papers_only", True, "Leave out posts that name no paper",
    detail="News feeds of journals and blogs carry editorials and announcements too.",
)  # fmt: skip
EXPORT_FORMAT: Final = Setting("export_format", "", "Format of the last export")
EXPORT_ABSTRACTS: Final = Setting("export_abstracts", False, "Include abstracts")
EXPORT_KEYWORDS: Final = Setting("export_keywords", False, "Include keywords", detail="Your tags, as keywords.")
EXPORT_NOTES: Final = Setting("export_notes", False, "Include my notes", detail="Whoever gets the file can read them.")
KEYS: Final[Setting[dict[str, list[str]]]] = Setting("keys", {}, "Keys the person chose, by command")
PREFERENCES_PAGE: Final = Setting("preferences_page", "general", "Page of the preferences shown last")
EXPORT_FOLDER: Final = Setting("export_folder", "", "Folder of the last export")
DAILY_COPIES: Final = Setting(
    "daily_copies", True, "Keep a copy of each day",
    detail="Twelve days, then one a week and one a month, in a folder beside the library.",
)  # fmt: skip
LAST_LIST: Final = Setting("last_list", 0, "Last reading list used")
WINDOW_GEOMETRY: Final = Setting("window_geometry", "", "Window size and place")
PANE_WIDTHS: Final = Setting("pane_widths", ["240", "440"], "Widths of sidebar and list")
SIDEBAR_SHOWN: Final = Setting("sidebar_shown", True, "Sidebar")
COLLAPSED_SECTIONS: Final[Setting[list[str]]] = Setting("collapsed_sections", [], "Collapsed sidebar sections")
LAST_PLACE: Final[Setting[list[str]]] = Setting("last_place", [], "Place shown last")
LAST_PAPER: Final = Setting("last_paper", 0, "Paper shown last")
RECENT_COMMANDS: Final[Setting[list[str]]] = Setting("recent_commands", [], "Commands used last in the palette")


class Settings:
    """The person's choices. `path` None keeps them in memory only."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._values: dict[str, Any] = _load(path)
        self._listeners: list[Callable[[str], None]] = []

    def get(self, setting: Setting[Value]) -> Value:
        """The value chosen, or the default where none was or the stored one does not fit."""
        value = self._values.get(setting.name, setting.default)
        fits = type(value) is type(setting.default) or (isinstance(setting.default, float) and isinstance(value, int))
        if isinstance(value, list):
            fits = fits and _are_words(value)
        if isinstance(value, dict):
            fits = fits and all(isinstance(each, list) and _are_words(each) for each in value.values())
        if not fits or (setting.choices and value not in setting.choices):
            return setting.default
        return value  # type: ignore[no-any-return]

    def set(self, setting: Setting[Value], value: Value) -> None:
        """Choose `value`, write the file and tell the listeners; the same value again does nothing."""
        if self._values.get(setting.name) == value:
            return
        self._values[setting.name] = value
        self._save()
        for listener in self._listeners:
            listener(setting.name)

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call `listener(name)` after each change."""
        self._listeners.append(listener)

    def _save(self) -> None:
        if self._path is None:
            return
        # Preferences are worth no interruption: a full disk is told where papers are saved, not here.
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(".new")
            beside.write_text(json.dumps(self._values, indent=1, ensure_ascii=False), encoding="utf-8")
            os.replace(beside, self._path)
        except OSError:
            pass


def _are_words(values: list[Any]) -> bool:
    return all(isinstance(each, str) for each in values)


def _load(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}

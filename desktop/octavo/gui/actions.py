"""Every command: its words, key, icon and menu. Menus, palette, key sheet and tool tips are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from octavo.gui.text import for_menu
from octavo.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` in Qt's portable spelling, the first one shown. `scope`: "panes" for single keys that must stay silent
    while typing, "window" for the rest. `needs` names what must be there: "" (an open library), "paper", "papers",
    "list" (a reading list is shown), "smart" (a smart list is), "feed" (one that is followed), "own" (any of these or a
    tag is), "muted" (a muted paper is), "trashed" (one in the trash is), "attached" (a paper with a PDF of its own is),
    "undo", "redo".
    `repeats`: may a held key repeat?
    """

    name: str
    words: str
    menu: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    scope: str = "window"
    needs: str = ""
    repeats: bool = False
    checkable: bool = False


MENUS: Final = ("File", "Edit", "View", "Paper", "List", "Feed", "Go", "Help")

#: In menu order; None is a separator in the menu of the command before it.
COMMANDS: Final[tuple[Command | None, ...]] = (
    Command("import", "Import…", "File", "download", ("Ctrl+I",)),
    Command("import_file", "Open file…", "File", "folder-open", ("Ctrl+O",)),
    Command("import_clipboard", "Import from clipboard", "File", "clipboard-paste", ("Ctrl+V",), "panes"),
    Command("add_links", "Add arXiv links…", "File", "link"),
    Command("imports", "Imports…", "File", "history"),
    None,
    Command("export", "Export…", "File", "share", ("Ctrl+E",)),
    Command("live_files", "Files that follow lists…", "File", "file-text"),
    Command("manuscript", "Compare a manuscript…", "File", "book-open"),
    None,
    Command("look_up_shown", "Look up what this view lacks", "File", "users"),
    Command("look_up_incomplete", "Look up everything incomplete", "File", "users"),
    Command("check_kept", "Check kept papers…", "File", "rotate-ccw"),
    Command("find_duplicates", "Find duplicates…", "File", "merge"),
    Command("save_former_keys", "Save old and new keys…", "File", "key"),
    None,
    Command("back_up", "Back up library…", "File", "save"),
    Command("check", "Check library", "File", "circle-check"),
    None,
    Command("quit", "Quit", "File", "", ("Ctrl+Q",)),
    Command("undo", "Undo", "Edit", "undo-2", ("Z", "Ctrl+Z"), "panes", "undo"),
    Command("redo", "Redo", "Edit", "redo-2", ("Shift+Z", "Ctrl+Shift+Z"), "panes", "redo"),
    None,
    Command("copy_citation", "Copy citation command", "Edit", "quote", ("C", "Ctrl+C"), "panes", "papers"),
    Command("copy_key", "Copy citation key", "Edit", "key", ("Shift+C",), "panes", "papers"),
    Command("copy_bibtex", "Copy BibTeX", "Edit", "copy", ("Y",), "panes", "papers"),
    Command("copy_reference", "Copy plain reference", "Edit", "file-text", ("Shift+Y",), "panes", "papers"),
    Command("copy_latex", "Copy citation for LaTeX", "Edit", "quote", (), "panes", "papers"),
    Command("copy_pandoc", "Copy citation for Pandoc", "Edit", "quote", (), "panes", "papers"),
    Command("copy_typst", "Copy citation for Typst", "Edit", "quote", (), "panes", "papers"),
    None,
    Command("select_all", "Select all", "Edit", "", ("Ctrl+A",), "panes"),
    Command("toggle_selected", "Add to selection or take out", "Edit", "", ("X",), "panes", "paper"),
    Command("extend_next", "Extend selection down", "Edit", "", ("Shift+J",), "panes", "paper", True),
    Command("extend_previous", "Extend selection up", "Edit", "", ("Shift+K",), "panes", "paper", True),
    Command("clear", "Back", "Edit", "", ("Esc",), "panes"),
    None,
    Command("search", "Search this view", "Edit", "search", ("/",), "panes"),
    Command("search_all", "Search all papers", "Edit", "search", ("Ctrl+F",)),
    Command("palette", "Command palette…", "Edit", "command", ("Ctrl+K",)),
    None,
    Command("manage_tags", "Tags…", "Edit", "tag"),
    None,
    Command("preferences", "Preferences…", "Edit", "settings", ("Ctrl+,",)),
    Command("toggle_sidebar", "Sidebar", "View", "panel-left", ("F9",), checkable=True),
    Command("focus_paper", "Focus on the paper", "View", "book-open", ("F",), "panes", checkable=True),
    Command("next_pane", "Next pane", "View", "", ("F6",)),
    Command("previous_pane", "Previous pane", "View", "", ("Shift+F6",)),
    Command("wider", "Wider pane", "View", "", ("Alt+Shift+Right",), "window", "", True),
    Command("narrower", "Narrower pane", "View", "", ("Alt+Shift+Left",), "window", "", True),
    None,
    Command("larger_text", "Larger text", "View", "", ("Ctrl++", "Ctrl+=")),
    Command("smaller_text", "Smaller text", "View", "", ("Ctrl+-",)),
    Command("ordinary_text", "Ordinary text size", "View", "", ("Ctrl+0",)),
    Command("compact_rows", "Compact rows", "View", "list", checkable=True),
    None,
    Command("follow_system", "Appearance: follow the system", "View", "monitor"),
    Command("light", "Appearance: light", "View", "sun"),
    Command("dark", "Appearance: dark", "View", "moon"),
    Command("done", "Done", "Paper", "check", ("E",), "panes", "papers"),
    Command("to_read", "To read", "Paper", "bookmark", ("Q",), "panes", "papers"),
    Command("not_for_me", "Not for me", "Paper", "ban", ("D",), "panes", "papers"),
    Command("to_inbox", "Back to inbox", "Paper", "inbox", ("Shift+Q",), "panes", "papers"),
    None,
    Command("star", "Star", "Paper", "star", ("S",), "panes", "papers"),
    Command("unread", "Read or unread", "Paper", "circle-dot", ("U",), "panes", "papers"),
    Command("mark_all_read", "Mark view as read", "Paper", "check-check", ("Shift+A",), "panes"),
    Command("tags", "Edit tags…", "Paper", "tag", ("T",), "panes", "papers"),
    Command("add_to_list", "Add to list…", "Paper", "list-plus", ("L",), "panes", "papers"),
    Command("add_to_last_list", "Add to the last list", "Paper", "", ("Shift+L",), "panes", "papers"),
    Command("note", "Write note", "Paper", "notebook-pen", ("N",), "panes", "paper"),
    Command("edit_paper", "Edit details…", "Paper", "pencil", ("Shift+E",), "panes", "paper"),
    Command("keys_anew", "Make keys anew…", "Paper", "key"),
    None,
    Command("look_up", "Look up authors", "Paper", "users", ("R",), "panes", "papers"),
    Command("stop_look_up", "Stop looking up this paper", "Paper", "circle-x", (), "panes", "paper"),
    Command("choose_match", "Choose a match…", "Paper", "list-checks", ("Shift+R",), "panes"),
    Command("show_proposals", "Proposed changes…", "Paper", "history", ("Ctrl+R",)),
    Command("search_arxiv", "Search arXiv", "Paper", "search", (), "panes", "paper"),
    Command("merge", "Merge…", "Paper", "merge", (), "panes", "papers"),
    Command("find_duplicates_of", "Find duplicates of this paper…", "Paper", "merge", (), "panes", "paper"),
    None,
    Command("open_page", "Open in browser", "Paper", "external-link", ("Return", "Enter"), "panes", "paper"),
    Command("open_pdf", "Open PDF", "Paper", "file-down", ("O",), "panes", "paper"),
    Command("attach_pdf", "Attach PDF…", "Paper", "file-plus", (), "window", "paper"),
    Command("detach_pdf", "Take PDF off…", "Paper", "file-text", (), "window", "attached"),
    Command("sightings", "Where it was seen…", "Paper", "history", (), "window", "paper"),
    None,
    Command("delete", "Move to trash", "Paper", "trash-2", ("Del", "Backspace"), "panes", "papers"),
    Command("restore", "Restore from trash", "Paper", "archive-restore", (), "panes", "trashed"),
    Command("mute", "Mute", "Paper", "volume-x", (), "panes", "papers"),
    Command("unmute", "Take back from muted", "Paper", "archive-restore", (), "panes", "muted"),
    Command("empty_trash", "Empty trash…", "Paper", "trash-2"),
    Command("new_list", "New list…", "List", "plus", ("Ctrl+N",)),
    Command("new_smart_list", "New smart list…", "List", "list-filter", ("Ctrl+Shift+N",)),
    Command("rename", "Rename…", "List", "pencil", ("F2",), "window", "own"),
    Command("change_search", "Change search…", "List", "search", (), "window", "smart"),
    Command("delete_place", "Delete list or tag…", "List", "trash-2", (), "window", "own"),
    None,
    Command("move_up", "Move up in the list", "List", "chevron-up", ("Alt+Up",), "panes", "list", True),
    Command("move_down", "Move down in the list", "List", "chevron-down", ("Alt+Down",), "panes", "list", True),
    Command("follow_feed", "Follow a feed…", "Feed", "rss"),
    Command("refresh", "Refresh feeds", "Feed", "refresh-cw", ("F5",)),
    None,
    Command("refresh_feed", "Refresh this feed", "Feed", "refresh-cw", (), "window", "feed"),
    Command("catch_up", "Catch up on missed days", "Feed", "history", (), "window", "feed"),
    Command("pause_feed", "Pause or resume this feed", "Feed", "pause", (), "window", "feed"),
    Command("remove_feed", "Stop following this feed", "Feed", "x", (), "window", "feed"),
    None,
    Command("rules", "Rules…", "Feed", "list-checks"),
    None,
    Command("follow_list", "Follow feeds from a file…", "Feed", "folder-open"),
    Command("save_list", "Save list of feeds…", "Feed", "save"),
    Command("next", "Next paper", "Go", "chevron-down", ("J",), "panes", "", True),
    Command("previous", "Previous paper", "Go", "chevron-up", ("K",), "panes", "", True),
    Command("read_on", "Scroll, then next unread", "Go", "", ("Space",), "panes", "", True),
    Command("read_back", "Scroll back", "Go", "", ("Shift+Space",), "panes", "", True),
    None,
    Command("go_inbox", "Inbox", "Go", "inbox", ("G, I",), "panes"),
    Command("go_today", "Today", "Go", "sun", ("G, T",), "panes"),
    Command("go_to_read", "To read", "Go", "bookmark", ("G, Q",), "panes"),
    Command("go_starred", "Starred", "Go", "star", ("G, S",), "panes"),
    Command("go_all", "All papers", "Go", "library", ("G, A",), "panes"),
    Command("go_list", "List…", "Go", "list-ordered", ("G, L",), "panes"),
    Command("go_tag", "Tag…", "Go", "tag", ("G, H",), "panes"),
    Command("previous_place", "Previous place", "Go", "", ("[",), "panes", "", True),
    Command("next_place", "Next place", "Go", "", ("]",), "panes", "", True),
    Command("keys", "Keys", "Help", "keyboard", ("?", "F1")),
    Command("about", "About Octavo", "Help", "info"),
)


#: Where macOS puts them in the menu of the program.
_ROLES: Final = {
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
    "preferences": QAction.MenuRole.PreferencesRole,
}

#: Always at hand, whatever is shown.
_UNCONDITIONAL: Final = ("quit", "keys", "about", "preferences")


def all_commands() -> list[Command]:
    """The commands without the separators."""
    return [command for command in COMMANDS if command is not None]


class Actions(QObject):
    """One QAction a command, in `all` by name; `bind` gives them their functions once the panes exist.

    `groups` are the menus, and the tags of the sidebar, with the names of their commands; `words` say a command in
    full whatever its action says at the moment; `usual` are the keys a command comes with.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.all: dict[str, QAction] = {}
        self.words = {command.name: command.words.rstrip("…") for command in all_commands()}
        self.usual = {command.name: command.keys for command in all_commands()}
        self.groups = {menu: [each.name for each in all_commands() if each.menu == menu] for menu in MENUS}
        self._needs = {command.name: command.needs for command in all_commands()}
        self._panes_only = [command.name for command in all_commands() if command.scope == "panes"]
        self._met: set[str] = set()
        self._held = 0
        for command in all_commands():
            self.all[command.name] = self._make(command, theme, window)
        self._make_tag_keys(window)
        self.rekey({})

    def bind(self, functions: Mapping[str, Callable[[], object]]) -> None:
        """Connect each command to its function. Raises KeyError if one has none."""
        for name, action in self.all.items():
            action.triggered.connect(lambda _checked=False, name=name, run=functions[name]: self._run(name, run))

    def rekey(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Give each command the keys chosen for it, in Qt's portable spelling, or else its usual ones."""
        for name, action in self.all.items():
            keys = list(chosen.get(name, self.usual[name]))
            action.setShortcuts([QKeySequence(key) for key in keys])
            words = self.words[name]
            action.setToolTip(f"{words} ({shown_key(keys[0])})" if keys else words)

    def attach(self, window: QWidget, panes: Iterable[QWidget]) -> None:
        """Window commands act everywhere in `window`; single keys only while one of the `panes` has the focus."""
        panes = list(panes)
        for name, action in self.all.items():
            for owner in panes if name in self._panes_only else [window]:
                owner.addAction(action)

    def fill(self, bar: QMenuBar) -> None:
        """Make the menu bar."""
        menus = {name: bar.addMenu(name) for name in MENUS}
        last = MENUS[0]
        for command in COMMANDS:
            if command is None:
                menus[last].addSeparator()
            else:
                last = command.menu
                menus[last].addAction(self.all[command.name])

    def menu(self, names: Iterable[str], parent: QWidget) -> QMenu:
        """A context menu of these commands, "" for a separator, with the menu bar's words and keys."""
        menu = QMenu(parent)
        for name in names:
            if name:
                menu.addAction(self.all[name])
            else:
                menu.addSeparator()
        return menu

    def allow(self, met: set[str]) -> None:
        """Enable the commands whose needs are in `met`; "" in `met` means the library is open."""
        if met != self._met:
            self._met = set(met)
            self._settle()

    def hold(self, on: bool) -> None:
        """Silence every command but Quit while a sheet is open; calls nest."""
        self._held = max(0, self._held + (1 if on else -1))

    def _run(self, name: str, function: Callable[[], object]) -> None:
        # Not by disabling the actions: the buttons under the sheet would turn grey for as long as it is open.
        if not self._held or name == "quit":
            function()

    def _settle(self) -> None:
        for name, action in self.all.items():
            action.setEnabled(name in _UNCONDITIONAL or self._needs[name] in self._met)

    def _make_tag_keys(self, window: QWidget) -> None:
        """One key each for the first nine tags of the sidebar: too many for a menu, not for the hand."""
        names = [f"tag_{digit}" for digit in range(1, 10)]
        for digit, name in enumerate(names, start=1):
            self.words[name] = f"Toggle tag {digit} of the sidebar"
            self.usual[name] = (str(digit),)
            action = self.all[name] = QAction(self.words[name], window)
            action.setObjectName(name)
            action.setAutoRepeat(False)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._needs[name] = "papers"
            self._panes_only.append(name)
        self.groups["Tags of the sidebar"] = names

    def _make(self, command: Command, theme: Theme, window: QWidget) -> QAction:
        action = QAction(for_menu(command.words), window)
        action.setObjectName(command.name)
        action.setIconText(command.words)
        action.setData(command.icon)
        if command.icon:
            action.setIcon(theme.icon(command.icon))
        action.setIconVisibleInMenu(False)
        action.setAutoRepeat(command.repeats)
        action.setCheckable(command.checkable)
        if command.scope == "panes":
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if command.name in _ROLES:
            action.setMenuRole(_ROLES[command.name])
        return action


def shown_key(key: str) -> str:
    """A key as this system writes it ("⌘K" on macOS)."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)

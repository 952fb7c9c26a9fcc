"""Which function each command runs, and which signals of the panes are commands by another way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from octavo.bibliography import links
from octavo.gui import context_menus, words
from octavo.gui.dialogs.about_sheet import AboutSheet
from octavo.gui.dialogs.key_sheet import KeySheet
from octavo.gui.dialogs.palette import CommandPalette
from octavo.gui.dialogs.palette_items import Destination
from octavo.gui.text import open_link
from octavo.library.reading import Place
from octavo.settings import RECENT_COMMANDS

if TYPE_CHECKING:
    from octavo.gui.app import Octavo


def connect(octavo: Octavo) -> None:
    """Bind every command and every signal; called once, when all parts exist."""
    actions, pane, reader = octavo.actions, octavo.pane, octavo.reader
    actions.bind(functions(octavo))
    actions.attach(octavo.window, (octavo.sidebar, pane, reader, octavo.welcome))
    actions.fill(octavo.window.menuBar())
    _connect_sidebar(octavo)
    _connect_list(octavo)
    context_menus.connect(octavo)
    reader.tag_removed.connect(octavo.organising.untag)
    reader.tag_clicked.connect(octavo.organising.show_tag)
    reader.note_closed.connect(octavo.focus_front)
    reader.copy_requested.connect(lambda _what: octavo.exporting.copy_entries())
    reader.format_chosen.connect(octavo.exporting.choose_dialect)
    reader.place_requested.connect(octavo.browsing_now.show_place)
    reader.selection_cleared.connect(pane.clear_selection)
    reader.back_clicked.connect(lambda: octavo.window.push_reader(False))
    octavo.welcome.paste_clicked.connect(octavo.importing.from_clipboard)
    octavo.welcome.open_clicked.connect(octavo.importing.choose_files)
    octavo.welcome.links_clicked.connect(octavo.importing.from_links)
    octavo.welcome.samples_clicked.connect(octavo.importing.samples)
    octavo.window.dropped.connect(octavo.importing.from_drop)
    octavo.window.arranged.connect(lambda _beside: reader.show_back(octavo.window.one_pane))
    reader.show_back(octavo.window.one_pane)
    octavo.toast.undo_clicked.connect(octavo.deciding.undo)
    for signal in (
        octavo.browsing_now.current_changed,
        octavo.browsing_now.place_changed,
        octavo.browsing_now.surveyed,
    ):
        signal.connect(lambda _what: _allow(octavo))
    _allow(octavo)


def _connect_sidebar(octavo: Octavo) -> None:
    sidebar = octavo.sidebar
    sidebar.import_clicked.connect(octavo.importing.from_clipboard)
    sidebar.toggle_clicked.connect(octavo.moving.toggle_sidebar)
    sidebar.preferences_clicked.connect(octavo.actions.all["preferences"].trigger)
    sidebar.place_entered.connect(lambda _place: octavo.focus_front())


def _connect_list(octavo: Octavo) -> None:
    pane = octavo.pane
    pane.open_requested.connect(lambda _paper_id: _open_page(octavo))
    pane.star_clicked.connect(lambda paper_id: octavo.deciding.star([paper_id]))
    pane.done_clicked.connect(lambda paper_id: octavo.deciding.done([paper_id]))
    pane.order_dropped.connect(octavo.organising.put_at)
    pane.dragged_out.connect(octavo.exporting.dragged_out)
    pane.model.drag_text = octavo.exporting.drag_text
    pane.mark_read_clicked.connect(octavo.actions.all["mark_all_read"].trigger)
    pane.export_clicked.connect(octavo.exporting.offer)
    pane.import_clicked.connect(octavo.importing.from_clipboard)
    pane.smart_list_clicked.connect(octavo.smart_listing.save)
    pane.sidebar_clicked.connect(octavo.moving.toggle_sidebar)


def _allow(octavo: Octavo) -> None:
    """Enable what makes sense now."""
    browsing = octavo.browsing_now
    met = {""}
    if browsing.paper is not None:
        met |= {"paper", "papers"}
    if browsing.place.kind == "list":
        met.add("list")
    if browsing.place.kind == "smart":
        met.add("smart")
    if browsing.place.kind in ("list", "smart", "tag"):
        met.add("own")
    if octavo.following_feeds.shown() is not None:
        met |= {"feed", "own"}
    if browsing.paper is not None and browsing.paper.muted:
        met.add("muted")
    if browsing.paper is not None and browsing.paper.trashed:
        met.add("trashed")
    if browsing.paper is not None and browsing.paper.attachments:
        met.add("attached")
    if browsing.survey is not None:
        met |= {name for name, step in (("undo", browsing.survey.undo), ("redo", browsing.survey.redo)) if step}
    octavo.actions.allow(met)
    context_menus.name_by_place(octavo)


def functions(octavo: Octavo) -> dict[str, Callable[[], object]]:
    """One function a command, by the command's name."""
    deciding, organising, moving = octavo.deciding, octavo.organising, octavo.moving
    smart, feeds = octavo.smart_listing, octavo.following_feeds
    importing, exporting, writing, effects = octavo.importing, octavo.exporting, octavo.writing, octavo.effects
    table: dict[str, Callable[[], object]] = {
        "import": importing.from_clipboard,
        "import_file": importing.choose_files,
        "import_clipboard": importing.from_clipboard,
        "add_links": importing.from_links,
        "export": exporting.offer,
        "back_up": octavo.caring.back_up,
        "check": octavo.caring.check,
        "quit": octavo.window.close,
        "follow_feed": feeds.follow,
        "refresh": octavo.refreshing.refresh_all,
        "refresh_feed": feeds.refresh,
        "catch_up": feeds.catch_up,
        "pause_feed": feeds.pause,
        "remove_feed": feeds.remove,
        "rules": feeds.rules,
        "follow_list": feeds.follow_list,
        "save_list": feeds.save_list,
        "mute": feeds.mute(True),
        "unmute": feeds.mute(False),
        "undo": deciding.undo,
        "redo": deciding.redo,
        "copy_citation": exporting.copy_command,
        "copy_key": exporting.copy_keys,
        "copy_bibtex": exporting.copy_entries,
        "copy_reference": exporting.copy_references,
        "select_all": octavo.pane.select_all_papers,
        "toggle_selected": octavo.pane.toggle_current,
        "extend_next": octavo.pane.extend_next,
        "extend_previous": octavo.pane.extend_previous,
        "clear": moving.back,
        "search": moving.search,
        "search_all": moving.search_all,
        "palette": lambda: _open_palette(octavo),
        "manage_tags": organising.manage_tags,
        "preferences": octavo.open_preferences,
        "toggle_sidebar": moving.toggle_sidebar,
        "focus_paper": moving.focus_paper,
        "next_pane": moving.next_pane,
        "previous_pane": moving.previous_pane,
        "wider": moving.widen(1),
        "narrower": moving.widen(-1),
        "larger_text": effects.resize_text(1),
        "smaller_text": effects.resize_text(-1),
        "ordinary_text": effects.resize_text(0),
        "compact_rows": effects.switch_density,
        "follow_system": effects.appear("system"),
        "light": effects.appear("light"),
        "dark": effects.appear("dark"),
        "done": deciding.done,
        "to_read": deciding.to_read,
        "not_for_me": deciding.not_for_me,
        "to_inbox": deciding.to_inbox,
        "star": deciding.star,
        "unread": deciding.unread,
        "mark_all_read": lambda: deciding.mark_all_read(lambda: octavo.telling.explain("Nothing here is unread")),
        "tags": organising.edit_tags,
        "add_to_list": organising.add_to_list,
        "add_to_last_list": organising.add_to_last_list,
        "note": lambda: _write_note(octavo),
        "edit_paper": writing.edit,
        "look_up": octavo.looking_up.selected,
        "look_up_shown": octavo.looking_up.shown,
        "look_up_incomplete": octavo.looking_up.incomplete,
        "stop_look_up": octavo.looking_up.stop_current,
        "choose_match": octavo.keeping_true.choose,
        "show_proposals": octavo.keeping_true.show_proposals,
        "check_kept": octavo.keeping_true.check_kept,
        "search_arxiv": lambda: _search_arxiv(octavo),
        "find_duplicates": octavo.merging.find_duplicates,
        "merge": octavo.merging.merge_selected,
        "find_duplicates_of": octavo.merging.find_duplicates_of_current,
        "save_former_keys": octavo.merging.save_former_keys,
        "open_page": lambda: _open_page(octavo),
        "delete": lambda: _delete(octavo),
        "restore": deciding.restore,
        "empty_trash": organising.empty_trash,
        "new_list": organising.new_list,
        "new_smart_list": smart.save,
        "change_search": smart.change,
        "rename": _each(organising.rename, smart.rename, feeds.rename),
        "delete_place": _each(organising.delete, smart.delete, feeds.remove),
        "move_up": organising.move_by(-1),
        "move_down": organising.move_by(1),
        "next": moving.next,
        "previous": moving.previous,
        "read_on": moving.read_on,
        "read_back": moving.read_back,
        "go_inbox": moving.go("inbox"),
        "go_today": moving.go("today"),
        "go_to_read": moving.go("to-read"),
        "go_starred": moving.go("starred"),
        "go_all": moving.go("all"),
        "go_list": lambda: organising.go_to("list"),
        "go_tag": lambda: organising.go_to("tag"),
        "previous_place": lambda: octavo.sidebar.step(-1),
        "next_place": lambda: octavo.sidebar.step(1),
        "keys": lambda: _show_keys(octavo),
        "about": lambda: octavo.over(AboutSheet)().show_about(octavo.path),
    }
    table |= octavo.outgoing.commands() | octavo.remembering.commands()
    for digit in range(1, 10):
        table[f"tag_{digit}"] = organising.toggle_nth_tag(digit)
    return table


def _each(*functions: Callable[[], object]) -> Callable[[], None]:
    """One function that calls each; every one of them knows whether the place shown is its own."""

    def run() -> None:
        for function in functions:
            function()

    return run


def _open_page(octavo: Octavo) -> None:
    paper = octavo.browsing_now.paper
    if paper is None or octavo.window.push_reader(True):
        return
    if not open_link(links.page(paper) or links.search(paper.title)):
        octavo.telling.explain("This paper has no address yet")


def _write_note(octavo: Octavo) -> None:
    if octavo.browsing_now.paper is not None:
        # In a window of one pane the paper is not to be seen yet.
        octavo.window.push_reader(True)
        octavo.writing.note()


def _delete(octavo: Octavo) -> None:
    if octavo.browsing_now.place.kind == "trash":
        octavo.telling.explain("This is the trash. Emptying it removes its papers for good.")
    else:
        octavo.deciding.delete()


def _show_keys(octavo: Octavo) -> None:
    sheet = octavo.over(KeySheet)()
    sheet.change_clicked.connect(lambda: octavo.open_preferences("keyboard"))
    sheet.show_keys(octavo.actions.all)


def _search_arxiv(octavo: Octavo) -> None:
    paper = octavo.browsing_now.paper
    if paper is not None:
        open_link(links.search(paper.title))


def _open_palette(octavo: Octavo) -> None:
    palette = octavo.over(CommandPalette)()
    browsing, survey = octavo.browsing_now, octavo.browsing_now.survey
    destinations = [
        Destination(Place(kind), name, icon=icon)
        for kind, name, icon in (
            ("inbox", "Inbox", "inbox"), ("today", "Today", "sun"), ("to-read", "To read", "bookmark"),
            ("starred", "Starred", "star"), ("all", "All papers", "library"), ("done", "Done", "check"),
            ("not-for-me", "Not for me", "ban"), ("muted", "Muted", "volume-x"), ("trash", "Trash", "trash-2"),
        )
    ]  # fmt: skip
    if survey is not None:
        destinations += [
            Destination(Place("list", each.id, each.name), each.name, words.papers(each.papers), "list-ordered", "@")
            for each in survey.lists
        ]
        destinations += [
            Destination(Place("smart", each.id, each.name), each.name, each.words, "list-filter", "@")
            for each in survey.smart_lists
        ]
        destinations += [Destination(Place("feed", name=each.name), each.name, icon="rss") for each in survey.feeds]
        destinations += [
            Destination(Place("tag", tag.id, tag.name), tag.name, words.papers(tag.papers), "tag", "#")
            for tag in survey.tags
        ]
    palette.recent = octavo.settings.get(RECENT_COMMANDS)

    def run(name: str) -> None:
        recent = [name, *(each for each in palette.recent if each != name)][:9]
        octavo.settings.set(RECENT_COMMANDS, recent)
        # The palette still silences the commands while it closes.
        QTimer.singleShot(0, octavo.actions.all[name].trigger)

    palette.command_run.connect(run)
    palette.place_chosen.connect(browsing.show_place)
    palette.paper_chosen.connect(browsing.show_paper_anywhere)
    palette.show_palette(octavo.actions.all, destinations, browsing.find_papers)

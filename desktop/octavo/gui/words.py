"""The words for what happened: toasts, undo entries, places. A `Change` carries a verb; the English is here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from octavo.library.reading import Counts, Place
from octavo.records import Receipt, State

STATE_WORDS: Final = {
    State.INBOX: "moved to the inbox",
    State.TO_READ: "put in To read",
    State.DONE: "marked done",
    State.NOT_FOR_ME: "marked not for me",
}

_PLACE_TITLES: Final = {
    "inbox": "Inbox",
    "today": "Today",
    "to-read": "To read",
    "starred": "Starred",
    "all": "All papers",
    "done": "Done",
    "not-for-me": "Not for me",
    "trash": "Trash",
    "muted": "Muted",
}


# Not strftime: it follows the system's language once Qt has read it, and the sentences around stay English.
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def month(number: int) -> str:
    """The name of a month counted from 1."""
    return _MONTHS[number - 1]


def number(count: int) -> str:
    """A count as people read it: 12,480."""
    return f"{count:,}"


def papers(count: int) -> str:
    """ "1 paper", "12,480 papers"."""
    return "1 paper" if count == 1 else f"{number(count)} papers"


def day(iso: str, today: date) -> str:
    """ "Monday 11 March", the year only when it is not this one."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    words = f"{_DAYS[when.weekday()]} {when.day} {month(when.month)}"
    return words if when.year == today.year else f"{words} {when.year}"


def short_day(iso: str, today: date) -> str:
    """ "Mon 11 March", the year only when it is not this one."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    words = f"{_DAYS[when.weekday()][:3]} {when.day} {month(when.month)}"
    return words if when.year == today.year else f"{words} {when.year}"


def place_title(place: Place, today: date) -> str:
    """The heading of the list."""
    if place.kind == "day":
        return f"{place.name}, {short_day(place.day, today)}"
    return _PLACE_TITLES.get(place.kind) or place.name


def place_subtitle(place: Place, shown: int, counts: Counts, searched: bool) -> str:
    """The line under the heading: what the number of papers means here."""
    if searched:
        if shown and place.kind == "all":
            return f"{number(shown)} of {papers(counts.all)}"
        return f"{papers(shown)} found" if shown else "No papers found"
    if place.kind == "inbox":
        return f"{papers(counts.inbox)} to decide" if counts.inbox else "Nothing to decide"
    if place.kind == "today":
        return f"{number(counts.today_total - counts.today)} of {number(counts.today_total)} decided"
    if place.kind == "list":
        return f"{papers(shown)}, in reading order"
    return papers(shown)


def done(verb: str, arguments: Mapping[str, object], count: int) -> str:
    """What a toast says after `verb` touched `count` papers; "" where the change itself is plain to see."""
    name = str(arguments.get("name", ""))
    if verb == "move":
        words = STATE_WORDS[State(str(arguments["state"]))]
        return _several(count, words)
    if verb == "trash":
        return _several(count, "moved to the trash")
    if verb == "restore":
        return _several(count, "restored")
    if verb == "mute":
        return _several(count, "muted" if arguments.get("on", True) else "taken back from the muted ones")
    if verb == "apply_rule":
        return _several(count, "muted by the rule" if arguments.get("does") == "mute" else "tagged by the rule")
    if verb == "pause_feed":
        return f"{name} {'is paused' if arguments.get('on', True) else 'is asked again'}"
    if verb == "add_to_list":
        return f"{papers(count)} added to {name}" if name else _several(count, "added to the list")
    if verb == "remove_from_list":
        return f"{papers(count)} taken out of {name}" if name else _several(count, "taken out of the list")
    if verb == "mark_read" and count > 1:
        return f"{papers(count)} marked {'read' if arguments.get('on', True) else 'unread'}"
    if verb == "tag" and count > 1:
        return f"{papers(count)} tagged {name}"
    if verb == "untag" and count > 1:
        return f"{name} taken off {papers(count)}"
    if verb == "star" and count > 1:
        return f"{papers(count)} {'starred' if arguments.get('on', True) else 'no longer starred'}"
    fixed = {
        "delete_list": f"List “{name}” deleted",
        "delete_tag": f"Tag “{name}” deleted",
        "rename_list": f"List renamed to “{arguments.get('new_name', name)}”",
        "rename_tag": f"Tag renamed to “{arguments.get('new_name', name)}”",
        "merge_tags": f"Tags merged into “{arguments.get('into', name)}”",
        "create_list": f"List “{name}” made",
        "unfollow": f"{name} is no longer followed. Its papers stay",
        "rename_feed": f"Feed renamed to “{name}”",
        "follow_all": f"{number(int(str(arguments.get('count', 0))))} feeds followed",
        "delete_rule": "Rule deleted",
        "create_smart_list": f"Smart list “{name}” made",
        "rename_smart_list": f"Smart list renamed to “{name}”",
        "change_smart_list": "Search saved",
        "delete_smart_list": f"Smart list “{name}” deleted",
        "edit": "Details saved",
        "make_keys_anew": f"{number(count)} {'key' if count == 1 else 'keys'} made anew",
        "merge": "Papers merged",
        "keep_apart": "Remembered as different works",
        "accept_proposal": "Change taken",
        "undo_import": _undone(arguments),
        "attach": f"“{name}” is kept with the paper",
        "detach": f"“{name}” taken off the paper",
    }
    return fixed.get(verb, "")


def seen_only(verb: str, arguments: Mapping[str, object], count: int) -> str:
    """What is said of a change that is plain to see, to who does not see it; "" where `done` has words for it."""
    name, on = str(arguments.get("name", "")), bool(arguments.get("on", True))
    if verb == "star" and count == 1:
        return "Starred" if on else "Star removed"
    if verb == "mark_read" and count == 1:
        return f"Marked {'read' if on else 'unread'}"
    if verb == "tag" and count == 1:
        return f"Tagged {name}"
    if verb == "untag" and count == 1:
        return f"Tag {name} removed"
    return ""


def step(verb: str, arguments: Mapping[str, object], count: int) -> str:
    """A step of the history as the Edit menu names it after "Undo": "star 3 papers"."""
    name = str(arguments.get("name", ""))
    on = bool(arguments.get("on", True))
    how_many = papers(count)
    state = {"inbox": "move to inbox", "to-read": "put in To read", "done": "mark done", "not-for-me": "not for me"}
    phrases = {
        "add": f"import of {how_many}",
        "star": f"{'star' if on else 'remove star from'} {how_many}",
        "mark_read": f"mark {how_many} {'read' if on else 'unread'}",
        "move": f"{state.get(str(arguments.get('state', '')), 'move')}: {how_many}",
        "tag": f"tag “{name}”",
        "untag": f"remove tag “{name}”",
        "annotate": "note",
        "edit": "edit details",
        "make_keys_anew": f"new keys of {how_many}",
        "trash": f"move {how_many} to the trash",
        "restore": f"restore {how_many}",
        "mute": f"{'mute' if on else 'take back'} {how_many}",
        "follow": f"follow “{name}”",
        "follow_all": "follow feeds",
        "rename_feed": f"rename feed “{name}”",
        "pause_feed": f"{'pause' if on else 'resume'} “{name}”",
        "time_feed": f"interval of “{name}”",
        "unfollow": f"stop following “{name}”",
        "order_feeds": "order of feeds",
        "add_rule": f"new rule “{arguments.get('pattern', '')}”",
        "change_rule": "change rule",
        "turn_rule": f"turn rule {'on' if on else 'off'}",
        "delete_rule": f"delete rule “{arguments.get('pattern', '')}”",
        "order_rules": "order of rules",
        "apply_rule": f"apply rule to {how_many}",
        "create_tag": f"new tag “{name}”",
        "rename_tag": f"rename tag “{name}”",
        "recolour_tag": f"colour of tag “{name}”",
        "merge_tags": "merge tags",
        "delete_tag": f"delete tag “{name}”",
        "create_list": f"new list “{name}”",
        "create_smart_list": f"new smart list “{name}”",
        "rename_smart_list": f"rename smart list “{name}”",
        "change_smart_list": f"search of “{name}”",
        "delete_smart_list": f"delete smart list “{name}”",
        "rename_list": f"rename list “{name}”",
        "delete_list": f"delete list “{name}”",
        "order_lists": "order of lists",
        "add_to_list": f"add {how_many} to list",
        "remove_from_list": f"take {how_many} out of list",
        "move_in_list": "order in list",
        "give_reason": "reason in list",
        "merge": "merge papers",
        "keep_apart": "not the same work",
        "look_up": f"look up {how_many}",
        "check": "check papers",
        "propose": "proposed change",
        "accept_proposal": "take proposed change",
        "reject_proposal": "leave proposed change",
        "undo_import": f"undo of the import {arguments.get('source', '')}".strip(),
        "attach": f"attach “{name}”",
        "detach": f"take off “{name}”",
    }
    return phrases.get(verb, verb.replace("_", " "))


def receipt(result: Receipt) -> str:
    """What an import ended with, in one sentence."""
    parts = [f"{papers(result.new)} imported"]
    if result.already_here:
        parts.append(f"{number(result.already_here)} {_were(result.already_here)} already here")
    if result.twice:
        parts.append(f"{number(result.twice)} {_were(result.twice)} listed twice")
    if result.skipped:
        parts.append(f"{number(result.skipped)} left out")
    if result.muted:
        parts.append(f"{number(result.muted)} muted by a rule")
    return ", ".join(parts) + "."


def _undone(arguments: Mapping[str, object]) -> str:
    removed, kept = (int(str(arguments.get(name, 0))) for name in ("removed", "kept"))
    stays = f", {number(kept)} {'stays' if kept == 1 else 'stay'} that you decided about" if kept else ""
    return f"{papers(removed)} removed{stays}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _several(count: int, words: str) -> str:
    return words[0].upper() + words[1:] if count == 1 else f"{papers(count)} {words}"

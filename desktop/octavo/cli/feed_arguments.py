"""The words of the verbs that follow feeds: feeds, refresh, rules, mute and unmute."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Final

Adder = Callable[..., argparse.ArgumentParser]
Below = Callable[[Any], Adder]

_WHAT: Final = """\
A feed is named by its address, or the address of its page, or in words:
  "Hugging Face daily", "Hugging Face trending", "arXiv cs.CL", "arXiv cs.CL+cs.LG"
"""
_REFRESH: Final = """\
Without a name, every feed that is not paused is asked, and none that asked for a pause which is not over.
Ends with 3 when a feed could not be asked; the others are refreshed all the same.
"""
_RULES: Final = """\
octavo rules list
octavo rules try mute --words "chairs -tables"      which stored papers would be touched
octavo rules add mute --words "chairs -tables"
octavo rules add tag --tag language --category cs.CL
octavo rules apply 2                                 do it to stored papers, too
octavo rules remove 2

Muted papers are on a shelf of their own: octavo search is:muted
"""


def add_feeds(verb: Adder, adder: Below) -> None:
    """The verbs around feeds. `adder` makes actions below a verb."""
    _add_feeds(verb, adder)
    one = verb("refresh", "ask the feeds for what is new", _REFRESH)
    one.add_argument("names", metavar="NAME", nargs="*", help="a feed; without any, all of them")
    one.add_argument("--back", metavar="DAYS", type=_days, default=0, help="also the days before, up to 30")
    one.add_argument("--posts", action="store_true", help="keep items that name no paper, too")
    _add_rules(verb, adder)
    for name, words in (("mute", "put papers on the shelf of muted ones"), ("unmute", "take papers from there back")):
        one = verb(name, words)
        one.add_argument("ids", metavar="ID", nargs="+", help="a paper: its number, citation key, arXiv number or DOI")


def _add_feeds(verb: Adder, adder: Below) -> None:
    whole = verb("feeds", "follow feeds, and look after those that are followed", _WHAT)
    action = adder(whole.add_subparsers(dest="action", metavar="ACTION", required=True))
    action("list", "list the feeds and how each stands")
    one = action("add", "follow a feed", _WHAT)
    one.add_argument("what", metavar="WHAT", help="an address, or a name such as “arXiv cs.CL”")
    one.add_argument("--name", metavar="NAME", default="", help="what to call it; else as it calls itself")
    _add_interval(one, "--every", 0)
    one = action("rename", "give a feed another name")
    one.add_argument("name", metavar="NAME")
    one.add_argument("new_name", metavar="NEW-NAME")
    for name, words in (
        ("pause", "ask a feed no more until it is resumed"),
        ("resume", "ask a paused feed again"),
        ("remove", "stop following a feed; its papers stay"),
    ):
        action(name, words).add_argument("name", metavar="NAME")
    one = action("every", "refresh a feed in this interval while the window is open")
    one.add_argument("name", metavar="NAME")
    _add_interval(one, "minutes", None)
    one = action("import", "follow the feeds in an OPML file")
    one.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    one = action("export", "write the feeds as an OPML file")
    one.add_argument("-o", "--output", metavar="FILE", default="-", help="the file to write; - is standard output")


def _add_rules(verb: Adder, adder: Below) -> None:
    whole = verb("rules", "mute or tag papers as they arrive", _RULES)
    action = adder(whole.add_subparsers(dest="action", metavar="ACTION", required=True))
    action("list", "list the rules")
    for name, words in (
        ("add", "make a rule for papers that arrive from now on"),
        ("try", "list the stored papers that a rule would touch; changes nothing"),
    ):
        one = action(name, words)
        one.add_argument("does", choices=["mute", "tag"], metavar="mute|tag", help="what happens to the paper")
        which = one.add_mutually_exclusive_group(required=True)
        which.add_argument("--words", metavar="WORDS", help="words that title or abstract must hold")
        which.add_argument("--author", metavar="NAME", help="the name of an author")
        which.add_argument("--category", metavar="CATEGORY", help="a category, as cs.CL, or a whole archive, as cs")
        which.add_argument("--feed", metavar="FEED", help="the name of a feed")
        one.add_argument("--tag", metavar="NAME", default="", help="the tag to put on, where it tags")
    for name, words in (
        ("apply", "do to stored papers what the rule does on arrival"),
        ("on", "turn a rule on"),
        ("off", "turn a rule off"),
        ("remove", "delete a rule; papers it touched stay as they are"),
    ):
        action(name, words).add_argument("number", metavar="NUMBER", type=int, help="the number in octavo rules list")


def _add_interval(one: argparse.ArgumentParser, name: str, default: int | None) -> None:
    one.add_argument(
        name, metavar="MINUTES", type=_minutes, default=default,
        help="minutes between refreshes, 15 at least; 0 for by hand only",
    )  # fmt: skip


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and (int(text) == 0 or 15 <= int(text) <= 44_640)):
        raise argparse.ArgumentTypeError(f"{text!r} is not 0, nor a number of minutes from 15 to 44640")
    return int(text)


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 30):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days from 1 to 30")
    return int(text)

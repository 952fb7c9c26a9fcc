"""The words of the verbs around citations: lookup, verify and proposals."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Final

Adder = Callable[..., argparse.ArgumentParser]
Below = Callable[[Any], Adder]

_LOOKUP: Final = """\
Sends titles and numbers of papers, and nothing else of yours, to Hugging Face, arXiv, Semantic Scholar and Crossref.
Only what is empty is filled; where a service says something else, you decide: octavo proposals.
Without a paper, what is still waiting is looked up. Ctrl C stops when what was found is complete, a second one at
once; nothing is lost, and the same command goes on.
Without --yes it only says what would be asked, unless you agreed to look-ups in the window.
Ends with 3 when a service could not be asked.
"""
_VERIFY: Final = """\
Without a paper, those with a star or in a list. Each is asked after at most once a week, and costs at most one request.
Nothing is changed: what is new waits under octavo proposals. Ends with 3 when a service could not be asked.
"""
_PROPOSALS: Final = """\
octavo proposals                           list what services would change, and papers to choose among
octavo proposals accept 7                  take a proposal
octavo proposals accept 7 --field venue    take one field of it, leave the rest
octavo proposals reject 7                  leave it; it is not made again
octavo proposals choose 12 2               the second work found for paper 12 is the one
octavo proposals none 12                   none of those found is
"""
_IDS: Final = "a paper: its number, citation key, arXiv number or DOI"


def add_citations(verb: Adder, adder: Below) -> None:
    """The verbs that complete citations and keep them true. `adder` makes actions below a verb."""
    one = verb("lookup", "find the authors, dates and numbers of papers by their titles", _LOOKUP)
    one.add_argument("ids", metavar="PAPER", nargs="*", help=_IDS)
    which = one.add_mutually_exclusive_group()
    which.add_argument("--list", metavar="NAME", help="the papers of a reading list")
    which.add_argument("--incomplete", action="store_true", help="every paper that lacks authors, year or number")
    which.add_argument("--all", action="store_true", help="the whole library")
    which.add_argument("--stop", action="store_true", help="take papers out of the queue; all, unless some are named")
    one.add_argument("--yes", action="store_true", help="ask the services")
    one.add_argument("--afresh", action="store_true", help="ask even what was answered before")
    one = verb("verify", "ask whether papers you cite are still what they were", _VERIFY)
    one.add_argument("ids", metavar="PAPER", nargs="*", help=_IDS)
    one.add_argument("--list", metavar="NAME", help="the papers of a reading list")
    one.add_argument("--yes", action="store_true", help="ask the services")
    whole = verb("proposals", "look at what services would change, and decide", _PROPOSALS)
    whole.set_defaults(action="list")
    action = adder(whole.add_subparsers(dest="action", metavar="ACTION", required=False))
    action("list", "list what waits for a decision")
    one = action("accept", "take a proposal, whole or by field")
    one.add_argument("number", metavar="NUMBER", type=int)
    one.add_argument("--field", metavar="NAME", action="append", help="only this field; may be given again")
    one = action("reject", "leave a proposal")
    one.add_argument("number", metavar="NUMBER", type=int)
    one = action("choose", "say which of the works found is the paper")
    one.add_argument("id", metavar="PAPER", help=_IDS)
    one.add_argument("which", metavar="N", type=int, help="its place, as listed")
    one = action("none", "say that none of the works found is the paper")
    one.add_argument("id", metavar="PAPER", help=_IDS)

"""The words of the command line: every verb, its options and its help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from octavo import __version__
from octavo.bibliography.formats import FORMATS
from octavo.cli.citation_arguments import add_citations
from octavo.cli.feed_arguments import add_feeds
from octavo.records import TAG_HUES, State

_EPILOG: Final = """\
A paper is named by its number in the library, its citation key, its arXiv number or its DOI.
Without a verb, or with only a file, Octavo opens its window.

exit codes: 0 done, 1 found problems, 2 wrong usage, 3 something outside is in the way, 130 interrupted
"""
_SEARCH: Final = """\
Words are found in titles, abstracts, authors, tags and notes; all must match.
Tokens narrow the search: tag:x -tag:x is:starred is:unread is:noted is:incomplete list:"name" feed:x
author:x year:2024 year:>2023 date:2025-03-11 has:note has:pdf has:file
"""
_FORMATS: Final = "Formats, and what reads them:\n" + "\n".join(
    f"  {each.name:<12} {each.words}, for {each.reads}" for each in FORMATS.values()
)
_STATES: Final = [str(state) for state in State]
_IDS: Final = "a paper: its number, citation key, arXiv number or DOI"


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser of the command line. `verb` and, for tag and list, `action` say what was asked.

    Where the verb of these words is plain it knows only that one and its neighbours: to make all of them takes longer
    than most verbs.
    """
    whole = argparse.ArgumentParser(
        prog="octavo",
        description="A reading list for people who follow a daily feed of papers and later cite them.",
        epilog=_EPILOG,
        formatter_class=_Formatter,
    )
    whole.add_argument("--version", action="version", version=f"octavo {__version__}")
    whole.add_argument("--library", metavar="FILE", type=Path, help="the library file to use instead of your own")
    whole.add_argument("--json", action="store_true", help="answer in JSON on standard output")
    verb = _adder(whole.add_subparsers(dest="verb", metavar="VERB", title="verbs"))
    asked = _verb_of(words)
    for names, add in _VERBS.items():
        if not asked or asked in names.split():
            add(verb)
    return whole


def verbs() -> frozenset[str]:
    """The first words that make a command of the command line."""
    return frozenset(" ".join(_VERBS).split())


def _verb_of(words: Sequence[str]) -> str:
    """The verb of a command, or "" where something stands before it that only the whole parser understands."""
    rest = iter(words)
    for word in rest:
        if word == "--library":
            next(rest, None)
        elif word != "--json" and not word.startswith("--library="):
            return word if word in verbs() else ""
    return ""


Adder = Callable[..., argparse.ArgumentParser]


def _adder(group: argparse._SubParsersAction[argparse.ArgumentParser]) -> Adder:
    """Adds one verb; the global options are understood before and after it."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--library", metavar="FILE", type=Path, default=argparse.SUPPRESS, help="the library file to use"
    )
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")

    def add(name: str, words: str, description: str = "") -> argparse.ArgumentParser:
        text = f"{words[0].upper()}{words[1:]}.\n\n{description}".strip()
        return group.add_parser(name, parents=[shared], help=words, description=text, formatter_class=_Formatter)

    return add


def _add_arriving(verb: Adder) -> None:
    one = verb("import", "add the papers of saved pages, their text, or lists of arXiv numbers")
    one.add_argument("files", metavar="FILE", nargs="*", help="a file, or - for standard input")
    one.add_argument("--sample", action="store_true", help="add Octavo's own sample papers")
    one.add_argument("--tag", metavar="NAME", action="append", default=[], help="put this tag on the new papers")
    one.add_argument("--state", choices=_STATES, default="inbox", help="where new papers go")
    one.add_argument("--day", metavar="YYYY-MM-DD", help="the day of the import; else as the page says, else today")
    one.add_argument("--dry-run", action="store_true", help="say what would be added, and add nothing")
    whole = verb("imports", "list the imports that were made, show the receipt of one, or take one back")
    action = _adder(whole.add_subparsers(dest="action", metavar="ACTION", required=True))
    one = action("list", "list the imports, newest first")
    one.add_argument("--limit", metavar="N", type=_count, default=20, help="at most N imports; 20 unless said")
    one = action("show", "show what became of every paper of an import")
    one.add_argument("number", metavar="NUMBER", type=_count)
    one = action(
        "undo",
        "remove the papers that only this import brought",
        "Papers you decided about, starred, tagged, put in a list or wrote about stay, and so do those that came\n"
        "another way too. octavo undo brings the others back.",
    )
    one.add_argument("number", metavar="NUMBER", type=_count)
    one = verb("attach", "keep PDFs with a paper; they are copied to the folder beside the library")
    one.add_argument("id", metavar="ID", help=_IDS)
    one.add_argument("files", metavar="FILE", nargs="+", help="a PDF; the file itself stays where it is")
    one = verb("detach", "take a PDF off a paper")
    one.add_argument("id", metavar="ID", help=_IDS)
    one.add_argument("name", metavar="NAME", nargs="?", help="its name, where the paper has several")


def _add_looking(verb: Adder) -> None:
    one = verb("search", "find papers by words and tokens", _SEARCH)
    one.add_argument("words", metavar="QUERY", nargs="*", help="words and tokens; none finds every paper")
    one.add_argument("--sort", choices=["best", "newest", "oldest", "title"], help="best match first, unless said")
    one.add_argument("--limit", metavar="N", type=_count, help="show at most N papers")
    one.add_argument("--ids", action="store_true", help="print only the numbers, one a line")
    one = verb("show", "show everything about one paper")
    one.add_argument("id", metavar="ID", help=_IDS)


def _add_deciding(verb: Adder) -> None:
    one = verb("star", "put the star on papers")
    _add_ids(one)
    one.add_argument("--off", action="store_true", help="take the star off instead")
    _add_ids(verb("unstar", "take the star off papers"))
    _add_ids(verb("read", "mark papers as read"))
    _add_ids(verb("unread", "mark papers as unread"))
    one = verb("state", "move papers through the states")
    _add_ids(one)
    one.add_argument("state", choices=_STATES, help="inbox, to-read, done or not-for-me")
    one = verb("note", "write the note of a paper, in Markdown; without options, show it")
    one.add_argument("id", metavar="ID", help=_IDS)
    which = one.add_mutually_exclusive_group()
    which.add_argument("--text", metavar="MARKDOWN", help='the note; "" removes it')
    which.add_argument("--append", metavar="MARKDOWN", help="a paragraph to add to the note")
    which.add_argument("--file", metavar="FILE", help="a file with the note, or - for standard input")
    one = verb(
        "edit",
        "write bibliographic fields of a paper by hand",
        "Fields: title, abstract, authors (names between semicolons), published (2024, 2024-03 or 2024-03-11), kind,\n"
        "venue, key, arxiv, doi, url, volume, number, pages, publisher and the other details. An empty value clears.\n"
        "keep and fold name words of the title that keep their capitals in every style, or that styles may fold.",
    )
    one.add_argument("id", metavar="ID", help=_IDS)
    one.add_argument("fields", metavar="FIELD=VALUE", nargs="+", help="what to write")
    one = verb(
        "trash",
        "list the trash, move papers to it, restore them, or empty it",
        "octavo trash                  list what is in the trash\n"
        "octavo trash ID...            move papers to the trash\n"
        "octavo trash restore ID...    put papers back where they were\n"
        "octavo trash empty --yes      remove for good what is in the trash",
    )
    one.add_argument("words", metavar="ID", nargs="*", help="papers; or restore and papers; or empty")
    one.add_argument("--yes", action="store_true", help="empty the trash without asking; it cannot be undone")


def _add_tag(verb: Adder) -> None:
    whole = verb("tag", "put tags on papers, take them off, and look after the tags")
    action = _adder(whole.add_subparsers(dest="action", metavar="ACTION", required=True))
    one = action("add", "put a tag on papers; it is made at need")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--hue", choices=TAG_HUES, default="", help="the colour of a new tag")
    _add_ids(one)
    one = action("remove", "take a tag off papers")
    one.add_argument("name", metavar="NAME")
    _add_ids(one)
    action("list", "list the tags and how many papers have each")
    one = action("rename", "give a tag another name")
    one.add_argument("name", metavar="NAME")
    one.add_argument("new_name", metavar="NEW-NAME")
    one = action("merge", "put one tag in the place of others")
    one.add_argument("names", metavar="NAME", nargs="+", help="tags that go away")
    one.add_argument("--into", metavar="NAME", required=True, help="the tag that stays")
    one = action("colour", "give a tag another colour")
    one.add_argument("name", metavar="NAME")
    one.add_argument("hue", metavar="HUE", choices=TAG_HUES, help=", ".join(TAG_HUES))
    one = action("delete", "delete a tag and take it off its papers")
    one.add_argument("name", metavar="NAME")


def _add_list(verb: Adder) -> None:
    whole = verb("list", "make reading lists and put papers in them, in the order you want")
    action = _adder(whole.add_subparsers(dest="action", metavar="ACTION", required=True))
    for name, words in (
        ("create", "make a reading list, with papers if any are given"),
        ("add", "put papers in a list, at its end or where --at says"),
        ("move", "move papers within a list, as one block in the order given"),
        ("remove", "take papers out of a list"),
    ):
        one = action(name, words)
        one.add_argument("name", metavar="NAME")
        _add_ids(one, "*" if name == "create" else "+")
        if name == "add":
            one.add_argument(
                "--at", "--to", "--position", metavar="N", type=_place, help="the first one's new place; 1 is the top"
            )
        if name == "move":
            one.add_argument(
                "--to",
                "--at",
                "--position",
                metavar="N",
                type=_place,
                default=1,
                dest="at",
                help="the place of the first one; 1 is the top",
            )
    one = action("show", "show the papers of a list, in order")
    one.add_argument("name", metavar="NAME")
    action("list", "list the reading lists and how many papers each has")
    one = action("reason", "say why a paper is in a list")
    one.add_argument("name", metavar="NAME")
    one.add_argument("id", metavar="ID", help=_IDS)
    one.add_argument("text", metavar="TEXT", help='why it is here; "" takes the reason away')
    one = action("rename", "give a list another name")
    one.add_argument("name", metavar="NAME")
    one.add_argument("new_name", metavar="NEW-NAME")
    one = action("delete", "delete a list; its papers stay in the library")
    one.add_argument("name", metavar="NAME")


def _add_export(verb: Adder) -> None:
    one = verb("export", "write papers as a bibliography file, a table or a reference list", _FORMATS)
    which = one.add_mutually_exclusive_group(required=True)
    which.add_argument("--list", metavar="NAME", help="the papers of a reading list, in its order")
    which.add_argument("--starred", action="store_true", help="the papers with a star")
    which.add_argument("--all", action="store_true", help="the whole library")
    which.add_argument("--selection", metavar="ID", nargs="+", help="these papers, in this order")
    which.add_argument("--query", metavar="QUERY", help="what this search finds")
    which.add_argument("--from-csl", metavar="FILE", help="records of a CSL-JSON file, not the library's")
    one.add_argument("--format", metavar="FORMAT", choices=list(FORMATS), default="bibtex", help="bibtex unless said")
    one.add_argument("-o", "--output", metavar="FILE", default="-", help="the file to write; - is standard output")
    one.add_argument("--abstracts", action="store_true", help="write abstracts too")
    one.add_argument("--keywords", action="store_true", help="write tags as keywords too")
    one.add_argument("--notes", action="store_true", help="write your notes too")
    one.add_argument("--preprint-as-article", action="store_true", help="write preprints as articles of arXiv")
    one.add_argument("--no-protection", action="store_true", help="let styles change the capitals of titles")
    one.add_argument(
        "--no-asides",
        action="store_true",
        help="leave out comments, abbreviations and unknown fields of the BibTeX file the papers came in",
    )
    _add_key_pattern(one)
    one.add_argument(
        "--watch", action="store_true", help="keep the file up to date until Ctrl C; the window may be open meanwhile"
    )
    one.add_argument(
        "--strict", action="store_true", help="write nothing and end with 1 when anything is missing or doubtful"
    )


def _add_files(verb: Adder) -> None:
    whole = verb("files", "look after the files that follow reading lists")
    action = _adder(whole.add_subparsers(dest="action", metavar="ACTION", required=True))
    action("list", "list the files, the lists they follow, and how each stands")
    one = action("follow", "bind a file to a reading list and write it; from now on it follows the list")
    one.add_argument("name", metavar="LIST")
    one.add_argument("file", metavar="FILE")
    one.add_argument("--format", metavar="FORMAT", choices=list(FORMATS), default="bibtex", help="bibtex unless said")
    for name, words in (
        ("--abstracts", "write abstracts too"),
        ("--keywords", "write tags as keywords too"),
        ("--notes", "write your notes too"),
        ("--preprint-as-article", "write preprints as articles of arXiv"),
        ("--no-protection", "let styles change the capitals of titles"),
        ("--replace", "replace what someone else wrote in the file"),
    ):
        one.add_argument(name, action="store_true", help=words)
    _add_key_pattern(one)
    one = action("write", "bring the files up to date now, or the one named")
    one.add_argument("file", metavar="FILE", nargs="?")
    one.add_argument("--replace", action="store_true", help="replace what someone else wrote in the file")
    one.add_argument("--empty", action="store_true", help="write an empty list over a file with entries, too")
    _add_key_pattern(one)
    one = action("stop", "let a file follow its list no more; it stays as it is")
    one.add_argument("file", metavar="FILE")


def _add_keys(verb: Adder) -> None:
    one = verb(
        "keys",
        "make citation keys anew from what is known of the papers now",
        "Shows old and new keys and changes nothing, unless --yes is given. Old keys stay with their papers: no other\n"
        "paper gets them, and BibLaTeX finds a paper by them.",
    )
    which = one.add_mutually_exclusive_group(required=True)
    which.add_argument("--list", metavar="NAME", help="of the papers in a reading list")
    which.add_argument("--starred", action="store_true", help="of the papers with a star")
    which.add_argument("--all", action="store_true", help="of the whole library")
    which.add_argument("--selection", metavar="ID", nargs="+", help="of these papers")
    which.add_argument("--query", metavar="QUERY", help="of what this search finds")
    one.add_argument("--map", metavar="FILE", help="write a table of old and new keys")
    one.add_argument("--yes", action="store_true", help="make the keys")
    _add_key_pattern(one)


def _add_key_pattern(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--key-pattern",
        metavar="PATTERN",
        help="what new keys are made of: {author}, {year}, {word}, {id}; as in the preferences unless said",
    )


def _add_manuscript(verb: Adder) -> None:
    one = verb(
        "manuscript",
        "compare what a text cites with the library",
        "Reads .tex, .aux, .bcf, .md, .qmd and .typ. For a work of several files give its .aux or .bcf.\n"
        "Ends with 1 when something is cited that is not in the library.",
    )
    one.add_argument("file", metavar="FILE", help="the manuscript")
    one.add_argument("--list", metavar="NAME", help="also say which starred papers of this list are not cited")
    one.add_argument("--make-list", metavar="NAME", help="make a reading list of the papers cited, in their order")


def _add_duplicates(verb: Adder) -> None:
    one = verb("duplicates", "list papers that may be one work under two names")
    one.add_argument("--limit", metavar="N", type=_count, help="at most N pairs")
    one.add_argument("--apart", metavar="ID", nargs="+", help="remember that these papers are not the same")
    one = verb(
        "merge",
        "make one work of several papers",
        "The first paper is kept; tags, notes, lists, numbers and files of the others go to it, and their citation\n"
        "keys become aliases. Where fields differ, what you wrote wins, then the published version.",
    )
    one.add_argument("id", metavar="ID", help="the paper to keep")
    one.add_argument("others", metavar="OTHER", nargs="+", help="papers that are the same work")
    one.add_argument(
        "--take", metavar="FIELD=ID", action="append", default=[], help="take this field from that paper instead"
    )
    one.add_argument("--keys", metavar="FILE", type=Path, help="write the old keys beside the new one to a file")


def _add_care(verb: Adder) -> None:
    verb("undo", "take back the newest step")
    verb("redo", "do the last undone step again")
    one = verb("history", "list what was done, newest first")
    one.add_argument("--limit", metavar="N", type=_count, default=20, help="at most N steps; 20 unless said")
    one = verb("backup", "copy the library to a file and check the copy; its PDFs go to a folder beside it")
    one.add_argument("file", metavar="FILE", type=Path)
    verb("copies", "list the daily copies of the library, newest first")
    one = verb("restore", "put a copy in the place of the library, which is kept beside it under another name")
    one.add_argument("copy", metavar="DAY-OR-FILE", help="the day of a daily copy (2026-03-11), or a backup file")
    verb("doctor", "check the library and say where everything is")


def _add_ids(one: argparse.ArgumentParser, how_many: str = "+") -> None:
    one.add_argument("ids", metavar="ID", nargs=how_many, help=_IDS)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


_place = _count


#: The verbs, in the order of the help, and what explains them to the parser.
_VERBS: Final[Mapping[str, Callable[[Adder], None]]] = {
    "import imports attach detach": _add_arriving,
    "search show": _add_looking,
    "star unstar read unread state note edit trash": _add_deciding,
    "tag": _add_tag,
    "list": _add_list,
    "export": _add_export,
    "files": _add_files,
    "keys": _add_keys,
    "manuscript": _add_manuscript,
    "duplicates merge": _add_duplicates,
    "feeds refresh rules mute unmute": lambda verb: add_feeds(verb, _adder),
    "lookup verify proposals": lambda verb: add_citations(verb, _adder),
    "undo redo history backup copies restore doctor": _add_care,
}

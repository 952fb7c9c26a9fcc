"""octavo duplicates and merge: papers that may be one work, and making them one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from octavo.cli import records_as_json
from octavo.cli.session import DONE, Misused, Session, counted, find_papers
from octavo.library import joining
from octavo.library.reading import Reading
from octavo.records import Paper


def duplicates(session: Session, arguments: argparse.Namespace) -> int:
    """List pairs that may be one work, or remember that papers are not."""
    if arguments.apart:
        return _keep_apart(session, arguments.apart)
    with session.reading() as reading:
        pairs = reading.duplicates()[: arguments.limit]
        papers = {each.id: each for each in reading.papers({id for pair in pairs for id in (pair.first, pair.second)})}
    session.give(
        [
            {"papers": [pair.first, pair.second], "why": pair.why, "sure": pair.sure,
             "keep": joining.in_order([papers[pair.first], papers[pair.second]])[0].id}
            for pair in pairs
        ]
    )  # fmt: skip
    for pair in pairs:
        session.show(f"{pair.first} and {pair.second}: {pair.why}")
        for paper_id in (pair.first, pair.second):
            session.show(f"{paper_id:>6}  {papers[paper_id].title}")
    session.say(f"{counted(len(pairs), 'pair')} of papers may be one work." if pairs else "No duplicates were found.")
    return DONE


def merge(session: Session, arguments: argparse.Namespace) -> int:
    """Make one work of several papers."""
    with session.library() as library:
        ids = find_papers(library.reading, [arguments.id, *arguments.others])
        if len(ids) < 2:
            raise Misused("Name the paper to keep and at least one other: octavo merge KEPT OTHER")
        papers = library.reading.papers(ids)
        change = library.merge(ids[0], ids[1:], _taken(library.reading, papers, arguments.take))
        kept = library.reading.paper(ids[0])
        if arguments.keys is not None and kept.aliases:
            _save_keys(arguments.keys, kept)
    session.give({**records_as_json.change(change), "key": kept.key, "aliases": list(kept.aliases)})
    session.say(f"{counted(len(ids), 'paper')} are now one, number {kept.id}: {kept.title}")
    if kept.aliases:
        session.say(f"It is also found under {', '.join(kept.aliases)}.")
    return DONE


def _keep_apart(session: Session, names: Sequence[str]) -> int:
    with session.library() as library:
        ids = find_papers(library.reading, names)
        if len(ids) < 2:
            raise Misused("Name at least 2 papers that are not the same: octavo duplicates --apart ID ID")
        change = library.keep_apart(ids)
    session.give(records_as_json.change(change))
    session.say("Remembered: they are not the same." if change.step else "Nothing changed: it was so already.")
    return DONE


def _taken(reading: Reading, papers: Sequence[Paper], choices: Sequence[str]) -> dict[str, object]:
    """The values chosen by FIELD=ID."""
    by_id = {paper.id: paper for paper in papers}
    fields: dict[str, object] = {}
    for choice in choices:
        name, equals, whose = choice.partition("=")
        name = {"year": "published", "date": "published"}.get(name.strip().lower(), name.strip().lower())
        if not equals or name not in joining.CHOSEN_FIELDS:
            raise Misused(f"“{choice}” is not a field and a paper. Write for example: --take title=12")
        (paper_id,) = find_papers(reading, [whose.strip()])
        if paper_id not in by_id:
            raise Misused(f"Paper {paper_id} is not among those to merge. Take “{name}” from one that is.")
        fields[name] = joining.value_of(by_id[paper_id], name)
    return fields


def _save_keys(file: Path, paper: Paper) -> None:
    from octavo.bibliography.citekey import NewKey
    from octavo.bibliography.key_map import save_key_map

    save_key_map([NewKey(paper.id, paper.title, old, paper.key) for old in paper.aliases], file)

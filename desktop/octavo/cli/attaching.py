"""octavo attach and detach: the PDFs that are kept with a paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.cli import records_as_json
from octavo.cli.session import DONE, Session, find_papers
from octavo.records import Attachment, OctavoError


def attach(session: Session, arguments: argparse.Namespace) -> int:
    """Keep PDFs with a paper."""
    with session.library() as library:
        (paper_id,) = find_papers(library.reading, [arguments.id])
        changes = [library.files.attach(paper_id, Path(name)) for name in arguments.files]
    session.give([records_as_json.change(each) for each in changes])
    for each in changes:
        name = each.arguments["name"]
        session.say(f"{name} is kept with the paper." if each.step else f"{name} was there already.")
    return DONE


def detach(session: Session, arguments: argparse.Namespace) -> int:
    """Take a PDF off a paper."""
    with session.library() as library:
        (paper_id,) = find_papers(library.reading, [arguments.id])
        chosen = _chosen(library.reading.paper(paper_id).attachments, arguments.name)
        change = library.files.detach(paper_id, chosen.digest)
    session.give(records_as_json.change(change))
    session.say(f"{chosen.name} was taken off the paper. octavo undo brings it back.")
    return DONE


def _chosen(attachments: tuple[Attachment, ...], name: str | None) -> Attachment:
    """The one meant. Raises OctavoError with the names there are."""
    if not attachments:
        raise OctavoError("This paper has no PDF of its own.")
    fitting = [each for each in attachments if name is None or each.name == name]
    if len(fitting) != 1:
        raise OctavoError(f"Name one of its PDFs: {', '.join(each.name for each in attachments)}.")
    return fitting[0]

"""octavo rules, mute and unmute: what happens to papers on arrival, and the shelf of muted ones."""

from __future__ import annotations

import argparse
from typing import Any

from octavo.cli import records_as_json
from octavo.cli.looking import line, papers_of
from octavo.cli.session import DONE, Misused, Session, counted, find_papers
from octavo.library.refusals import NotFound
from octavo.library.rule_terms import LOOKS_AT, Rule, checked
from octavo.records import OctavoError


def run(session: Session, arguments: argparse.Namespace) -> int:
    """Do what `arguments.action` says."""
    match arguments.action:
        case "list":
            return _list(session)
        case "try":
            return _try(session, _rule(arguments))
        case "add":
            return _add(session, _rule(arguments))
        case _:
            return _change(session, arguments)


def mute(session: Session, arguments: argparse.Namespace) -> int:
    """Put papers on the shelf of muted ones, or take them back."""
    on = arguments.verb == "mute"
    with session.library() as library:
        change = library.rules.mute(find_papers(library.reading, arguments.ids), on)
    session.give(records_as_json.change(change))
    count = counted(len(change.paper_ids), "paper")
    done = f"{count} muted." if on else f"{count} taken back from the muted ones."
    session.say(done if change.step else "Nothing changed: it was so already.")
    return DONE


def words_of(rule: Rule) -> str:
    """A rule in words: "mute when title or abstract hold: chairs"."""
    does = "mute" if rule.does == "mute" else f"tag {rule.tag_name}"
    looks = {"words": "title or abstract hold", "author": "an author is", "category": "it is in", "feed": "it comes by"}
    return f"{does} when {looks[rule.looks_at]}: {rule.pattern}"


def _rule(arguments: argparse.Namespace) -> Rule:
    looks_at = next(name for name in LOOKS_AT if getattr(arguments, name) is not None)
    try:
        return checked(Rule(arguments.does, looks_at, getattr(arguments, looks_at), arguments.tag))
    except OctavoError as error:
        raise Misused(error.sentence) from error


def _list(session: Session) -> int:
    with session.reading() as reading:
        rules = reading.rules()
    session.give([_as_json(number, each) for number, each in enumerate(rules, 1)])
    for number, each in enumerate(rules, 1):
        session.show(f"{number:>4}  {words_of(each)}{'' if each.active else '  (off)'}")
    if not rules:
        session.say("There are no rules yet. Try one with: octavo rules try mute --words WORDS")
    return DONE


def _try(session: Session, rule: Rule) -> int:
    with session.reading() as reading:
        papers = papers_of(reading, reading.touched_by(rule))
        every = reading.counts().all
    session.give([records_as_json.brief(paper) for paper in papers])
    for paper in papers:
        session.show(line(paper))
    session.say(f"This rule would touch {len(papers):,} of {counted(every, 'paper')}.")
    return DONE


def _add(session: Session, rule: Rule) -> int:
    with session.library() as library:
        library.rules.add(rule)
        number = len(library.rules.rules())
        stored = len(library.rules.dry_run(rule))
    session.give(_as_json(number, rule) | {"stored": stored})
    session.say(f"Rule {number}: {words_of(rule)}. It holds for papers that arrive from now on.")
    if stored:
        session.say(f"{counted(stored, 'stored paper')} would be touched, too: octavo rules apply {number}")
    return DONE


def _change(session: Session, arguments: argparse.Namespace) -> int:
    with session.library() as library:
        rules = library.rules.rules()
        if not 1 <= arguments.number <= len(rules):
            raise NotFound(f"There is no rule {arguments.number}. Their numbers are in: octavo rules list")
        rule = rules[arguments.number - 1]
        match arguments.action:
            case "apply":
                change = library.rules.apply(rule.id)
                words = f"{counted(len(change.paper_ids), 'paper')} touched."
            case "remove":
                change, words = library.rules.delete(rule.id), f"The rule was removed: {words_of(rule)}."
            case _:
                on = arguments.action == "on"
                change, words = library.rules.turn(rule.id, on), f"The rule is {arguments.action} now."
    session.give(records_as_json.change(change))
    session.say(words if change.step else "Nothing changed: it was so already.")
    return DONE


def _as_json(number: int, rule: Rule) -> dict[str, Any]:
    return {
        "number": number, "does": rule.does, "looks_at": rule.looks_at, "pattern": rule.pattern,
        "tag": rule.tag_name or None, "active": rule.active,
    }  # fmt: skip

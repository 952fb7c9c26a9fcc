"""The one that gets killed: random verbs through the real library, each announced before and acknowledged after."""

from __future__ import annotations

import hashlib
import json
import os
import random
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from model import Model, Op, titles_of

from octavo.inquiries import KeptAnswer
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Batch, Change, Entry, State

TAGS = ("reading group", "method", "später", "to cite")
FEEDS = ("Notes", "Weights", "Größen")
LISTS = ("Thesis", "Journal club", "Größe")
BIG = 700
"""Entries of a large import: more than one transaction holds."""


def work(path: Path, model: Model, seed: int, out: int, sabotage: str) -> None:
    """Work on the library until killed. Never returns; what goes wrong is told on `out`."""
    try:
        with Library.open(path) as library:
            tell(out, "ready")
            run(library, model, random.Random(seed), out, sabotage)
    except BaseException:
        tell(out, "died", traceback.format_exc())
    os._exit(1)


def tell(out: int, *words: object) -> None:
    # One write: a kill leaves the whole line or nothing of it.
    os.write(out, (json.dumps(words) + "\n").encode())


def run(library: Library, model: Model, chance: random.Random, out: int, sabotage: str) -> None:
    ids = known_ids(library)
    while True:
        op = choose(model, chance)
        tell(out, "begin", op)
        if sabotage == "lost" and op["verb"] == "star" and model.changes(op):
            tell(out, "ack", op, {})
            time.sleep(60)
        if sabotage == "half" and op["verb"] == "add" and op["size"] > 1 and op["batch"] not in model.pages:
            add(library, {**op, "size": op["size"] - 1}, ids)
            time.sleep(60)
        keys: dict[str, str] = {}
        if op["verb"] == "assign_keys":
            given = library.assign_keys([ids[title] for title in op["titles"]])
            keys = {title: given[ids[title]] for title in op["titles"]}
            model.keys.update(keys)
        else:
            made_step = perform(library, op, ids)
            if model.apply(op) != made_step:
                raise AssertionError(f"{op} {'made' if made_step else 'made no'} undo step")
        tell(out, "ack", op, keys)


def known_ids(library: Library) -> dict[str, int]:
    everywhere = [library.reading.listing(Place(kind)).ids for kind in ("all", "not-for-me", "trash", "muted")]
    return {row.title: row.id for ids in everywhere for row in library.reading.rows(ids)}


def choose(model: Model, chance: random.Random) -> Op:
    verbs = ["add"] * 3 + ["star", "mark_read", "move", "tag", "untag", "annotate", "edit", "trash", "restore"] * 2
    verbs += ["add_to_list", "remove_from_list", "move_in_list"] * 2
    verbs += ["assign_keys", "undo", "undo", "redo", "add_again", "mute", "mute", "follow", "receive", "receive"]
    verb = chance.choice(verbs) if len(model.papers) > 20 else "add"
    if verb in ("undo", "redo") and not (model.done if verb == "undo" else model.undone):
        verb = "add"
    known = [(batch, size) for batch, size in model.pages.items() if titles_of(batch, size)[0] in model.papers]
    if verb == "add_again" and known:
        batch, size = chance.choice(known)
        return {"verb": "add", "batch": batch, "size": size}
    if verb == "receive" and not model.feeds:
        verb = "follow"
    if verb == "follow":
        free = [name for name in FEEDS if name not in model.feeds]
        if free:
            return {"verb": "follow", "feed": chance.choice(free)}
        verb = "add"
    if verb == "receive":
        feed = chance.choice(sorted(model.feeds))
        return {"verb": "receive", "feed": feed, "batch": len(model.pages), "size": chance.randint(1, 12)}
    if verb in ("add", "add_again"):
        big = chance.random() < 0.2 and len(model.papers) < 3 * BIG
        return {"verb": "add", "batch": len(model.pages), "size": BIG if big else chance.randint(1, 12)}
    op: Op = {"verb": verb}
    if verb in ("add_to_list", "remove_from_list", "move_in_list"):
        op["list"] = chance.choice(LISTS)
        if op["list"] not in model.lists:
            return {"verb": "create_list", "list": op["list"]}
        within = model.lists[op["list"]]
        if not within:
            op["verb"] = "add_to_list"
        op["titles"] = some(sorted(model.papers) if op["verb"] == "add_to_list" else within, chance)
        op["position"] = chance.randint(0, 5)
        if op["verb"] == "move_in_list" and not model.changes(op):
            # The library may close gaps between positions then, which nobody sees but which is an undo step.
            op["verb"] = "remove_from_list"
    elif verb not in ("undo", "redo"):
        op["titles"] = some(sorted(model.papers), chance, 1 if verb in ("annotate", "edit") else 5)
        op |= {"on": chance.random() < 0.7, "state": chance.choice(list(State)).value, "name": chance.choice(TAGS)}
        if verb == "untag" and op["name"] not in model.tags:
            op["verb"] = "tag"
        op["text"] = f"Noted {chance.randint(0, 10**9)}: *wärmer* than expected, $x_2$"
    return op


def some(titles: list[str], chance: random.Random, most: int = 5) -> list[str]:
    return chance.sample(titles, min(len(titles), chance.randint(1, most)))


def add(library: Library, op: Op, ids: dict[str, int]) -> None:
    titles = titles_of(op["batch"], op["size"])
    batch = Batch(
        form="page text",
        source="Daily papers",
        origin="page.txt",
        entries=tuple(Entry(title=title, abstract=f"We count fish. {title}. " * 20) for title in titles),
        digest=hashlib.sha256("\n".join(titles).encode()).hexdigest(),
    )
    expected = sum(title not in ids for title in titles)
    if op["verb"] == "receive":
        feed = next(each.id for each in library.feeds.subscriptions() if each.name == op["feed"])
        adding = library.feeds.receive(feed, batch, papers_only=False)
        # What refreshes and look-ups keep beside the papers is no step, and must do no harm at any moment.
        library.feeds.note(feed, day="2024-05-02", etag=batch.digest, complete=True)
        library.answers.keep([KeptAnswer("Crossref", batch.digest, True, b"{}" * 200)])
        library.look_ups.want(list(ids.values())[:5])
    else:
        adding = library.add(batch)
    while True:
        try:
            next(adding)
        except StopIteration as end:
            receipt = end.value
            break
    if receipt.new != expected:
        raise AssertionError(f"{receipt.new} papers were new where {expected} are: {receipt}")
    if expected:
        ids.update(zip(titles, receipt.ids, strict=True))


def perform(library: Library, op: Op, ids: dict[str, int]) -> bool:
    """Do it. Answers whether an undo step was made."""
    verb = op["verb"]
    if verb in ("add", "receive"):
        before = library.history(1)
        add(library, op, ids)
        return library.history(1) != before
    if verb in ("undo", "redo"):
        if (library.undo() if verb == "undo" else library.redo()) is None:
            raise AssertionError(f"nothing to {verb}")
        ids.clear()
        ids.update(known_ids(library))
        return True
    change = VERBS[verb](library, op, [ids[title] for title in op.get("titles", ())])
    return change.step is not None


def _list_id(library: Library, op: Op) -> int:
    found = library.reading.list_named(op["list"])
    assert found is not None
    return found.id


VERBS: dict[str, Callable[[Library, Op, list[int]], Change]] = {
    "star": lambda library, op, ids: library.star(ids, op["on"]),
    "mark_read": lambda library, op, ids: library.mark_read(ids, op["on"]),
    "move": lambda library, op, ids: library.move(ids, State(op["state"])),
    "tag": lambda library, op, ids: library.tag(ids, op["name"]),
    "untag": lambda library, op, ids: library.untag(ids, op["name"]),
    "annotate": lambda library, op, ids: library.annotate(ids[0], op["text"]),
    "edit": lambda library, op, ids: library.edit(ids[0], {"venue": op["text"]}),
    "trash": lambda library, op, ids: library.trash(ids),
    "restore": lambda library, op, ids: library.restore(ids),
    "mute": lambda library, op, ids: library.rules.mute(ids, op["on"]),
    "follow": lambda library, op, ids: library.feeds.follow(op["feed"], f"https://{len(op['feed'])}.example/feed"),
    "create_list": lambda library, op, ids: library.create_list(op["list"]),
    "add_to_list": lambda library, op, ids: library.add_to_list(_list_id(library, op), ids),
    "remove_from_list": lambda library, op, ids: library.remove_from_list(_list_id(library, op), ids),
    "move_in_list": lambda library, op, ids: library.move_in_list(_list_id(library, op), ids, op["position"]),
}

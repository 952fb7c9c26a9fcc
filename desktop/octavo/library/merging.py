"""Several papers that are one work become one: nothing of theirs is lost, and one undo brings them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from octavo.library import joining
from octavo.library.editing import write_fields
from octavo.library.filling import put, say_who
from octavo.library.keys import remember
from octavo.library.reading import Reading
from octavo.library.values import folded, mapping_column
from octavo.library.writing import among, ids_json, require_papers
from octavo.records import OctavoError, Paper

#: Rows that change their owner when the one they would meet is not there. Table, the column that must not meet.
_MOVED = (("sighting", "batch_id"), ("attachment", "digest"))


def merge(
    connection: Connection, at: str, reading: Reading, ids: Sequence[int], fields: Mapping[str, object]
) -> dict[str, object]:
    """Make papers one. The first is kept, the others end; `fields` are values chosen where the proposed ones are not.

    Identifiers, tags, notes, places in lists, sightings, files and proposals of all go to the one that is kept. So do
    the citation keys: it keeps its own, or takes the first there is, and every other names it from now on as an alias.
    """
    papers = reading.papers(require_papers(connection, ids))
    kept, *others = papers
    if not others:
        raise OctavoError("There is nothing to merge. Choose at least 2 papers.")
    unknown = next((name for name in fields if name not in joining.CHOSEN_FIELDS), None)
    if unknown is not None:
        raise OctavoError(f"“{unknown}” is not a field to choose a value for when papers are merged.")
    gone = ids_json(paper.id for paper in others)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    _put_identifiers(connection, papers)
    _put_fields(connection, at, papers, joining.proposed(papers) | dict(fields))
    _put_decisions(connection, at, papers)
    _join_tags(connection, kept.id, gone)
    _join_lists(connection, kept.id, gone)
    for table, meets in _MOVED:
        _move_rows(connection, table, meets, kept.id, gone)
    connection.exec_driver_sql(f"UPDATE proposal SET paper_id = ? WHERE {among('paper_id')}", (kept.id, gone))
    keys = _join_keys(connection, at, papers)
    _join_apart(connection, at, kept.id, {paper.id for paper in others})
    # That another paper has its number is no trouble any more.
    connection.exec_driver_sql("UPDATE look_up SET trouble = '' WHERE id = ? AND state = 'matched'", (kept.id,))
    connection.exec_driver_sql(f"DELETE FROM field_source WHERE {among('paper_id')}", (gone,))
    connection.exec_driver_sql(f"DELETE FROM paper WHERE {among('id')}", (gone,))
    return {"kept": kept.id, "merged": [paper.id for paper in others], "keys": keys}


def keep_apart(connection: Connection, at: str, ids: Sequence[int]) -> None:
    """Remember that these papers are not the same work, each of them from each other."""
    chosen = sorted(require_papers(connection, ids))
    for index, first in enumerate(chosen):
        for second in chosen[index + 1 :]:
            _put_apart(connection, at, first, second)


def _put_fields(connection: Connection, at: str, papers: Sequence[Paper], fields: Mapping[str, object]) -> None:
    """Write the values chosen; each keeps the source it had in the paper that gave it."""
    kept = papers[0]
    for name, value in fields.items():
        giver = next((each for each in papers if joining.value_of(each, name) == value), None)
        if giver is kept:
            continue
        wanted: dict[str, object] = {name: value}
        if giver is not None and name in ("title", "abstract"):
            wanted[name] = giver.raw_title if name == "title" else giver.raw_abstract
        if giver is not None and name == "authors":
            wanted["more_authors"] = giver.more_authors
        changed = write_fields(connection, at, kept.id, wanted)
        source = giver.field_sources.get(name, "person") if giver is not None else "person"
        say_who(connection, kept.id, changed, source, _said_at(connection, giver, name, at))
        if giver is not None and name == "title":
            connection.exec_driver_sql(
                "UPDATE paper SET casing = (SELECT casing FROM paper WHERE id = ?) WHERE id = ?", (giver.id, kept.id)
            )
    other = mapping_column(joining.other_of(papers))
    if other != mapping_column(kept.other):
        put(connection, kept.id, {"other": other}, at)


def _said_at(connection: Connection, giver: Paper | None, name: str, at: str) -> str:
    if giver is None:
        return at
    found = connection.exec_driver_sql(
        "SELECT at FROM field_source WHERE paper_id = ? AND field = ?", (giver.id, name)
    ).first()
    return str(found[0]) if found else giver.added


def _put_identifiers(connection: Connection, papers: Sequence[Paper]) -> None:
    wanted = joining.identifiers_of(papers)
    if wanted == papers[0].identifiers:
        return
    every = ids_json(paper.id for paper in papers)
    connection.exec_driver_sql(f"DELETE FROM identifier WHERE {among('paper_id')}", (every,))
    for each in wanted:
        connection.exec_driver_sql(
            "INSERT INTO identifier(paper_id, scheme, value) VALUES (?, ?, ?)", (papers[0].id, each.scheme, each.value)
        )


def _put_decisions(connection: Connection, at: str, papers: Sequence[Paper]) -> None:
    kept = papers[0]
    state, starred = joining.state_of(papers), any(paper.starred for paper in papers)
    unread, note = all(paper.unread for paper in papers), joining.note_of(papers)
    if (state, starred, unread) != (kept.state, kept.starred, kept.unread):
        connection.exec_driver_sql(
            "UPDATE paper SET state = ?, starred = ?, unread = ?, decided = ? WHERE id = ?",
            (state.value, int(starred), int(unread), at, kept.id),
        )
    connection.exec_driver_sql(
        "UPDATE paper SET aside = 0, decided = ? WHERE id = ? AND aside <> 0 AND EXISTS "
        f"(SELECT 1 FROM paper AS other WHERE other.aside = 0 AND {among('other.id')})",
        (at, kept.id, ids_json(paper.id for paper in papers)),
    )
    if note != kept.note:
        connection.exec_driver_sql("UPDATE paper SET note = ?, noted = ? WHERE id = ?", (note, at, kept.id))


def _join_tags(connection: Connection, kept: int, gone: str) -> None:
    # Taken off and put on, not moved: the words of the tags, which are searched, follow only that.
    tags = connection.exec_driver_sql(f"SELECT DISTINCT tag_id FROM paper_tag WHERE {among('paper_id')}", (gone,))
    wanted = tags.scalars().all()
    connection.exec_driver_sql(f"DELETE FROM paper_tag WHERE {among('paper_id')}", (gone,))
    for tag_id in wanted:
        connection.exec_driver_sql(
            "INSERT INTO paper_tag(paper_id, tag_id) SELECT ?, ? WHERE NOT EXISTS "
            "(SELECT 1 FROM paper_tag WHERE paper_id = ? AND tag_id = ?)",
            (kept, tag_id, kept, tag_id),
        )


def _join_lists(connection: Connection, kept: int, gone: str) -> None:
    """In each list the place of the first of them, and the reasons of all."""
    lists = connection.exec_driver_sql(f"SELECT DISTINCT list_id FROM list_item WHERE {among('paper_id')}", (gone,))
    for list_id in lists.scalars().all():
        where = f"list_id = ? AND (paper_id = ? OR {among('paper_id')})"
        found = connection.exec_driver_sql(
            f"SELECT id, position, reason FROM list_item WHERE {where} ORDER BY position, id", (list_id, kept, gone)
        ).all()
        connection.exec_driver_sql(f"DELETE FROM list_item WHERE {where}", (list_id, kept, gone))
        reasons = dict.fromkeys(reason.strip() for _item, _position, reason in found if reason.strip())
        # Under the id of the first, so that its place holds where two items have one position.
        item, position, _reason = found[0]
        connection.exec_driver_sql(
            "INSERT INTO list_item(id, list_id, paper_id, position, reason) VALUES (?, ?, ?, ?, ?)",
            (item, list_id, kept, position, "\n".join(reasons)),
        )


def _move_rows(connection: Connection, table: str, meets: str, kept: int, gone: str) -> None:
    """Give rows to the paper kept, the oldest of those that would meet; the rest have nothing it does not have."""
    taken = set(connection.exec_driver_sql(f"SELECT {meets} FROM {table} WHERE paper_id = ?", (kept,)).scalars())
    rows = connection.exec_driver_sql(f"SELECT id, {meets} FROM {table} WHERE {among('paper_id')} ORDER BY id", (gone,))
    for row, value in rows.all():
        if value in taken:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", (row,))
        else:
            connection.exec_driver_sql(f"UPDATE {table} SET paper_id = ? WHERE id = ?", (kept, row))
            taken.add(value)


def _join_keys(connection: Connection, at: str, papers: Sequence[Paper]) -> dict[str, str]:
    """Answers the old keys, each with the key that the work has now."""
    kept, *others = papers
    gone = ids_json(paper.id for paper in others)
    old = [alias for paper in others for alias in paper.aliases]
    keys = [paper.key for paper in others if paper.key]
    connection.exec_driver_sql(f"DELETE FROM citation_key WHERE {among('id')}", (gone,))
    connection.exec_driver_sql(f"UPDATE key_alias SET paper_id = ? WHERE {among('paper_id')}", (kept.id, gone))
    present = kept.key
    if not present and keys:
        present, *keys = keys
        connection.exec_driver_sql(
            "INSERT INTO citation_key(id, key, folded) VALUES (?, ?, ?)", (kept.id, present, folded(present))
        )
    for key in keys:
        remember(connection, at, kept.id, key)
    return dict.fromkeys([*old, *keys], present)


def _join_apart(connection: Connection, at: str, kept: int, gone: set[int]) -> None:
    """What was said not to be one of the papers that end, is not the one that is kept."""
    chosen = (ids_json(gone),) * 2
    found = connection.exec_driver_sql(
        f"SELECT paper_id, other_id FROM apart WHERE {among('paper_id')} OR {among('other_id')}", chosen
    ).all()
    connection.exec_driver_sql(f"DELETE FROM apart WHERE {among('paper_id')} OR {among('other_id')}", chosen)
    for pair in found:
        for other in set(pair) - gone - {kept}:
            _put_apart(connection, at, min(kept, other), max(kept, other))


def _put_apart(connection: Connection, at: str, first: int, second: int) -> None:
    connection.exec_driver_sql(
        "INSERT INTO apart(paper_id, other_id, at) SELECT ?, ?, ? WHERE NOT EXISTS "
        "(SELECT 1 FROM apart WHERE paper_id = ? AND other_id = ?)",
        (first, second, at, first, second),
    )

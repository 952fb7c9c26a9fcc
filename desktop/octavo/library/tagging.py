"""Tags: made at need, put on papers, renamed, merged, deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from octavo.library.indexing import following
from octavo.library.refusals import NotFound
from octavo.library.values import folded, storable
from octavo.library.writing import among, ids_json, require_papers
from octavo.records import TAG_HUES, OctavoError

_LONGEST_NAME = 80


def tidy_name(name: str, what: str) -> str:
    """A name as it is kept: one line, no outer space. Raises OctavoError for an empty or overlong one."""
    tidy = " ".join(storable(name).split())
    if not tidy:
        raise OctavoError(f"A {what} needs a name.")
    if len(tidy) > _LONGEST_NAME:
        raise OctavoError(f"The name of a {what} has at most {_LONGEST_NAME} characters; this one has {len(tidy)}.")
    return tidy


def _checked_hue(hue: str) -> str:
    if hue not in TAG_HUES:
        raise OctavoError(f"There is no tag colour called “{hue}”. Choose one of {', '.join(TAG_HUES)}.")
    return hue


def _find(connection: Connection, name: str) -> int | None:
    found = connection.exec_driver_sql("SELECT id FROM tag WHERE folded = ?", (folded(storable(name)),)).first()
    return found[0] if found else None


def _require(connection: Connection, name: str) -> int:
    found = _find(connection, name)
    if found is None:
        raise NotFound(f"There is no tag called “{name}”.")
    return found


def create(connection: Connection, name: str, hue: str) -> int:
    """Make a tag and answer its id. Raises OctavoError when there is one of this name."""
    tidy = tidy_name(name, "tag")
    if _find(connection, tidy) is not None:
        raise OctavoError(f"There is a tag called “{tidy}” already.")
    return _insert(connection, tidy, hue)


def _insert(connection: Connection, tidy: str, hue: str) -> int:
    made: int = connection.exec_driver_sql(
        "INSERT INTO tag(name, folded, hue) VALUES (?, ?, ?) RETURNING id",
        (tidy, folded(tidy), _checked_hue(hue) if hue else _least_used_hue(connection)),
    ).scalar_one()
    return made


def _least_used_hue(connection: Connection) -> str:
    used = {row.hue: row.n for row in connection.exec_driver_sql("SELECT hue, count(*) AS n FROM tag GROUP BY hue")}
    return min(TAG_HUES, key=lambda hue: (used.get(hue, 0), TAG_HUES.index(hue)))


def tag_ids(connection: Connection, names: Sequence[str]) -> tuple[list[str], list[int]]:
    """The tags of these names, made where there are none: names as kept, and ids, each tag once."""
    found: dict[int, str] = {}
    for name in names:
        tidy = tidy_name(name, "tag")
        own = _find(connection, tidy)
        if own is None:
            own = _insert(connection, tidy, "")
        found[own] = connection.exec_driver_sql("SELECT name FROM tag WHERE id = ?", (own,)).scalar_one()
    return list(found.values()), list(found)


def tag(connection: Connection, ids: Iterable[int], name: str, hue: str) -> dict[str, object]:
    """Put a tag on papers; `hue` matters only when the tag is made here."""
    chosen = require_papers(connection, ids)
    tidy = tidy_name(name, "tag")
    own = _find(connection, tidy)
    made = own is None
    if own is None:
        own = _insert(connection, tidy, hue)
    with following(connection, chosen):
        connection.exec_driver_sql(
            "INSERT INTO paper_tag(paper_id, tag_id) SELECT value, ? FROM json_each(?) WHERE value NOT IN "
            "(SELECT paper_id FROM paper_tag WHERE tag_id = ?)",
            (own, ids_json(chosen), own),
        )
    return {"tag_id": own, "made": made}


def untag(connection: Connection, ids: Iterable[int], name: str) -> dict[str, object]:
    """Take a tag off papers. Raises NotFound when there is no such tag."""
    chosen = require_papers(connection, ids)
    own = _require(connection, name)
    with following(connection, chosen):
        connection.exec_driver_sql(
            f"DELETE FROM paper_tag WHERE tag_id = ? AND {among('paper_id')}", (own, ids_json(chosen))
        )
    return {"tag_id": own}


def rename(connection: Connection, name: str, new_name: str) -> dict[str, object]:
    """Give a tag another name. Raises OctavoError when another tag has it; merging is a verb of its own."""
    own = _require(connection, name)
    tidy = tidy_name(new_name, "tag")
    other = _find(connection, tidy)
    if other is not None and other != own:
        raise OctavoError(f"There is a tag called “{tidy}” already. Merge the two instead.")
    with following(connection, _members(connection, own)):
        connection.exec_driver_sql(
            "UPDATE tag SET name = ?, folded = ? WHERE id = ? AND name <> ?", (tidy, folded(tidy), own, tidy)
        )
    _let_rules_follow(connection, name, tidy)
    return {"tag_id": own}


def recolour(connection: Connection, name: str, hue: str) -> dict[str, object]:
    """Give a tag another colour."""
    own = _require(connection, name)
    connection.exec_driver_sql("UPDATE tag SET hue = ? WHERE id = ? AND hue <> ?", (_checked_hue(hue), own, hue))
    return {"tag_id": own}


def merge(connection: Connection, names: Sequence[str], into: str) -> dict[str, object]:
    """Put the tag `into` on every paper that has one of `names`, and delete those. `into` is made at need."""
    sources = [_require(connection, name) for name in names]
    _, (target,) = tag_ids(connection, [into])
    for own in dict.fromkeys(sources):
        if own != target:
            with following(connection, _members(connection, own)):
                connection.exec_driver_sql(
                    "INSERT INTO paper_tag(paper_id, tag_id) SELECT paper_id, ? FROM paper_tag WHERE tag_id = ? "
                    "AND paper_id NOT IN (SELECT paper_id FROM paper_tag WHERE tag_id = ?)",
                    (target, own, target),
                )
            _remove(connection, own)
    for name in names:
        _let_rules_follow(connection, name, into)
    return {"tag_id": target}


def delete(connection: Connection, name: str) -> dict[str, object]:
    """Delete a tag and take it off its papers."""
    own = _require(connection, name)
    _remove(connection, own)
    # A rule that went on would make the tag again with the next paper.
    connection.exec_driver_sql(
        "UPDATE rule SET active = 0 WHERE does = 'tag' AND tag_name = ? COLLATE NOCASE", (" ".join(name.split()),)
    )
    return {"tag_id": own}


def _let_rules_follow(connection: Connection, name: str, new_name: str) -> None:
    connection.exec_driver_sql(
        "UPDATE rule SET tag_name = ? WHERE does = 'tag' AND tag_name = ? COLLATE NOCASE",
        (new_name, " ".join(name.split())),
    )


def _remove(connection: Connection, own: int) -> None:
    with following(connection, _members(connection, own)):
        connection.exec_driver_sql("DELETE FROM paper_tag WHERE tag_id = ?", (own,))
        connection.exec_driver_sql("DELETE FROM tag WHERE id = ?", (own,))


def _members(connection: Connection, own: int) -> list[int]:
    return [row[0] for row in connection.exec_driver_sql("SELECT paper_id FROM paper_tag WHERE tag_id = ?", (own,))]

"""What the database does by itself: it records every change of a step, and keeps the full-text index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.library import full_text
from octavo.library.tables import Row

#: Columns the database derives; a step never records them.
DERIVED = {"paper": ("tags_text",)}
_DECISION = ("state", "starred", "unread", "aside", "decided")
_NOTE = ("note", "noted")
_SOURCE = ("source",)


@dataclass(frozen=True, slots=True)
class Part:
    """A set of columns recorded together. `whole` parts also record that a row came or went.

    The others keep the image small where only a decision or a note changes: starring 10,000 papers must not copy
    10,000 abstracts. `watched` are the columns whose update is recorded, `columns` those in the image. Rows of
    `in_place` parts are put back by UPDATE, the others by DELETE and INSERT, which no unique constraint can stop.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    watched: tuple[str, ...]
    whole: bool = True
    in_place: bool = False

    def image(self, row: str) -> str:
        """The SQL that makes the image of `row` (OLD, or a table name)."""
        return "json_object(" + ", ".join(f"'{column}', {row}.{column}" for column in self.columns) + ")"


def _whole(table: str, without: tuple[str, ...] = (), *, in_place: bool = False) -> Part:
    columns = tuple(
        column.name for column in Row.metadata.tables[table].columns if column.name not in DERIVED.get(table, ())
    )
    return Part(table, table, columns, tuple(name for name in columns if name not in without), in_place=in_place)


#: Every recorded part, owners before what refers to them.
PARTS: tuple[Part, ...] = (
    _whole("paper", without=_DECISION + _NOTE + _SOURCE, in_place=True),
    Part("decision", "paper", _DECISION, _DECISION, whole=False, in_place=True),
    Part("note", "paper", _NOTE, _NOTE, whole=False, in_place=True),
    Part("source", "paper", _SOURCE, _SOURCE, whole=False, in_place=True),
    _whole("batch"),
    _whole("tag", in_place=True),
    _whole("reading_list", in_place=True),
    _whole("saved_search", in_place=True),
    _whole("subscription", in_place=True),
    _whole("rule", in_place=True),
    _whole("identifier"),
    _whole("sighting"),
    _whole("paper_tag"),
    _whole("list_item"),
    _whole("citation_key"),
    _whole("field_source"),
    _whole("key_alias"),
    _whole("apart"),
    _whole("attachment"),
    _whole("proposal", in_place=True),
)


def tags_of_paper(paper_id: str) -> str:
    """SQL for the derived `tags_text` of one paper."""
    return (
        "coalesce((SELECT group_concat(name, char(10)) FROM (SELECT tag.name FROM paper_tag "
        f"JOIN tag ON tag.id = paper_tag.tag_id WHERE paper_tag.paper_id = {paper_id} ORDER BY tag.folded)), '')"
    )


_RECORDING = "(SELECT step FROM writing) IS NOT NULL"
_ROW_BY_ROW = "(SELECT bulk FROM writing) = 0"


def _recording(part: Part) -> Iterator[tuple[str, str]]:
    """The first change a step makes to a row decides what its undo restores; later ones are ignored."""
    note = "INSERT OR IGNORE INTO change(step, part, row, image) "
    step = "(SELECT step FROM writing)"
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in part.watched)
    yield (
        f"record_{part.name}_update",
        f"AFTER UPDATE OF {', '.join(part.watched)} ON {part.table} "
        f"WHEN {_RECORDING} AND ({changed}) BEGIN "
        f"{note}VALUES ({step}, '{part.name}', OLD.id, {part.image('OLD')}); END",
    )
    if part.whole:
        yield (
            f"record_{part.name}_insert",
            f"AFTER INSERT ON {part.table} WHEN {_RECORDING} BEGIN "
            f"{note}VALUES ({step}, '{part.name}', NEW.id, NULL); END",
        )
        yield (
            f"record_{part.name}_delete",
            f"AFTER DELETE ON {part.table} WHEN {_RECORDING} BEGIN "
            f"{note}VALUES ({step}, '{part.name}', OLD.id, {part.image('OLD')}); END",
        )


def _following() -> Iterator[tuple[str, str]]:
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in full_text.SEARCHED)
    enter, take_out = full_text.enter_row("NEW"), full_text.take_out_row("OLD")
    yield "index_paper_insert", f"AFTER INSERT ON paper WHEN {_ROW_BY_ROW} BEGIN {enter} END"
    yield "index_paper_delete", f"AFTER DELETE ON paper WHEN {_ROW_BY_ROW} BEGIN {take_out} END"
    yield (
        "index_paper_update",
        f"AFTER UPDATE OF {full_text.COLUMNS} ON paper WHEN {_ROW_BY_ROW} AND ({differs}) BEGIN {take_out} {enter} END",
    )
    for moment, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        yield (
            f"derive_tags_{moment.lower()}",
            f"AFTER {moment} ON paper_tag WHEN {_ROW_BY_ROW} BEGIN "
            f"UPDATE paper SET tags_text = {tags_of_paper(f'{row}.paper_id')} WHERE id = {row}.paper_id; END",
        )
    yield (
        "derive_tags_rename",
        f"AFTER UPDATE OF name ON tag WHEN OLD.name IS NOT NEW.name AND {_ROW_BY_ROW} BEGIN "
        f"UPDATE paper SET tags_text = {tags_of_paper('paper.id')} "
        "WHERE id IN (SELECT paper_id FROM paper_tag WHERE tag_id = NEW.id); END",
    )


def wanted_triggers() -> dict[str, str]:
    """Every trigger a library must have, by name: the full CREATE statement."""
    found = [made for part in PARTS for made in _recording(part)]
    found += _following()
    return {name: f"CREATE TRIGGER {name} {body}" for name, body in found}

"""Blocks of papers by id: the rows a list paints, and whole papers with all that belongs to them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from octavo.library.refusals import readable
from octavo.library.values import VISIBLE_SQL, Row, authors_from, casing_from, mapping_from
from octavo.records import Attachment, Identifier, Kind, Paper, ReadingList, Sighting, SourceLines, State, Tag

#: Names a row carries; more are only counted.
_NAMES_SHOWN = 12
_SNIPPET = 400
_CHUNK = 500

ROW_COLUMNS = (
    "paper.id, title, authors_text, more_authors, source, state, starred, unread, aside, note <> '', "
    f"EXISTS (SELECT 1 FROM list_item WHERE list_item.paper_id = paper.id), substr(abstract, 1, {_SNIPPET}), "
    "published, coalesce((SELECT key FROM citation_key WHERE citation_key.id = paper.id), ''), day"
)
PAPER_COLUMNS = (
    "paper.id, uuid, title, abstract, raw_title, raw_abstract, authors, more_authors, published, kind, venue, "
    "details, other, state, starred, unread, aside, note, source, added, max(changed, decided, noted), "
    "coalesce((SELECT key FROM citation_key WHERE citation_key.id = paper.id), ''), casing"
)


def rows_from(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Row]:
    """One `Row` a paper, in the order of `ids`; ids that are not there are left out."""
    found: dict[int, Row] = {}
    with readable():
        tags = tags_by_id(connection)
        for chunk in _chunks(ids):
            tagged = _tags_of(connection, chunk, tags)
            for row in connection.execute(_select(ROW_COLUMNS), (chunk,)):
                found[row[0]] = _row(row, tagged)
    return [found[paper_id] for paper_id in ids if paper_id in found]


def _row(row: tuple[str, ...], tagged: dict[int, list[Tag]]) -> Row:
    (paper_id, title, names, more, source, state, starred, unread, aside, noted, listed, abstract, published, key,
     day) = row  # fmt: skip
    year = published[:4]
    return Row(
        id=int(paper_id),
        title=title,
        authors=tuple(names.split("\n", _NAMES_SHOWN)[:_NAMES_SHOWN]) if names else (),
        author_count=names.count("\n") + 1 if names else 0,
        source=source,
        state=State(state),
        starred=bool(starred),
        unread=bool(unread),
        trashed=int(aside) == 1,
        has_note=bool(noted),
        in_list=bool(listed),
        tags=tuple(tagged.get(int(paper_id), ())),
        snippet=abstract,
        year=int(year) if year.isdecimal() else None,
        key=key,
        more_authors=bool(more),
        day=day,
        muted=int(aside) == 2,
    )


def papers_from(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Paper]:
    """Whole papers in the order of `ids`; ids that are not there are left out."""
    found: dict[int, Paper] = {}
    with readable():
        tags = tags_by_id(connection)
        for chunk in _chunks(ids):
            belongings = _Belongings(connection, chunk, tags)
            for row in connection.execute(_select(PAPER_COLUMNS), (chunk,)):
                found[row[0]] = belongings.paper(row)
    return [found[paper_id] for paper_id in ids if paper_id in found]


class _Belongings:
    """What other tables hold of a chunk of papers."""

    def __init__(self, connection: sqlite3.Connection, chunk: str, tags: dict[int, Tag]) -> None:
        self._tags = _tags_of(connection, chunk, tags)
        self._identifiers: defaultdict[int, list[Identifier]] = defaultdict(list)
        self._lists: defaultdict[int, list[ReadingList]] = defaultdict(list)
        self._sightings: defaultdict[int, list[Sighting]] = defaultdict(list)
        self._sources: defaultdict[int, dict[str, str]] = defaultdict(dict)
        self._aliases: defaultdict[int, list[str]] = defaultdict(list)
        self._attachments: defaultdict[int, list[Attachment]] = defaultdict(list)
        of_chunk = "IN (SELECT value FROM json_each(?))"
        for paper_id, scheme, value in connection.execute(
            f"SELECT paper_id, scheme, value FROM identifier WHERE paper_id {of_chunk} ORDER BY id", (chunk,)
        ):
            self._identifiers[paper_id].append(Identifier(scheme, value))
        for paper_id, list_id, name in connection.execute(
            "SELECT paper_id, reading_list.id, name FROM list_item JOIN reading_list ON reading_list.id = list_id "
            f"WHERE paper_id {of_chunk} ORDER BY reading_list.position, reading_list.id",
            (chunk,),
        ):
            self._lists[paper_id].append(ReadingList(list_id, name))
        for paper_id, batch_id, source, day, captured, rank, votes, first, last, version in connection.execute(
            "SELECT paper_id, batch.id, source, day, captured, rank, votes, first_line, last_line, new_version "
            "FROM sighting "
            f"JOIN batch ON batch.id = batch_id WHERE paper_id {of_chunk} ORDER BY sighting.id",
            (chunk,),
        ):
            lines = SourceLines(first, last) if first is not None else None
            self._sightings[paper_id].append(Sighting(batch_id, source, day, captured, rank, votes, lines, version))
        for paper_id, name, source in connection.execute(
            f"SELECT paper_id, field, source FROM field_source WHERE paper_id {of_chunk} ORDER BY id", (chunk,)
        ):
            self._sources[paper_id][name] = source
        for paper_id, key in connection.execute(
            f"SELECT paper_id, key FROM key_alias WHERE paper_id {of_chunk} ORDER BY id", (chunk,)
        ):
            self._aliases[paper_id].append(key)
        for paper_id, path, name, digest, at in connection.execute(
            f"SELECT paper_id, path, name, digest, at FROM attachment WHERE paper_id {of_chunk} ORDER BY id", (chunk,)
        ):
            self._attachments[paper_id].append(Attachment(path, name, digest, at))

    def paper(self, row: tuple[str, ...]) -> Paper:
        (paper_id, uuid, title, abstract, raw_title, raw_abstract, authors, more, published, kind, venue, details,
         other, state, starred, unread, aside, note, source, added, changed, key, casing) = row  # fmt: skip
        own = int(paper_id)
        detail_values = mapping_from(details)
        identifiers = tuple(self._identifiers.get(own, ()))
        given = {"title": title, "abstract": abstract, "authors": authors != "[]", "published": published,
                 "kind": kind != Kind.UNKNOWN, "venue": venue, "identifiers": identifiers, **detail_values}  # fmt: skip
        sources = {name: source for name, value in given.items() if value}
        return Paper(
            id=own,
            uuid=uuid,
            title=title,
            abstract=abstract,
            raw_title=title if raw_title is None else raw_title,
            raw_abstract=abstract if raw_abstract is None else raw_abstract,
            authors=authors_from(authors),
            more_authors=bool(more),
            identifiers=identifiers,
            published=published,
            kind=Kind(kind),
            venue=venue,
            details=detail_values,
            other=mapping_from(other),
            state=State(state),
            starred=bool(starred),
            unread=bool(unread),
            trashed=int(aside) == 1,
            muted=int(aside) == 2,
            tags=tuple(self._tags.get(own, ())),
            lists=tuple(self._lists.get(own, ())),
            note=note,
            key=key,
            sightings=tuple(self._sightings.get(own, ())),
            field_sources=sources | self._sources.get(own, {}),
            added=added,
            changed=changed,
            aliases=tuple(self._aliases.get(own, ())),
            casing=casing_from(casing),
            attachments=tuple(self._attachments.get(own, ())),
        )


def tags_by_id(connection: sqlite3.Connection, *, counted: bool = False) -> dict[int, Tag]:
    """All tags; with the number of their papers outside the trash when `counted`."""
    count = (
        "(SELECT count(*) FROM paper_tag JOIN paper ON paper.id = paper_tag.paper_id "
        "WHERE paper_tag.tag_id = tag.id AND paper.aside = 0)"
        if counted
        else "0"
    )
    return {row[0]: Tag(*row) for row in connection.execute(f"SELECT id, name, hue, {count} FROM tag")}


def _tags_of(connection: sqlite3.Connection, chunk: str, tags: dict[int, Tag]) -> dict[int, list[Tag]]:
    found: defaultdict[int, list[Tag]] = defaultdict(list)
    if tags:
        for paper_id, tag_id in connection.execute(
            "SELECT paper_id, tag_id FROM paper_tag JOIN tag ON tag.id = tag_id "
            "WHERE paper_id IN (SELECT value FROM json_each(?)) ORDER BY tag.folded",
            (chunk,),
        ):
            found[paper_id].append(tags[tag_id])
    return found


def _select(columns: str) -> str:
    return f"SELECT {columns} FROM paper WHERE paper.id IN (SELECT value FROM json_each(?)) AND {VISIBLE_SQL}"


def _chunks(ids: Sequence[int]) -> Iterator[str]:
    """`ids` as JSON arrays of at most 500, which SQL reads with json_each."""
    remaining = iter(ids)
    while chunk := list(islice(remaining, _CHUNK)):
        yield json.dumps(chunk)

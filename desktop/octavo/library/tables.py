"""The mapped rows: what the library file holds. Private to this room; values leave it, rows do not."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NEVER_REUSED = {"sqlite_autoincrement": True}


class Row(DeclarativeBase):
    """What every mapped row shares: the metadata."""


class PaperRow(Row):
    """One work: what is true of it, what the person decided, and what they noted.

    Ids grow with time, and within one import the first on the page has the highest, so that newest first is always
    descending id within a day. `raw_title` and `raw_abstract` are NULL when equal to the readable text. `tags_text`
    is derived by triggers; it is there to be searched.
    """

    __tablename__ = "paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    abstract: Mapped[str]
    raw_title: Mapped[str | None]
    raw_abstract: Mapped[str | None]
    title_key: Mapped[str]
    authors: Mapped[str]
    authors_text: Mapped[str]
    more_authors: Mapped[int]
    published: Mapped[str]
    kind: Mapped[str]
    venue: Mapped[str]
    details: Mapped[str]
    other: Mapped[str]
    source: Mapped[str]
    day: Mapped[str]
    added: Mapped[str]
    changed: Mapped[str]
    state: Mapped[str]
    starred: Mapped[int]
    unread: Mapped[int]
    trashed: Mapped[int] = mapped_column(server_default=text("0"))
    decided: Mapped[str] = mapped_column(server_default=text("''"))
    note: Mapped[str] = mapped_column(server_default=text("''"))
    noted: Mapped[str] = mapped_column(server_default=text("''"))
    tags_text: Mapped[str] = mapped_column(server_default=text("''"))
    __table_args__ = (
        # Wide enough that places are listed and counted without reading papers.
        Index("paper_by_day", "trashed", text("day DESC"), text("id DESC"), "state", "starred", "unread"),
        Index("paper_by_title", "title_key"),
        _NEVER_REUSED,
    )


class IdentifierRow(Row):
    """A name some registry gave a work; (scheme, value) belongs to one paper of the whole library."""

    __tablename__ = "identifier"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    scheme: Mapped[str]
    value: Mapped[str]
    __table_args__ = (UniqueConstraint("scheme", "value"), _NEVER_REUSED)


class BatchRow(Row):
    """One import. `day` is its date; `captured` is the date as the page writes it."""

    __tablename__ = "batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str]
    source: Mapped[str]
    origin: Mapped[str]
    captured: Mapped[str]
    day: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    at: Mapped[str]
    __table_args__ = (_NEVER_REUSED,)


class SightingRow(Row):
    """A paper seen in one import, `rank` being its place on the page, from 1."""

    __tablename__ = "sighting"
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    rank: Mapped[int]
    votes: Mapped[int | None]
    first_line: Mapped[int | None]
    last_line: Mapped[int | None]
    __table_args__ = (UniqueConstraint("batch_id", "paper_id"), _NEVER_REUSED)


class TagRow(Row):
    """A word of the person's own; `folded` keeps names unique without regard to case."""

    __tablename__ = "tag"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    hue: Mapped[str]
    __table_args__ = (_NEVER_REUSED,)


class PaperTagRow(Row):
    """A tag on a paper."""

    __tablename__ = "paper_tag"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), index=True)
    __table_args__ = (UniqueConstraint("paper_id", "tag_id"), _NEVER_REUSED)


class ReadingListRow(Row):
    """A list ordered by hand, itself placed among the lists by hand."""

    __tablename__ = "reading_list"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    __table_args__ = (_NEVER_REUSED,)


class ListItemRow(Row):
    """A paper in a list. `position` orders, gaps are allowed; `reason` says why it is there."""

    __tablename__ = "list_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("reading_list.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    position: Mapped[int]
    reason: Mapped[str]
    __table_args__ = (UniqueConstraint("list_id", "paper_id"), _NEVER_REUSED)


class CitationKeyRow(Row):
    """A citation key. `id` is the paper's; the row outlives the paper, so that a key never names another work."""

    __tablename__ = "citation_key"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)


class FieldSourceRow(Row):
    """Who gave one bibliographic value, where that is not the import the paper came with. "person" always wins."""

    __tablename__ = "field_source"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    field: Mapped[str]
    source: Mapped[str]
    at: Mapped[str]
    __table_args__ = (UniqueConstraint("paper_id", "field"), _NEVER_REUSED)


class HistoryRow(Row):
    """One undo step. `position` orders the steps by the moment they were complete; NULL while one is being made."""

    __tablename__ = "history"
    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int | None] = mapped_column(unique=True)
    at: Mapped[str]
    verb: Mapped[str]
    arguments: Mapped[str]
    papers: Mapped[int] = mapped_column(server_default=text("0"))
    undone: Mapped[int] = mapped_column(server_default=text("0"))
    step_group: Mapped[str] = mapped_column(server_default=text("''"))
    __table_args__ = (_NEVER_REUSED,)


class ChangeRow(Row):
    """One row a step touched. `image` is the row as JSON on the other side of the step, NULL when it was not there."""

    __tablename__ = "change"
    step: Mapped[int] = mapped_column(ForeignKey("history.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    image: Mapped[str | None]
    __table_args__ = ({"sqlite_with_rowid": False},)


class WritingRow(Row):
    """The one row that says what the writer is in the midst of.

    `step` is the undo step that is being recorded, NULL for none. `bulk` is 1 while the full-text index is kept by
    whole sets instead of row by row. Papers with an id from `hidden_from` on belong to an unfinished import.
    """

    __tablename__ = "writing"
    id: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[int | None]
    bulk: Mapped[int]
    hidden_from: Mapped[int]

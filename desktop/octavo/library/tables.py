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
    is derived by triggers; it is there to be searched. `aside` is 0, 1 in the trash, 2 on the shelf of muted papers.
    `casing` holds the person's word on capitals of the title as JSON, {"word": "keep" or "fold"}, "" for none.
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
    aside: Mapped[int] = mapped_column(server_default=text("0"))
    decided: Mapped[str] = mapped_column(server_default=text("''"))
    note: Mapped[str] = mapped_column(server_default=text("''"))
    noted: Mapped[str] = mapped_column(server_default=text("''"))
    tags_text: Mapped[str] = mapped_column(server_default=text("''"))
    casing: Mapped[str] = mapped_column(server_default=text("''"))
    __table_args__ = (
        # Wide enough that places are listed and counted without reading papers.
        Index("paper_by_day", "aside", text("day DESC"), text("id DESC"), "state", "starred", "unread"),
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
    """One import. `day` is its date; `captured` is the date as the page writes it.

    `subscription` is the feed it came by, NULL when the person brought it. `account` is the receipt, "" for imports
    older than receipts: a line of JSON with the counts and choices, and one with the entries. `kept` holds as JSON
    what a reference file has beside its entries, "" for none.
    """

    __tablename__ = "batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str]
    source: Mapped[str]
    origin: Mapped[str]
    captured: Mapped[str]
    day: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    at: Mapped[str]
    subscription: Mapped[int | None] = mapped_column(index=True)
    account: Mapped[str] = mapped_column(server_default=text("''"))
    kept: Mapped[str] = mapped_column(server_default=text("''"))
    __table_args__ = (_NEVER_REUSED,)


class SightingRow(Row):
    """A paper seen in one import, `rank` being its place on the page, from 1.

    `new_version` is "v3", or "new", where it was announced as a new version of a paper that was here.
    """

    __tablename__ = "sighting"
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    rank: Mapped[int]
    votes: Mapped[int | None]
    first_line: Mapped[int | None]
    last_line: Mapped[int | None]
    new_version: Mapped[str] = mapped_column(server_default=text("''"))
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


class KeyAliasRow(Row):
    """A key a paper had before: of the paper merged into it, or before it was made anew.

    The row outlives the paper, as a citation key does: no other paper gets the key.
    """

    __tablename__ = "key_alias"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(index=True)
    key: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    at: Mapped[str]
    __table_args__ = (_NEVER_REUSED,)


class ApartRow(Row):
    """Two papers the person said are not the same work; `paper_id` is the lower of the two."""

    __tablename__ = "apart"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    other_id: Mapped[int]
    at: Mapped[str]
    __table_args__ = (UniqueConstraint("paper_id", "other_id"), _NEVER_REUSED)


class AttachmentRow(Row):
    """A file of a paper, copied into the folder beside the library under `path`, relative to it, `/` between parts."""

    __tablename__ = "attachment"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    path: Mapped[str]
    name: Mapped[str]
    digest: Mapped[str]
    at: Mapped[str]
    __table_args__ = (UniqueConstraint("paper_id", "digest"), _NEVER_REUSED)


class SavedSearchRow(Row):
    """A smart list: a search under a name, among the lists."""

    __tablename__ = "saved_search"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    words: Mapped[str]
    position: Mapped[int]
    __table_args__ = (_NEVER_REUSED,)


class SubscriptionRow(Row):
    """A feed the person follows. `minutes` is the interval between refreshes, 0 for by hand only.

    `typed` is 1 when the person wrote the address themselves: only then may its host be on this network.
    """

    __tablename__ = "subscription"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str]
    typed: Mapped[int]
    minutes: Mapped[int]
    paused: Mapped[int]
    position: Mapped[int]
    added: Mapped[str]
    __table_args__ = (_NEVER_REUSED,)


class FetchRow(Row):
    """How the last fetch of one address of a subscription went; not a step, and not undone.

    `day` is the ISO day asked for where a feed is asked day by day, else "". `trouble` is the sentence of the last
    failure, "" after a success; `again` when it makes sense to ask next, "" for the usual interval.
    """

    __tablename__ = "fetch"
    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int]
    day: Mapped[str]
    etag: Mapped[str]
    modified: Mapped[str]
    tried: Mapped[str]
    done: Mapped[str]
    trouble: Mapped[str]
    again: Mapped[str]
    complete: Mapped[int]
    __table_args__ = (UniqueConstraint("subscription_id", "day"), _NEVER_REUSED)


class RuleRow(Row):
    """What happens to a paper on arrival. `does` is mute or tag, `looks_at` words, author, category or feed."""

    __tablename__ = "rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    does: Mapped[str]
    tag_name: Mapped[str]
    looks_at: Mapped[str]
    pattern: Mapped[str]
    position: Mapped[int]
    active: Mapped[int]
    __table_args__ = (_NEVER_REUSED,)


class ProposalRow(Row):
    """Values some service has for a paper, for the person to take or leave.

    `kind` is complete, published, version, withdrawn or retracted; `fields` JSON of field to value; `decided` is "",
    accepted, rejected or mixed.
    """

    __tablename__ = "proposal"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    kind: Mapped[str]
    service: Mapped[str]
    fields: Mapped[str]
    why: Mapped[str]
    at: Mapped[str]
    decided: Mapped[str]
    __table_args__ = (_NEVER_REUSED,)


class LookUpRow(Row):
    """Where the look-up of a paper stands; `id` is the paper's. Not a step, and not undone.

    `state` is waiting, matched, asked, not found, failed, or "" for never; `candidates` JSON, best first; `trouble` a
    sentence, and `again` when it makes sense to go on. `checked` is when services were last asked whether the paper is
    still true.
    """

    __tablename__ = "look_up"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    service: Mapped[str]
    candidates: Mapped[str]
    trouble: Mapped[str]
    again: Mapped[str]
    position: Mapped[int]
    at: Mapped[str]
    checked: Mapped[str]


class AnswerRow(Row):
    """What a service answered, kept so as not to ask twice; `body` is packed. `found` is 0 for a definite miss."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str]
    question: Mapped[str]
    found: Mapped[int]
    body: Mapped[bytes]
    at: Mapped[str]
    __table_args__ = (UniqueConstraint("service", "question"), _NEVER_REUSED)


class LiveExportRow(Row):
    """A reading list bound to a file that follows it. `options` JSON; `digest` of the bytes written last."""

    __tablename__ = "live_export"
    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int]
    path: Mapped[str] = mapped_column(unique=True)
    options: Mapped[str]
    digest: Mapped[str]
    entries: Mapped[int]
    written: Mapped[str]
    trouble: Mapped[str]
    __table_args__ = (_NEVER_REUSED,)


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

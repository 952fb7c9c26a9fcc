"""From version 1 to 2: feeds followed, rules, receipts, files, smart lists, look-ups, files that follow a list.

The statements are frozen: they describe version 2 as it was released, whatever the tables have become since.
"""

from __future__ import annotations

import sqlite3

from octavo.library.smart_lists import supply

_STATEMENTS = """
DROP INDEX paper_by_day;
ALTER TABLE paper RENAME COLUMN trashed TO aside;
ALTER TABLE paper ADD COLUMN casing VARCHAR DEFAULT '' NOT NULL;
CREATE INDEX paper_by_day ON paper (aside, day DESC, id DESC, state, starred, unread);
ALTER TABLE batch ADD COLUMN subscription INTEGER;
ALTER TABLE batch ADD COLUMN account VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE batch ADD COLUMN kept VARCHAR DEFAULT '' NOT NULL;
CREATE INDEX ix_batch_subscription ON batch (subscription);
ALTER TABLE sighting ADD COLUMN new_version VARCHAR DEFAULT '' NOT NULL;
CREATE TABLE key_alias (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, paper_id INTEGER NOT NULL, "key" VARCHAR NOT NULL,
  folded VARCHAR NOT NULL, at VARCHAR NOT NULL, UNIQUE (folded));
CREATE INDEX ix_key_alias_paper_id ON key_alias (paper_id);
CREATE TABLE apart (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, paper_id INTEGER NOT NULL, other_id INTEGER NOT NULL,
  at VARCHAR NOT NULL, UNIQUE (paper_id, other_id));
CREATE TABLE attachment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, paper_id INTEGER NOT NULL, path VARCHAR NOT NULL,
  name VARCHAR NOT NULL, digest VARCHAR NOT NULL, at VARCHAR NOT NULL, UNIQUE (paper_id, digest),
  FOREIGN KEY(paper_id) REFERENCES paper (id));
CREATE INDEX ix_attachment_paper_id ON attachment (paper_id);
CREATE TABLE saved_search (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR NOT NULL, folded VARCHAR NOT NULL,
  words VARCHAR NOT NULL, position INTEGER NOT NULL, UNIQUE (folded));
CREATE TABLE subscription (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR NOT NULL, folded VARCHAR NOT NULL,
  address VARCHAR NOT NULL, typed INTEGER NOT NULL, minutes INTEGER NOT NULL, paused INTEGER NOT NULL,
  position INTEGER NOT NULL, added VARCHAR NOT NULL, UNIQUE (folded));
CREATE TABLE fetch (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, subscription_id INTEGER NOT NULL, day VARCHAR NOT NULL,
  etag VARCHAR NOT NULL, modified VARCHAR NOT NULL, tried VARCHAR NOT NULL, done VARCHAR NOT NULL,
  trouble VARCHAR NOT NULL, again VARCHAR NOT NULL, complete INTEGER NOT NULL, UNIQUE (subscription_id, day));
CREATE TABLE rule (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, does VARCHAR NOT NULL, tag_name VARCHAR NOT NULL,
  looks_at VARCHAR NOT NULL, pattern VARCHAR NOT NULL, position INTEGER NOT NULL, active INTEGER NOT NULL);
CREATE TABLE proposal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, paper_id INTEGER NOT NULL, kind VARCHAR NOT NULL,
  service VARCHAR NOT NULL, fields VARCHAR NOT NULL, why VARCHAR NOT NULL, at VARCHAR NOT NULL,
  decided VARCHAR NOT NULL, FOREIGN KEY(paper_id) REFERENCES paper (id));
CREATE INDEX ix_proposal_paper_id ON proposal (paper_id);
CREATE TABLE look_up (
  id INTEGER NOT NULL, state VARCHAR NOT NULL, service VARCHAR NOT NULL, candidates VARCHAR NOT NULL,
  trouble VARCHAR NOT NULL, again VARCHAR NOT NULL, position INTEGER NOT NULL, at VARCHAR NOT NULL,
  checked VARCHAR NOT NULL,
  PRIMARY KEY (id));
CREATE TABLE answer (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, service VARCHAR NOT NULL, question VARCHAR NOT NULL,
  found INTEGER NOT NULL, body BLOB NOT NULL, at VARCHAR NOT NULL, UNIQUE (service, question));
CREATE TABLE live_export (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, list_id INTEGER NOT NULL, path VARCHAR NOT NULL,
  options VARCHAR NOT NULL, digest VARCHAR NOT NULL, entries INTEGER NOT NULL, written VARCHAR NOT NULL,
  trouble VARCHAR NOT NULL, UNIQUE (path));
UPDATE change SET image = json_set(json_remove(image, '$.trashed'), '$.aside', json_extract(image, '$.trashed'))
  WHERE part IN ('paper', 'decision') AND image IS NOT NULL;
UPDATE change SET image = json_set(image, '$.casing', '') WHERE part = 'paper' AND image IS NOT NULL;
UPDATE change SET image = json_set(image, '$.new_version', '') WHERE part = 'sighting' AND image IS NOT NULL;
UPDATE change SET image = json_set(image, '$.subscription', NULL, '$.account', '', '$.kept', '')
  WHERE part = 'batch' AND image IS NOT NULL;
"""


def migrate(connection: sqlite3.Connection) -> None:
    """Runs inside the migration's transaction. Undo steps made by version 1 are kept and can still be taken back."""
    # Triggers name the columns that change; opening the library makes today's anew.
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in _STATEMENTS.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    supply(connection)

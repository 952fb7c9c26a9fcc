"""Who has or had each citation key of the library, and what making keys anew would do. Without SQLAlchemy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from octavo.bibliography.citekey import NewKey, made_anew

if TYPE_CHECKING:
    from octavo.library.reading import Reading

#: Keys in use, former ones, and those that undo took away: redo must find them free. 0: of nobody for certain.
#: The last row of a key counts.
OWNERS_SQL: Final = (
    "SELECT json_extract(image, '$.folded'), 0 FROM change WHERE part IN ('citation_key', 'key_alias') "
    "AND image IS NOT NULL UNION ALL SELECT folded, paper_id FROM key_alias "
    "UNION ALL SELECT folded, id FROM citation_key"
)


def keys_anew(reading: Reading, ids: Sequence[int], pattern: str) -> list[NewKey]:
    """What `Library.make_keys_anew` would do to these papers; those whose key stays are left out."""
    return made_anew(reading.papers(ids), dict(reading.connection.execute(OWNERS_SQL).fetchall()), pattern)


def former_keys(reading: Reading) -> list[NewKey]:
    """Every former key of the library with the key its paper has now, as they came about."""
    return [
        NewKey(*row)
        for row in reading.connection.execute(
            "SELECT paper.id, title, key_alias.key, citation_key.key FROM key_alias "
            "JOIN paper ON paper.id = paper_id JOIN citation_key ON citation_key.id = paper.id ORDER BY key_alias.id"
        )
    ]

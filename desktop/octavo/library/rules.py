"""Rules: what happens to papers on arrival. Each verb one undo step; on arrival they belong to the import's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from octavo.library import deciding
from octavo.library.reading import Reading
from octavo.library.refusals import NotFound
from octavo.library.rule_terms import Rule, checked, condition_of, rules_of, touched_by
from octavo.library.tagging import tag, tidy_name
from octavo.library.writing import Writer, among, ids_json
from octavo.records import Change

_COLUMNS = "id, does, looks_at, pattern, tag_name, active"


class Rules:
    """The door to the rules; `library.rules`."""

    def __init__(self, writer: Writer, reading: Reading) -> None:
        self._writer, self._reading = writer, reading

    def rules(self) -> list[Rule]:
        """All rules, in the person's order."""
        return rules_of(self._reading.connection)

    def dry_run(self, rule: Rule) -> list[int]:
        """The stored papers a rule would touch, newest first. Raises OctavoError for one that means nothing."""
        return touched_by(self._reading.connection, rule)

    def add(self, rule: Rule) -> Change:
        """Keep a rule, the last in order; `arguments["rule_id"]` of the change is its id."""
        sound = _sound(rule)

        def write(connection: Connection, _at: str) -> dict[str, object]:
            made = connection.exec_driver_sql(
                "INSERT INTO rule(does, tag_name, looks_at, pattern, position, active) VALUES "
                "(?, ?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM rule), ?) RETURNING id",
                (sound.does, sound.tag_name, sound.looks_at, sound.pattern, int(sound.active)),
            ).scalar_one()
            return {"rule_id": made}

        return self._writer.step("add_rule", write, {"pattern": sound.pattern})

    def change(self, rule: Rule) -> Change:
        """Keep another wording of the rule with this id; papers it touched before stay as they are."""
        sound = _sound(rule)

        def write(connection: Connection, _at: str) -> None:
            _require(connection, rule.id)
            connection.exec_driver_sql(
                "UPDATE rule SET does = ?, tag_name = ?, looks_at = ?, pattern = ?, active = ? WHERE id = ?",
                (sound.does, sound.tag_name, sound.looks_at, sound.pattern, int(sound.active), rule.id),
            )

        return self._writer.step("change_rule", write, {"rule_id": rule.id, "pattern": sound.pattern})

    def turn(self, rule_id: int, on: bool) -> Change:
        """Turn a rule on or off."""

        def write(connection: Connection, _at: str) -> dict[str, object]:
            found = _require(connection, rule_id)
            connection.exec_driver_sql(
                "UPDATE rule SET active = ? WHERE id = ? AND active <> ?", (int(on), rule_id, int(on))
            )
            return {"pattern": found.pattern}

        return self._writer.step("turn_rule", write, {"rule_id": rule_id, "on": on})

    def delete(self, rule_id: int) -> Change:
        """Delete a rule; papers it touched before stay as they are."""

        def write(connection: Connection, _at: str) -> dict[str, object]:
            found = _require(connection, rule_id)
            connection.exec_driver_sql("DELETE FROM rule WHERE id = ?", (rule_id,))
            return {"pattern": found.pattern}

        return self._writer.step("delete_rule", write, {"rule_id": rule_id})

    def order(self, rule_ids: Sequence[int]) -> Change:
        """Put the rules in this order; those not named follow in theirs."""

        def write(connection: Connection, _at: str) -> None:
            for own in rule_ids:
                _require(connection, own)
            kept = [row[0] for row in connection.exec_driver_sql("SELECT id FROM rule ORDER BY position, id")]
            order = [*dict.fromkeys(rule_ids), *(own for own in kept if own not in set(rule_ids))]
            for position, own in enumerate(order):
                connection.exec_driver_sql(
                    "UPDATE rule SET position = ? WHERE id = ? AND position <> ?", (position, own, position)
                )

        return self._writer.step("order_rules", write, {"rule_ids": list(rule_ids)})

    def mute(self, ids: Iterable[int], on: bool = True) -> Change:
        """Put papers on the shelf of muted ones by hand, or take them back to where they were."""
        chosen = list(ids)
        return self._writer.step("mute", lambda db, at: deciding.mute(db, at, chosen, on), {"on": on})

    def apply(self, rule_id: int) -> Change:
        """Do to the stored papers what the rule does on arrival: those that `dry_run` answers, and no others."""

        def write(connection: Connection, _at: str) -> dict[str, object]:
            found = _require(connection, rule_id)
            _do(connection, found, *condition_of(found))
            return {"pattern": found.pattern, "does": found.does}

        return self._writer.step("apply_rule", write, {"rule_id": rule_id})


def on_arrival(connection: Connection, first: int, last: int, *, by_feed: bool) -> int:
    """Do what the rules say to the new papers with ids from `first` to `last`; answers how many were muted."""
    muted = 0
    for rule in _rules(connection, "WHERE active = 1 ORDER BY position, id"):
        done = _do(connection, rule, *condition_of(rule, first, last, by_feed=by_feed))
        muted += done if rule.does == "mute" else 0
    return muted


def _do(connection: Connection, rule: Rule, where: str, values: Sequence[object]) -> int:
    found = connection.exec_driver_sql(f"SELECT id FROM paper WHERE {where}", tuple(values))
    chosen = [row[0] for row in found]
    if not chosen:
        return 0
    if rule.does == "tag":
        tag(connection, chosen, rule.tag_name, "")
    else:
        connection.exec_driver_sql(f"UPDATE paper SET aside = 2 WHERE {among('id')}", (ids_json(chosen),))
    return len(chosen)


def _sound(rule: Rule) -> Rule:
    sound = checked(rule)
    if sound.does == "tag":
        tidy_name(sound.tag_name, "tag")
    return sound


def _rules(connection: Connection, rest: str, *values: object) -> list[Rule]:
    return [
        Rule(row.does, row.looks_at, row.pattern, row.tag_name, row.id, bool(row.active))
        for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM rule {rest}", values)
    ]


def _require(connection: Connection, rule_id: int) -> Rule:
    found = _rules(connection, "WHERE id = ?", rule_id)
    if not found:
        raise NotFound("This rule is no longer in the library.")
    return found[0]

"""Feeds followed: each verb of theirs one undo step; how a refresh went is kept beside them and is no step."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from octavo.library.arriving import Choices
from octavo.library.followed import FetchState, Subscription, fetches_of, subscriptions_of
from octavo.library.reading import Reading
from octavo.library.refusals import NotFound
from octavo.library.tagging import tidy_name
from octavo.library.values import folded, storable
from octavo.library.writing import Writer
from octavo.records import Batch, Change, OctavoError, Progress, Receipt, State

#: The shortest interval between refreshes that nobody asks for by hand, in minutes.
SHORTEST_MINUTES = 15
_LONGEST_MINUTES = 60 * 24 * 31
#: After a failure: not before this, and the longer it has lasted, the later.
_SHORTEST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=6)
#: Days of a feed that are remembered; more are never caught up on.
_DAYS_KEPT = 120


class Subscriptions:
    """The door to the feeds a person follows; `library.feeds`."""

    def __init__(
        self, writer: Writer, reading: Reading, arrive: Callable[[Batch, Choices], Generator[Progress, None, Receipt]]
    ) -> None:
        """`arrive` adds a batch; no two at once."""
        self._writer, self._reading, self._arrive = writer, reading, arrive

    def subscriptions(self) -> list[Subscription]:
        """All feeds followed, in the person's order, each with its undecided papers."""
        return subscriptions_of(self._reading.connection, counted=True)

    def subscription(self, subscription_id: int) -> Subscription:
        """One of them. Raises NotFound."""
        feeds = subscriptions_of(self._reading.connection)
        found = next((each for each in feeds if each.id == subscription_id), None)
        if found is None:
            raise NotFound("This feed is no longer followed.")
        return found

    def fetches(self, subscription_id: int) -> list[FetchState]:
        """What is known of earlier requests of a feed."""
        return fetches_of(self._reading.connection, subscription_id)

    def follow(self, name: str, address: str, minutes: int = 0, *, typed: bool = True) -> Change:
        """Follow a feed, the last in order; `arguments["subscription_id"]` of the change is its id.

        Raises OctavoError when a feed of this name or address is followed already.
        """

        def write(connection: Connection, at: str) -> dict[str, object]:
            _check_address(connection, address)
            tidy = _free_name(connection, name, 0)
            return {"subscription_id": _insert(connection, at, tidy, address, minutes, typed), "name": tidy}

        return self._writer.step("follow", write, {"name": name, "address": address})

    def follow_all(self, feeds: Sequence[tuple[str, str]], minutes: int = 0) -> Change:
        """Follow several feeds (name, address) as one step, those followed already left out.

        A name that is taken gets a number. Nobody typed these addresses: none of them may be a private one.
        """

        def write(connection: Connection, at: str) -> dict[str, object]:
            followed = {row[0] for row in connection.exec_driver_sql("SELECT address FROM subscription")}
            made: list[int] = []
            for name, address in feeds:
                if address not in followed:
                    followed.add(address)
                    tidy = _numbered_name(connection, name or address)
                    made.append(_insert(connection, at, tidy, address, minutes, typed=False))
            return {"subscription_ids": made, "count": len(made)}

        return self._writer.step("follow_all", write, {})

    def rename(self, subscription_id: int, name: str) -> Change:
        """Give a feed another name, and to all that came by it; rules that look at the feed follow."""
        return self._writer.step(
            "rename_feed", lambda db, _: _rename(db, subscription_id, name), {"subscription_id": subscription_id}
        )

    def pause(self, subscription_id: int, on: bool = True) -> Change:
        """Ask a feed no more until it is resumed; by hand it can still be refreshed."""
        return self._put("pause_feed", subscription_id, "paused", int(on), {"on": on})

    def every(self, subscription_id: int, minutes: int) -> Change:
        """Refresh a feed in this interval, 0 for by hand only."""
        return self._put("time_feed", subscription_id, "minutes", _checked(minutes), {"minutes": minutes})

    def unfollow(self, subscription_id: int) -> Change:
        """Stop following a feed. Every paper it brought stays, decided or not; its days stay in the sidebar."""

        def write(connection: Connection, _at: str) -> dict[str, object]:
            name = _require(connection, subscription_id)
            connection.exec_driver_sql("DELETE FROM subscription WHERE id = ?", (subscription_id,))
            return {"name": name}

        return self._writer.step("unfollow", write, {"subscription_id": subscription_id})

    def order(self, subscription_ids: Sequence[int]) -> Change:
        """Put the feeds in this order; those not named follow in theirs."""
        return self._writer.step(
            "order_feeds", lambda db, _: _order(db, subscription_ids), {"subscription_ids": list(subscription_ids)}
        )

    def note(
        self,
        subscription_id: int,
        *,
        day: str = "",
        etag: str = "",
        modified: str = "",
        complete: bool = False,
        trouble: str = "",
        again: datetime | None = None,
        address: str = "",
    ) -> None:
        """Keep how a request went. `again` is the earliest time to ask once more after `trouble`; the longer a feed
        has been in trouble, the later. `address` is where it turned out to be. A feed no longer followed is left out.
        """
        with self._writer.transaction() as connection:
            found = connection.exec_driver_sql(
                "SELECT coalesce(nullif(done, ''), added) FROM subscription LEFT JOIN fetch "
                "ON subscription_id = subscription.id AND day = '' WHERE subscription.id = ?",
                (subscription_id,),
            ).scalar()
            if found is None:
                return
            at = self._writer.now()
            wait = _next_try(at, str(found), again) if trouble and again else ""
            rest = (at, "" if trouble else at, trouble, wait, int(complete))
            if day:
                _keep(connection, subscription_id, day, (etag, modified, *rest))
            of_whole = (None, None) if day else (etag, modified)
            _keep(connection, subscription_id, "", (*of_whole, *rest))
            _forget_old_days(connection, subscription_id)
            if address:
                # Where a page leads was not typed by anyone, unless it is the same host.
                connection.exec_driver_sql(
                    "UPDATE subscription SET address = ?, typed = typed AND ? WHERE id = ?",
                    (storable(address), int(_same_host(connection, subscription_id, address)), subscription_id),
                )

    def receive(
        self,
        subscription_id: int,
        batch: Batch,
        *,
        state: State = State.INBOX,
        papers_only: bool = True,
        doubtful: bool = True,
    ) -> Generator[Progress, None, Receipt]:
        """Add what a feed brought, as `Library.add` does. A paper it showed before is not seen once more.

        New versions of papers that are not here are left out; with `papers_only` whatever names no paper is, and
        without `doubtful` what may be here already.
        """
        choices = Choices(
            state=state, subscription=subscription_id, papers_only=papers_only, certain_only=not doubtful
        )
        return (yield from self._arrive(batch, choices))

    def _put(self, verb: str, own: int, column: str, value: object, arguments: dict[str, object]) -> Change:
        def write(connection: Connection, _at: str) -> dict[str, object]:
            name = _require(connection, own)
            connection.exec_driver_sql(
                f"UPDATE subscription SET {column} = ? WHERE id = ? AND {column} <> ?", (value, own, value)
            )
            return {"name": name}

        return self._writer.step(verb, write, {"subscription_id": own, **arguments})


def name_of(connection: Connection, subscription_id: int) -> str:
    """The name of a feed. Raises NotFound."""
    return _require(connection, subscription_id)


def _require(connection: Connection, own: int) -> str:
    found = connection.exec_driver_sql("SELECT name FROM subscription WHERE id = ?", (own,)).first()
    if found is None:
        raise NotFound("This feed is no longer followed.")
    return str(found[0])


def _checked(minutes: int) -> int:
    if minutes and not SHORTEST_MINUTES <= minutes <= _LONGEST_MINUTES:
        raise OctavoError(f"A feed is asked every {SHORTEST_MINUTES} minutes at most, and once a month at least.")
    return minutes


def _free_name(connection: Connection, name: str, own: int) -> str:
    tidy = tidy_name(name, "feed")
    taken = connection.exec_driver_sql(
        "SELECT name FROM subscription WHERE folded = ? AND id <> ?", (folded(tidy), own)
    ).scalar()
    if taken is not None:
        raise OctavoError(f"You follow a feed called “{taken}” already. Choose another name.")
    return tidy


def _numbered_name(connection: Connection, name: str) -> str:
    tidy = tidy_name(name[:70], "feed")
    taken = {row[0] for row in connection.exec_driver_sql("SELECT folded FROM subscription")}
    numbered = (tidy if number == 1 else f"{tidy} {number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbered if folded(each) not in taken)


def _check_address(connection: Connection, address: str) -> None:
    taken = connection.exec_driver_sql("SELECT name FROM subscription WHERE address = ?", (address,)).scalar()
    if taken is not None:
        raise OctavoError(f"You follow this feed already, as “{taken}”.")


def _insert(connection: Connection, at: str, name: str, address: str, minutes: int, typed: bool) -> int:
    made: int = connection.exec_driver_sql(
        "INSERT INTO subscription(name, folded, address, typed, minutes, paused, position, added) VALUES "
        "(?, ?, ?, ?, ?, 0, (SELECT coalesce(max(position), -1) + 1 FROM subscription), ?) RETURNING id",
        (name, folded(name), storable(address), int(typed), _checked(minutes), at),
    ).scalar_one()
    return made


def _rename(connection: Connection, own: int, name: str) -> dict[str, object]:
    was = _require(connection, own)
    tidy = _free_name(connection, name, own)
    if tidy == was:
        return {"was": was, "name": tidy}
    connection.exec_driver_sql(
        "UPDATE subscription SET name = ?, folded = ? WHERE id = ?", (tidy, folded(tidy), own)
    )
    came = "(SELECT paper_id FROM sighting JOIN batch ON batch.id = batch_id WHERE subscription = ?)"
    connection.exec_driver_sql("UPDATE batch SET source = ? WHERE subscription = ?", (tidy, own))
    connection.exec_driver_sql(f"UPDATE paper SET source = ? WHERE source = ? AND id IN {came}", (tidy, was, own))
    connection.exec_driver_sql(
        f"UPDATE field_source SET source = ? WHERE source = ? AND paper_id IN {came}", (tidy, was, own)
    )
    connection.exec_driver_sql(
        "UPDATE rule SET pattern = ? WHERE looks_at = 'feed' AND pattern = ? COLLATE NOCASE", (tidy, was)
    )
    return {"was": was, "name": tidy}


def _order(connection: Connection, wanted: Iterable[int]) -> None:
    chosen = list(dict.fromkeys(wanted))
    for own in chosen:
        _require(connection, own)
    kept = [row[0] for row in connection.exec_driver_sql("SELECT id FROM subscription ORDER BY position, id")]
    order = [*chosen, *(own for own in kept if own not in set(chosen))]
    if order:
        connection.exec_driver_sql(
            "UPDATE subscription SET position = ? WHERE id = ? AND position <> ?",
            [(position, own, position) for position, own in enumerate(order)],
        )


def _keep(connection: Connection, own: int, day: str, state: tuple[object, ...]) -> None:
    """A failure keeps when it last went well, and what is known of the answer then; None keeps etag and modified."""
    connection.exec_driver_sql(
        "INSERT INTO fetch(subscription_id, day, etag, modified, tried, done, trouble, again, complete) "
        "VALUES (?1, ?2, coalesce(?3, ''), coalesce(?4, ''), ?5, ?6, ?7, ?8, ?9) "
        "ON CONFLICT(subscription_id, day) DO UPDATE SET "
        "etag = CASE WHEN ?7 = '' THEN coalesce(?3, etag) ELSE etag END, "
        "modified = CASE WHEN ?7 = '' THEN coalesce(?4, modified) ELSE modified END, "
        "tried = ?5, done = CASE WHEN ?7 = '' THEN ?6 ELSE done END, trouble = ?7, again = ?8, complete = ?9",
        (own, day, *state),
    )


def _forget_old_days(connection: Connection, own: int) -> None:
    connection.exec_driver_sql(
        "DELETE FROM fetch WHERE subscription_id = ?1 AND day <> '' AND day <= (SELECT day FROM fetch "
        "WHERE subscription_id = ?1 AND day <> '' ORDER BY day DESC LIMIT 1 OFFSET ?2)",
        (own, _DAYS_KEPT),
    )


def _next_try(at: str, well: str, again: datetime) -> str:
    """The longer since all went well, the longer the wait: a quarter of that time."""
    now = datetime.fromisoformat(at)
    wait = (now - datetime.fromisoformat(well)) / 4
    waited = now + min(_LONGEST_WAIT, max(_SHORTEST_WAIT, wait))
    return max(again.astimezone(now.tzinfo), waited).isoformat(timespec="seconds")


def _same_host(connection: Connection, own: int, address: str) -> bool:
    was = connection.exec_driver_sql("SELECT address FROM subscription WHERE id = ?", (own,)).scalar()
    return _host(str(was)) == _host(address)


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].lower()

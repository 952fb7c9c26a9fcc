"""Several days saved in one file."""

from __future__ import annotations

from octavo.feeds.days import by_day
from octavo.feeds.detect import read

ABOUT = (
    "We {verb} {what} in the rooms of one long house, twice, by two people who do not talk to each other. The answers "
    "differ by three in a hundred, and we find out which these are. The rooms, the answers of both people and a rule "
    "about what folds are given to whoever wants them, with drawings of the house and of the two people who counted."
)


def paper(what: str) -> list[str]:
    return [f"Counting {what.title()} Twice: A Benchmark for Houses", ABOUT.format(verb="count", what=what)]


def page(*blocks: str) -> bytes:
    return "\n\n".join(["Daily Papers", *blocks]).encode()


def read_days(*blocks: str) -> tuple[object, ...]:
    batch = read(page(*blocks), origin="days.txt")
    return batch, by_day(batch)


def test_each_day_of_a_file_is_an_import_of_its_own() -> None:
    batch, days = read_days("Mar 12", *paper("chairs"), *paper("lamps"), "Mar 11", *paper("ropes"))
    assert len(batch.entries) == 3
    assert [(day.captured, len(day.entries)) for day in days] == [("Mar 12", 2), ("Mar 11", 1)]
    assert (days[1].captured_month, days[1].captured_day) == (3, 11)
    assert days[0].digest != days[1].digest
    assert [day.origin for day in days] == ["days.txt", "days.txt"]
    assert days[0].leftovers == batch.leftovers and days[1].leftovers == ()


def test_one_day_stays_one_batch() -> None:
    batch, days = read_days("Mar 12", *paper("chairs"), *paper("lamps"))
    assert days == (batch,)


def test_the_same_day_printed_twice_is_one_day() -> None:
    batch, days = read_days("Mar 12", *paper("chairs"), "Mar 12", *paper("lamps"))
    assert days == (batch,)


def test_papers_above_the_first_date_keep_no_date() -> None:
    _batch, days = read_days(*paper("chairs"), "Mar 12", *paper("lamps"), "Mar 11", *paper("ropes"))
    assert [day.captured for day in days] == ["", "Mar 12", "Mar 11"]

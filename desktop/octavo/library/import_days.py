"""Under which date an import is filed. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from octavo.records import Batch


def import_day(batch: Batch, today: date) -> date:
    """The date of an import when the person gave none: the day on the page, in its year or the latest not to come.

    Without a day on the page, or with one no calendar has, it is today.
    """
    if batch.captured_month is None or batch.captured_day is None:
        return today
    # Eight years back: 29 February may be that far.
    years = [batch.captured_year] if batch.captured_year else range(today.year, today.year - 9, -1)
    for year in years:
        try:
            day = date(year, batch.captured_month, batch.captured_day)
        except ValueError:
            continue
        # Somewhere on Earth it is already tomorrow, and the page may come from there.
        if batch.captured_year or day <= today + timedelta(days=1):
            return day
    return today

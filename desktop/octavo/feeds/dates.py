"""The dates that pages print, in the languages people meet: month and day as written, a year only when one is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date as a page prints it. What the page does not say is None."""

    text: str
    month: int | None = None
    day: int | None = None
    year: int | None = None


_MONTH_NAMES: Final = (
    "january jan januar jänner janvier janv enero ene",
    "february feb februar februari février févr fév febrero",
    "march mar märz mrz mär mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug août aout agosto ago",
    "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre déc diciembre dic",
)
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_LONGEST_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_WEEKDAY: Final = (
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|"
    r"viernes|sábado|domingo)\.?,?\s+)?"
)
_WORD: Final = r"(?P<month>[^\W\d_]{3,10})\.?"
_MONTH_FIRST: Final = re.compile(
    rf"{_WEEKDAY}{_WORD}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?", re.IGNORECASE
)
_DAY_FIRST: Final = re.compile(
    rf"(?:le\s+|el\s+|den\s+)?{_WEEKDAY}(?:the\s+|den\s+)?(?P<day>\d{{1,2}})(?:\.|er|st|nd|rd|th)?\s*(?:de\s+)?{_WORD}"
    r"(?:,?\s+(?:del?\s+)?(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ][\d:.]+Z?)?")
_ISO_MONTH: Final = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{2})")
_EAST_ASIAN: Final = re.compile(
    r"(?:(?P<year>\d{4})\s*[年년]\s*)?(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日号일](?:\s*[(\uff08]?\w{1,4}[)\uff09]?)?"
)
_MONTH_OF_YEAR: Final = re.compile(rf"{_WORD},?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_WEEK: Final = re.compile(
    r"(?:(?:week|woche|semaine|semana)\s+\d{1,2},?\s+(?P<year>\d{4}))|(?:(?P<other>\d{4})-W\d{2})", re.IGNORECASE
)
_LONGEST: Final = 40


def read_date(text: str) -> PageDate | None:
    """The date that `text` is, as a whole; None when it is anything else. No year is ever guessed."""
    text = text.strip()
    if not 4 <= len(text) <= _LONGEST or not any(character.isdigit() for character in text):
        return None
    for form in (_MONTH_FIRST, _DAY_FIRST, _ISO, _EAST_ASIAN):
        match = form.fullmatch(text)
        if match and (date := _day(text, match["month"], match["day"], match["year"])):
            return date
    for form in (_ISO_MONTH, _MONTH_OF_YEAR):
        match = form.fullmatch(text)
        if match and (month := month_number(match["month"])):
            return PageDate(text, month, None, int(match["year"]))
    match = _WEEK.fullmatch(text)
    return PageDate(text, year=int(match["year"] or match["other"])) if match else None


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name, short name or number, None for any other word."""
    if name.isascii() and name.isdigit():
        return int(name) if 1 <= int(name) <= 12 else None
    return _MONTHS.get(name.strip(". ").casefold())


def _day(text: str, month_name: str, day_digits: str, year_digits: str | None) -> PageDate | None:
    month, day = month_number(month_name), int(day_digits)
    if month is None or not 1 <= day <= _LONGEST_MONTH[month - 1]:
        return None
    return PageDate(text, month, day, int(year_digits) if year_digits else None)

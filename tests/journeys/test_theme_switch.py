"""A theme switched while the window is open leaves nothing in the old colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from person import Desktop
from PySide6.QtGui import QImage

from octavo.gui.app import Octavo
from octavo.library.reading import Place
from octavo.settings import APPEARANCE, KEY_HINTS, Settings

PARTS = ("sidebar", "pane", "reader", "status")


@pytest.fixture
def open_as(open_desktop: Callable[..., Desktop]) -> Callable[[str], Desktop]:
    """Opens the same library of six papers in an appearance."""

    def opened(appearance: str) -> Desktop:
        settings = Settings(None)
        settings.set(APPEARANCE, appearance)
        settings.set(KEY_HINTS, True)
        return open_desktop(settings=settings)

    return opened


def furnished(desktop: Desktop) -> None:
    ids = desktop.bring_in(6)
    library = desktop.octavo.desk
    library.do(lambda library: library.tag(ids[:3], "weather"))
    library.do(lambda library: library.star(ids[:2]))
    library.do(lambda library: library.annotate(ids[0], "# Kept\n\n- [ ] weigh `again`\n- see **page 2**"))
    library.do(lambda library: library.mark_read(ids))
    desktop.settle()


def looked_at(desktop: Desktop) -> dict[str, QImage]:
    octavo: Octavo = desktop.octavo
    octavo.browsing_now.show_place(Place("inbox"))
    octavo.pane.focus_list()
    octavo.toast.hide()
    desktop.settle()
    return {part: getattr(octavo, part).grab().toImage() for part in PARTS}


def differing(one: QImage, other: QImage) -> int:
    """How many pixels are not the same."""
    assert one.size() == other.size()
    spots = ((x, y) for x in range(one.width()) for y in range(0, one.height(), 2))
    return sum(one.pixel(x, y) != other.pixel(x, y) for x, y in spots)


def test_switched_to_dark_looks_as_opened_in_dark(open_as: Callable[[str], Desktop]) -> None:
    switched = open_as("light")
    furnished(switched)
    looked_at(switched)
    switched.octavo.choices.set(APPEARANCE, "dark")
    switched_parts = looked_at(switched)
    assert switched_parts["reader"].pixelColor(20, 300).lightness() < 60
    switched.octavo.close()
    opened_parts = looked_at(open_as("dark"))
    assert {part: differing(switched_parts[part], opened_parts[part]) for part in PARTS} == dict.fromkeys(PARTS, 0)

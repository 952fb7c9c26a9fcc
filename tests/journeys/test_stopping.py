"""Stop ends what a slow host holds up, at once, and the window never waits for a host."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from person import Desktop
from services import Services

from octavo.gui.network import Network


@pytest.mark.parametrize("trouble", ["slow", "silent"])
def test_stop_frees_the_lane_of_the_feeds_while_a_host_drips(
    open_desktop: Callable[..., Desktop], services: Services, trouble: str
) -> None:
    desktop = open_desktop(fetch=Network())
    octavo = desktop.octavo
    octavo.desk.do(lambda library: library.feeds.follow("Slow", services.address(trouble)))
    desktop.settle()
    octavo.browsing_now.refresh()
    desktop.settle()
    octavo.refreshing.refresh_all()
    desktop.until(lambda: bool(services.asked))
    start = time.monotonic()
    octavo.refreshing.stop()
    desktop.bot.waitUntil(lambda: octavo.feeds_lane.idle, timeout=8_000)
    # Without the cut this takes the ten seconds of silence, or the thirty in all.
    assert time.monotonic() - start < 5
    desktop.settle()
    survey = octavo.browsing_now.survey
    assert survey is not None and [each.trouble for each in survey.feeds] == [""]

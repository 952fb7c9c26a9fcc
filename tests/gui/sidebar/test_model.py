"""The rows of the sidebar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from octavo.gui.sidebar.model import ROW_ROLE, SidebarModel
from octavo.library.followed import Subscription
from octavo.library.reading import Place
from octavo.records import Tag


@pytest.fixture
def model(qapp, library):
    model = SidebarModel(lambda: date(2024, 3, 12))
    model.show(**library)
    return model


def words(model):
    return [model.row(at).words for at in range(model.rowCount())]


def test_places_stand_in_the_order_of_the_design(model):
    assert words(model) == [
        "Inbox", "Today", "To read", "Starred", "All papers",
        "Feeds", "Another feed", "Sun 10 March",
        "Daily papers", "Mon 11 March", "Fri 8 March", "Thu 7 March", "Earlier…", "Follow a feed…",
        "Reading lists", "Replicate first", "Spring group", "Later",
        "Tags", "agents", "vision",
        "Shelves", "Done", "Not for me", "Trash",
    ]  # fmt: skip


def test_counts_say_what_is_undecided_and_a_feed_sums_its_days(model):
    counts = {row.words: row.count for row in map(model.row, range(model.rowCount()))}
    assert counts["Inbox"] == 147
    assert counts["Today"] == 61
    assert counts["Daily papers"] == 61 + 34 + 2
    assert counts["Starred"] == 0


def test_a_zero_count_is_not_read_aloud(model):
    spoken = [model.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]
    assert "Inbox, 147" in spoken
    assert "All papers, 12,480" in spoken
    assert "Starred" in spoken
    assert "Feeds, open" in spoken
    assert "Daily papers, 97, open" in spoken


def test_a_library_without_feeds_tags_and_lists_offers_a_first_one(model, library):
    model.show(library["counts"], [], [], [])
    assert words(model) == [
        "Inbox", "Today", "To read", "Starred", "All papers", "Feeds", "Follow a feed…",
        "Reading lists", "New list…", "Shelves", "Done", "Not for me", "Trash",
    ]  # fmt: skip


def feed(name, **more):
    return Subscription(1, name, "https://example.org/feed", 60, more.pop("paused", False), True, "", **more)


def test_feeds_followed_stand_first_in_their_order_even_before_they_bring_papers(model, library):
    model.show(**library, feeds=[feed("Tides"), feed("Daily papers")])
    assert words(model)[5:14] == [
        "Feeds", "Tides", "Daily papers", "Mon 11 March", "Fri 8 March", "Thu 7 March", "Earlier…",
        "Another feed", "Sun 10 March",
    ]  # fmt: skip
    assert model.knows(Place("feed", name="Tides"))
    # Nothing to open where no day is.
    assert model.row(6).fold == ""


def test_trouble_and_pause_of_a_feed_are_signs_with_words(model, library):
    feeds = [feed("Tides", trouble="It asks for a <b>pause</b>."), feed("Pier", paused=True)]
    model.show(**library, feeds=feeds)
    tides, pier = model.row(6), model.row(7)
    assert (tides.sign, pier.sign) == ("triangle-alert", "pause")
    assert model.index(6).data(Qt.ItemDataRole.ToolTipRole) == (
        "<span>It asks for a &lt;b&gt;pause&lt;/b&gt;.</span>"
    )
    assert model.index(7).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Pier, Paused.")


def test_the_shelf_of_muted_papers_shows_when_there_is_reason(model, library):
    assert "Muted" not in words(model)
    model.show(**library, any_rules=True)
    assert "Muted" in words(model)
    library["counts"] = replace(library["counts"], muted=3)
    model.show(**library)
    assert "Muted" in words(model)


def test_only_the_ten_most_used_tags_stand_until_all_are_asked_for(model, library):
    library["tags"] = [Tag(n, f"tag {n:02}", "blue", n) for n in range(1, 13)]
    model.show(**library)
    shown = [each.name for each in model.shown_tags()]
    assert shown == [f"tag {n:02}" for n in range(3, 13)]
    assert "All tags…" in words(model)
    model.toggle("all-tags")
    assert len(model.shown_tags()) == 12
    assert "Fewer tags" in words(model)


def test_earlier_days_come_when_asked_for(model):
    model.toggle("days:Daily papers")
    assert "Fri 29 December 2023" in words(model)
    assert "Fewer days" in words(model)


def test_a_folded_section_keeps_its_heading_and_comes_back_as_it_was(model):
    before = words(model)
    model.toggle("feeds")
    assert "Daily papers" not in words(model)
    assert model.folds() == ["feeds"]
    again = SidebarModel(lambda: date(2024, 3, 12))
    again.set_folds(["feeds"])
    assert again.folds() == ["feeds"]
    model.toggle("feeds")
    assert words(model) == before


def test_a_new_count_moves_no_row(model, library, qtbot):
    moved = []
    model.rowsInserted.connect(lambda *_: moved.append("in"))
    model.rowsRemoved.connect(lambda *_: moved.append("out"))
    model.modelReset.connect(lambda: moved.append("reset"))
    library["tags"] = [Tag(1, "vision", "pink", 500), Tag(2, "agents", "red", 9)]
    model.show(**library)
    assert not moved
    assert model.index(model.row_of(Place("tag", 1))).data(ROW_ROLE).count == 500


def test_a_place_is_the_same_under_another_name(model):
    assert model.row_of(Place("list", 3, "old name")) == model.row_of(Place("list", 3))
    assert model.row_of(Place("list", 99)) == -1


def test_only_places_that_can_hold_papers_take_them(model):
    takes = {model.row(at).words for at in range(model.rowCount()) if model.takes_papers(at)}
    assert takes == {
        "Inbox", "To read", "Starred", "Replicate first", "Spring group", "Later", "agents", "vision", "Done",
        "Not for me", "Trash",
    }  # fmt: skip


def test_the_model_keeps_qts_promises(model, library, qtmodeltester):
    qtmodeltester.check(model)
    model.toggle("lists")
    library["tags"] = []
    model.show(**library)

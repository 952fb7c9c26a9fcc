"""PapersModel: rows, headings, blocks, what is read and when."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QMimeData, Qt

from octavo.gui.papers.model import BLOCK, Header, PapersModel, dragged_ids
from octavo.library.reading import Place
from octavo.records import State


class Counting:
    """A reader that notes what was asked of it."""

    def __init__(self, reading) -> None:
        self._reading = reading
        self.asked: list[list[int]] = []

    def rows(self, ids):
        self.asked.append(list(ids))
        return self._reading.rows(ids)

    def papers(self, ids):
        return self._reading.papers(ids)


@pytest.fixture
def reader(library):
    return Counting(library.reading)


@pytest.fixture
def model(qapp, library, reader):
    model = PapersModel()
    listing = library.reading.listing(Place("inbox"))
    headers = [Header(group.start, group.day, str(group.total)) for group in listing.groups]
    model.set_listing(listing.ids, headers, reader)
    return model


def test_the_model_keeps_qts_rules(model, qtmodeltester):
    qtmodeltester.check(model, force_py=True)


def test_headings_stand_before_the_papers_of_their_day(model, ids):
    assert model.rowCount() == 22
    assert [row for row in range(22) if model.header_at(row)] == [0, 9]
    assert [model.id_at(row) for row in range(22) if not model.header_at(row)] == ids
    assert model.header_above(8)[1].words == "2024-03-12"
    assert model.header_above(9)[1].words == "2024-03-11"


def test_each_paper_is_found_at_the_row_that_shows_it(model, ids):
    for paper_id in ids:
        assert model.id_at(model.find_row(paper_id)) == paper_id
    assert model.find_row(9_999) is None
    assert model.find_rows(ids) == [row for row in range(22) if row not in (0, 9)]


def test_a_heading_cannot_be_selected_and_a_paper_can(model):
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_listing_reads_nothing_until_a_row_is_asked_for(model, reader, ids):
    assert reader.asked == []
    model.paper_at(1)
    model.paper_at(8)
    assert reader.asked == [ids[:BLOCK]]


def test_a_long_listing_is_read_a_block_at_a_time(qapp, library, reader, ids):
    model = PapersModel()
    model.set_listing(array("q", ids * 20), [], reader)
    model.paper_at(BLOCK + 3)
    assert [len(each) for each in reader.asked] == [BLOCK]


def test_a_changed_paper_is_read_again_and_only_its_row_repaints(model, reader, library, ids, qtbot):
    model.paper_at(1)
    library.star([ids[3]])
    changed = []
    model.dataChanged.connect(lambda first, last, roles: changed.append((first.row(), last.row())))
    model.refresh_rows([ids[3]])
    assert changed == [(4, 4)]
    assert model.paper_at(4).starred
    assert reader.asked[1:] == [[ids[3]]]


def test_a_paper_not_yet_read_is_not_read_because_it_changed(model, reader, library, ids):
    library.star([ids[3]])
    model.refresh_rows([ids[3]])
    assert reader.asked == []


def test_a_paper_that_left_the_library_leaves_an_empty_row(model, library, ids):
    model.paper_at(1)
    library.trash([ids[0]])
    library.empty_trash()
    model.refresh_rows([ids[0]])
    assert model.paper_at(1) is None


def test_a_row_is_spoken_with_its_state_authors_feed_and_tags(model, library, ids):
    paper_id = next(paper_id for paper_id in ids if library.reading.paper(paper_id).authors)
    other = next(paper_id for paper_id in ids if not library.reading.paper(paper_id).authors)
    library.star([paper_id])
    library.tag([paper_id], "vision", hue="pink")
    library.move([other], State.DONE)
    said = {
        each: model.index(model.find_row(each), 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for each in (paper_id, other)
    }
    title = library.reading.paper(paper_id).title
    assert said[paper_id] == f"unread. starred. {title}. Ana Ruiz, Ben Okoro, Chie Sato. Daily papers. tags vision"
    assert said[other].startswith("done. Paper")
    assert "no authors yet" in said[other]


def test_papers_travel_as_ids_and_as_plain_references(model, library, ids):
    rows = [model.find_row(ids[1]), model.find_row(ids[0])]
    mime = model.mimeData([model.index(row, 0) for row in rows])
    assert dragged_ids(mime) == ids[:2]
    assert library.reading.paper(ids[0]).title in mime.text()
    assert len(mime.text().splitlines()) == 2


@pytest.mark.parametrize("words", [b"", b"1,x,2", "１,2".encode()])
def test_a_drag_from_elsewhere_that_is_not_ids_is_no_trouble(words):
    mime = QMimeData()
    mime.setData("application/x-octavo-papers", words)
    assert set(dragged_ids(mime)) <= {1, 2}

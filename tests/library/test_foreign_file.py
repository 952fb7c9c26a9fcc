"""A BibTeX file from elsewhere comes in and goes out again with all it had beside its papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import pytest

from octavo.bibliography.export import Export, ExportOptions
from octavo.bibliography.writers import save, written
from octavo.feeds.detect import read
from octavo.library.following import State
from octavo.library.kept_asides import returned
from octavo.library.library import Library
from octavo.library.reading import Place
from octavo.records import Batch, Receipt

Add = Callable[..., Receipt]

NASTY = r"""% Encoding: UTF-8
% The group's file; mail ada(at)example.org before you change it.

@string{jow = "Journal of Weights"}
@STRING( harbour = {Harbour Press} )

@preamble{"\newcommand{\noopsort}[1]{} " # "\newcommand{\kg}{kilogram}"}

@comment{jabref-meta: databaseType:bibtex;}

@article{Quill:2020,
  author    = {Quill, Ada and {The {\'E}cole Group}},
  title     = {Weighing {P}arcels by Lamplight},
  journal   = jow,
  year      = 2020,
  month     = mar,
  publisher = harbour # { and Sons},
  note      = {Read \& marked by Bo},
  file      = {:papers/quill.pdf:PDF},
  owner     = "ada",
  ranking   = {rank5},
  mynote    = {See \textbf{also} the {[}other{]} one, 50\% of it},
}

%% -- the second part: only conference papers --

@InProceedings(reed2019,
  author = "Reed, Bo",
  title = "On Scales",
  booktitle = "Proceedings of the Harbour",
  year = "2019",
  crossref = "harbour19",
  bdsk-url-1 = {https://example.org/a_b?c=%20d},
  danger = {x \input{/etc/passwd} y},
)
@proceedings{harbour19, title = {Proceedings of the Harbour}, year = 2019, editor = {Dunn, Cy}, venue-code = {HB}}

@patent{dunn1999, author = {Dunn, Cy}, title = {A Scale}, year = {1999}, number = {US 1}, holder = {{Dunn Ltd}}}

This line belongs to nobody.
@comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:To cite\;0\;1\;\;\;\;;
}
"""


@pytest.fixture
def foreign(tmp_path: Path) -> Batch:
    path = tmp_path / "group.bib"
    path.write_text(NASTY, encoding="utf-8")
    return read(path.read_bytes(), origin="group.bib")


def exported(library: Library, ids: list[int], form: str = "bibtex", **options: bool) -> Export:
    library.assign_keys(ids)
    papers = library.reading.papers(ids)
    return written(
        [(paper.key, paper) for paper in papers], form, ExportOptions(**options),
        returned=returned(library.reading, ids),
    )  # fmt: skip


def everything(library: Library) -> list[int]:
    return list(library.reading.listing(Place("all")).ids)


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_comments_abbreviations_preamble_and_order_survive(
    library: Library, add: Add, foreign: Batch, form: str
) -> None:
    add(foreign)
    text = exported(library, everything(library), form).text
    order = [
        "% Encoding: UTF-8\n% The group's file; mail ada(at)example.org before you change it.\n",
        '@string{jow = "Journal of Weights"}\n',
        "@STRING( harbour = {Harbour Press} )\n",
        '@preamble{"\\newcommand{\\noopsort}[1]{} " # "\\newcommand{\\kg}{kilogram}"}\n',
        "@comment{jabref-meta: databaseType:bibtex;}\n",
        "@article{Quill:2020,\n",
        "%% -- the second part: only conference papers --\n",
        "@inproceedings{reed2019,\n",
        "@proceedings{harbour19,\n",
        "@patent{dunn1999,\n",
        "This line belongs to nobody.\n",
        "@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:To cite\\;0\\;1\\;\\;\\;\\;;\n}\n",
    ]
    places = [text.find(piece) for piece in order]
    assert -1 not in places and places == sorted(places), [
        piece for piece, place in zip(order, places, strict=True) if place < 0
    ]


def test_fields_that_octavo_does_not_know_survive_as_written(library: Library, add: Add, foreign: Batch) -> None:
    add(foreign)
    text = exported(library, everything(library)).text
    for line in (
        "  file = {:papers/quill.pdf:PDF},",
        "  owner = {ada},",
        "  ranking = {rank5},",
        "  mynote = {See \\textbf{also} the {[}other{]} one, 50\\% of it},",
        "  bdsk-url-1 = {https://example.org/a_b?c=%20d},",
        "  crossref = {harbour19},",
        "  venue-code = {HB},",
        "  publisher = {Harbour Press and Sons},",
        "  number = {US 1},",
        "  note = {Read \\& marked by Bo},",
        "  holder = {{Dunn Ltd}},",
    ):
        assert line in text.split("\n"), line
    assert "Journal of Weights" in text
    assert text.count("venue-code") == 1


def test_what_was_emptied_or_changed_in_octavo_does_not_come_back(library: Library, add: Add, foreign: Batch) -> None:
    add(foreign)
    own = library.reading.find("Quill:2020")
    assert own is not None
    library.edit(own, {"comment": "", "publisher": "Elsewhere"})
    text = exported(library, everything(library)).text
    assert "marked by Bo" not in text and "  publisher = {Elsewhere}," in text


def test_a_field_that_would_act_is_only_shown(library: Library, add: Add, foreign: Batch) -> None:
    add(foreign)
    text = exported(library, everything(library)).text
    (danger,) = re.findall(r"  danger = .*", text)
    assert "\\input" not in danger


def test_the_file_is_saved_and_reads_the_same_once_more(
    library: Library, add: Add, foreign: Batch, tmp_path: Path, at: Path
) -> None:
    add(foreign)
    made = exported(library, everything(library))
    target = tmp_path / "again.bib"
    save(made, target, "bibtex")
    again = read(target.read_bytes(), origin="again.bib")
    with Library.open(tmp_path / "second.octavo") as second:
        for _ in second.add(again):
            pass
        once_more = exported(second, everything(second))
    assert once_more.text == made.text
    other = bibtexparser.parse_string(made.text)
    assert len(other.entries) == 4 and len(other.strings) == 2 and len(other.preambles) == 1
    assert other.failed_blocks == []


def test_it_is_left_out_when_asked_and_where_other_papers_come_along(
    library: Library, add: Add, foreign: Batch, make_entry: Callable[..., object]
) -> None:
    add(foreign)
    ids = everything(library)
    assert "jabref" not in exported(library, ids, as_imported=False).text
    own = add(make_entry(1)).ids
    assert "jabref" not in exported(library, [*ids, *own]).text


def test_a_list_of_some_of_them_takes_what_belongs_to_these(library: Library, add: Add, foreign: Batch) -> None:
    add(foreign)
    ids = everything(library)
    text = exported(library, ids[1:2]).text
    assert "second part" in text and "@string{jow" in text
    assert "nobody" not in text and "databaseType" not in text and text.count("@inproceedings") == 1


def test_a_file_that_follows_a_list_has_them_too(
    library: Library, add: Add, foreign: Batch, tmp_path: Path
) -> None:
    add(foreign)
    made = library.create_list("Group").arguments["list_id"]
    assert isinstance(made, int)
    library.add_to_list(made, everything(library))
    library.exports.follow(made, tmp_path / "live.bib", "bibtex")
    assert [each.state for each in library.exports.write_all()] == [State.WRITTEN]
    assert "jabref-meta" in (tmp_path / "live.bib").read_text(encoding="utf-8")


def test_octavos_own_files_keep_nothing_beside_their_papers(library: Library, add: Add, foreign: Batch) -> None:
    add(foreign)
    own = exported(library, everything(library), as_imported=False)
    assert read(own.text.encode(), origin="own.bib").kept == ""

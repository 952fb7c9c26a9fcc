"""What holds for any paper whatever, hostile ones included, in both dialects and under readers not our own."""

from __future__ import annotations

import re
import string
import unicodedata
from pathlib import Path

import bibtexparser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from octavo.bibliography.citekey import propose
from octavo.bibliography.export import ExportOptions, entry_text, export
from octavo.bibliography.file import save
from octavo.bibliography.latex import clean
from octavo.records import DETAIL_FIELDS, Author, Identifier, Kind, Paper

DIALECTS = ("bibtex", "biblatex")
EVERYTHING = ExportOptions(abstracts=True, keywords=True, notes=True)
#: Commands an export may hold: accents, signs and safe maths. None reads, writes or defines anything.
COMMANDS = re.compile(r"\\([A-Za-z]+)")
HARMFUL = frozenset(
    "input include write openin openout read catcode def edef gdef xdef let csname immediate special directlua"
    " usepackage newcommand loop expandafter end begin url href par endcsname string meaning".split()
)

hostile = st.sampled_from(
    [
        "\\input{/etc/passwd}", "\\write18{x}", "^^5cinput", "}", "{", "},", "@article{x,", "@comment{", "%", "\\", "$",
        "$x_a_b$", "$\\def$", "$}{$", "$x$", "\\end{document}", "\"", "''", "``", "--", "\n\n", " and ", ",", "others",
        "\\'", "{\\", "~", "\u202e", "\u200b", "é", "ậ", "王", "α", "αβ", "😀", "x̄", "ﬁ", "«", "…", "&amp;", "<i>",
        "#", "_", "\x00", "\x85", "\ud800",
    ]
)  # fmt: skip
text = st.lists(st.one_of(hostile, st.text(max_size=8), st.sampled_from(["Reading ", "BERT ", "a "])), max_size=8).map(
    "".join
)
names = st.builds(Author, text, text, text, text) | st.builds(Author, literal=text)
papers = st.builds(
    Paper,
    id=st.just(1),
    uuid=st.just("1"),
    title=text,
    abstract=text,
    authors=st.lists(names, max_size=4).map(tuple),
    more_authors=st.booleans(),
    identifiers=st.lists(st.builds(Identifier, st.sampled_from(["arxiv", "doi", "url", "acl"]), text), max_size=3).map(
        tuple
    ),
    published=st.sampled_from(["", "2023", "2023-04", "2023-02-30", "2023-13", "0000"]) | text,
    kind=st.sampled_from(Kind),
    venue=text,
    details=st.dictionaries(st.sampled_from(DETAIL_FIELDS), text, max_size=5),
    other=st.dictionaries(st.sampled_from(["doi", "arxiv_version", "genre"]), text, max_size=2),
    note=text,
)


def values(entry: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) = \{?(.*?)\}?,$", entry, re.M))


@pytest.mark.parametrize("dialect", DIALECTS)
@given(paper=papers)
def test_no_value_can_end_its_field_or_start_a_command(dialect: str, paper: Paper) -> None:
    entry = entry_text("quill2023x", paper, dialect, EVERYTHING)
    body = entry[entry.index("@") :]
    depth = 0
    for at, character in enumerate(body):
        depth += (character == "{") - (character == "}")
        # BibTeX counts every brace, escaped or not; only the very last one may close the entry.
        assert depth > 0 or at < body.index("{") or at >= len(body) - 2
    assert depth == 0
    for line in entry.splitlines():
        assert re.match(r"@\w+\{quill2023x,$|  [a-z]+ = (\{.*\}|[a-z]{3}),$|\}$|% No ", line), line
    assert not HARMFUL.intersection(COMMANDS.findall(entry))
    assert "^^" not in entry
    for name, value in values(entry).items():
        if name not in ("url", "doi"):
            assert not re.search(r"(?<!\\)[%#&~]|\\(?![A-Za-z&%$#_`'^~\"=.,:;! ])", value), value


@pytest.mark.parametrize("dialect", DIALECTS)
@given(paper=papers)
def test_an_entry_holds_only_visible_composed_text_and_no_empty_field(dialect: str, paper: Paper) -> None:
    entry = entry_text("k", paper, dialect, EVERYTHING)
    assert unicodedata.normalize("NFC", entry) == entry
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]", entry
    )
    assert not re.search(r" = (\{\s*\})?,$", entry, re.M)
    entry.encode()


@given(papers=st.lists(papers, max_size=6), dialect=st.sampled_from(DIALECTS))
def test_two_foreign_readers_find_every_entry_and_the_title_it_was_given(papers: list[Paper], dialect: str) -> None:
    keyed: list[tuple[str, Paper]] = []
    for paper in papers:
        keyed.append((propose(paper, {key for key, _ in keyed}), paper))
    made = export(keyed, dialect)
    entries = re.sub(r"(?s)^@preamble.*?\n\n", "", made.text)
    strict = parse_string(entries, "bibtex") if papers else None
    tolerant = bibtexparser.parse_string(made.text)
    assert not tolerant.failed_blocks
    assert [entry.key for entry in tolerant.entries] == list(made.keys)
    for key, paper in keyed:
        assert strict is not None
        title = strict.entries[key].fields.get("title", "")
        assert folded(decoded(title)) == folded(clean(paper.title)), title


@given(papers=st.lists(papers, min_size=1, max_size=5), dialect=st.sampled_from(DIALECTS))
def test_the_same_paper_gives_the_same_bytes_in_every_list(papers: list[Paper], dialect: str) -> None:
    keyed = [(f"k{number}", paper) for number, paper in enumerate(papers)]
    whole = export(keyed, dialect).text
    assert export(keyed, dialect).text == whole
    backwards = export(keyed[::-1], dialect).text
    for key, paper in keyed:
        entry = entry_text(key, paper, dialect)
        assert entry in whole
        assert entry in backwards


@given(papers=st.lists(papers, max_size=4), dialect=st.sampled_from(DIALECTS))
def test_every_export_passes_the_check_of_the_file_writer(
    tmp_path_factory: pytest.TempPathFactory, papers: list[Paper], dialect: str
) -> None:
    path = Path(tmp_path_factory.mktemp("out")) / "x.bib"
    made = export([(f"k{number}", paper) for number, paper in enumerate(papers)], dialect, EVERYTHING)
    save(made.text, path, expect_entries=len(papers))
    assert path.read_bytes() == made.text.encode()


@given(paper=papers)
@example(Paper(1, "1", "Ångström", authors=(Author("王", "小明"),)))
def test_bibtex_entries_are_ascii_or_reported(paper: Paper) -> None:
    made = export([("k", paper)], "bibtex", EVERYTHING)
    assert made.text.isascii() == (made.needs_unicode == ())


_context = get_default_latex_context_db()
_context.add_context_category(
    "octavo",
    prepend=True,
    macros=[
        MacroTextSpec(name, character)
        for name, character in {
            "ohorn": "ơ", "OHORN": "Ơ", "uhorn": "ư", "UHORN": "Ư", "textless": "<", "textgreater": ">",
            "textbraceleft": "{", "textbraceright": "}", "textbar": "|", "textasciigrave": "`",
            "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "relax": "",
        }.items()
    ],
)  # fmt: skip
_decoder = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=True, latex_context=_context)


def decoded(value: str) -> str:
    return _decoder.latex_to_text(value)


def folded(title: str) -> str:
    """What must survive any spelling: ASCII letters and digits in order, the names of commands aside."""
    title = re.sub(r"\\[A-Za-z]+|[ℓℑℜ№]", "", title)
    plain = unicodedata.normalize("NFKD", title)
    return "".join(character for character in plain if character in string.ascii_letters + string.digits)

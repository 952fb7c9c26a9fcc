"""The rules an exported file keeps, one test or more each, in the order the exporter's design numbers them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from octavo.bibliography.csl import read_csl
from octavo.bibliography.export import ExportOptions, entry_text, export
from octavo.bibliography.file import NotSaved, save
from octavo.records import Author, Identifier, Kind, Paper, Tag

MakePaper = Callable[..., Paper]
DIALECTS = ("bibtex", "biblatex")
EVERYTHING = ExportOptions(abstracts=True, keywords=True, notes=True)
NAMED = (Author("Quill", "Ada"),)


def field(name: str, paper: Paper, dialect: str = "bibtex", options: ExportOptions | None = None) -> str:
    """The field's value without its braces, "" when the entry has no such field."""
    entry = entry_text("k", paper, dialect, options or ExportOptions())
    found = re.search(rf"^  {name} = (.*),$", entry, re.M)
    if not found:
        return ""
    return found[1][1:-1] if found[1].startswith("{") else found[1]


def kind(paper: Paper, dialect: str = "bibtex") -> str:
    found = re.search(r"^@(\w+)\{", entry_text("k", paper, dialect), re.M)
    assert found
    return found[1]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_rule_1_files_are_composed_visible_text_with_unix_lines(paper: MakePaper, dialect: str) -> None:
    made = export(
        [("k", paper("\ufeffZe\u200bro wi\u00adde \u202eevil\u202c Cafe\u0301\r\n\x00\x07 End\ufffd"))], dialect
    )
    assert re.search(r"title = \{Zero wide evil \{Caf(é|\{\\'e\})\} \{End\}\}", made.text)
    assert made.text.endswith("}\n")
    assert "\r" not in made.text


def test_rule_1_bibtex_is_ascii_but_for_entries_reported(paper: MakePaper) -> None:
    made = export([("a", paper("Ångström")), ("b", paper("语言")), ("c", paper("Tiếng"))], "bibtex")
    assert made.needs_unicode == ("b",)
    assert export([("b", paper("语言"))], "biblatex").needs_unicode == ()


def test_rule_2_entries_keep_the_order_given_with_one_blank_line_between(paper: MakePaper) -> None:
    made = export([("b", paper("B")), ("a", paper("A"))], "bibtex")
    assert made.keys == ("b", "a")
    assert made.text.count("\n\n") == 1
    assert made.text.index("@misc{b,") < made.text.index("}\n\n@misc{a,")


def test_rule_3_one_bad_record_does_not_touch_its_neighbours(paper: MakePaper) -> None:
    bad = paper("} @article{x, {", authors=(Author(literal="}{"),), details={"volume": "}"}, venue="{{{")
    alone = entry_text("a", paper("Good"), "bibtex")
    made = export([("a", paper("Good")), ("b", bad), ("c", paper("Good"))], "bibtex")
    assert made.text.startswith(alone)
    assert made.text.endswith(alone.replace("{a,", "{c,"))


def test_rule_3_a_failed_export_leaves_the_old_file(paper: MakePaper, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("out") / "x.bib"
    path.write_text("old")
    with pytest.raises(NotSaved):
        save(export([("a", paper())], "bibtex").text, path, expect_entries=2)
    assert path.read_text() == "old"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("title", ["{", "}", "\\{", "\\}", "a } b { c", "{{{", "\\textit{", "${$"])
def test_rule_4_braces_balance_counting_escaped_ones(paper: MakePaper, dialect: str, title: str) -> None:
    value = field("title", paper(title), dialect)
    depths = [value[:end].count("{") - value[:end].count("}") for end in range(len(value) + 1)]
    assert min(depths) == 0
    assert depths[-1] == 0
    assert r"\{" not in value
    assert r"\}" not in value


@pytest.mark.parametrize("dialect", DIALECTS)
def test_rule_5_values_stand_in_braces_only(paper: MakePaper, dialect: str) -> None:
    entry = entry_text("k", paper('Say " # "x" # jun', arxiv="2304.00001"), dialect)
    for line in entry.splitlines()[1:-1]:
        assert re.fullmatch(r"  \w+ = (\{.*\}|[a-z]{3}),", line)


def test_rule_6_specials_are_text(paper: MakePaper) -> None:
    assert field("title", paper("& % $ # _ ^ ~ \\ { } < > |")) == (
        r"\& \% \$ \# \_ {\textasciicircum} {\textasciitilde} {\textbackslash} {\textbraceleft} {\textbraceright}"
        r" {\textless} {\textgreater} {\textbar}"
    )


def test_rule_7_residue_and_markup_are_gone_before_anything_is_escaped(paper: MakePaper) -> None:
    [entry] = read_csl([{"title": 'Schr\\"odinger &amp; H<sub>2</sub>O\n\n in K{\\"a}fig'}])
    assert field("title", paper(entry.title), "biblatex") == r"{Schrödinger} \& {H₂O} in {Käfig}"
    assert field("title", paper("\\prjname stays")) == r"{\textbackslash}prjname stays"


@pytest.mark.parametrize("money", ["Earn $5 to $10", "The $1M Question", "a $ b $ c"])
def test_rule_8_money_is_no_maths(paper: MakePaper, money: str) -> None:
    assert "$" not in field("title", paper(money)).replace(r"\$", "")


@pytest.mark.parametrize(
    "source",
    [r"\input{x}", "x_a_b", "x^", "{", "}{", r"\def\x{y}", "a & b", "^^5c", "a%b", "~", r"\unknown", "@", "#1"],
)
def test_rule_8_unsafe_maths_is_text(paper: MakePaper, source: str) -> None:
    assert "$" not in field("title", paper(f"On ${source}$ here")).replace(r"\$", "")


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (r"\mathcal{O}(N \log N)", r"\mathcal{O}(N \log N)"),
        (r"\mathbb{R}^{d\times d}", r"\mathbb{R}^{d\times d}"),
        (r"\frac12 \{x\}", r"\frac{1}{2} \lbrace x\rbrace"),
        (r"x_\mathbb{R}", r"x_{\mathbb{R}}"),
        ("α^2 ≤ x²", r"\alpha^2 \leq x^2"),
        (r"\left( a \right)^{2}", r"\left( a \right)^{2}"),
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_rule_8_and_9_safe_maths_stays_maths_in_its_own_braces(
    paper: MakePaper, dialect: str, source: str, written: str
) -> None:
    assert field("title", paper(f"On ${source}$-Pages"), dialect) == f"On {{${written}$}}-Pages"


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("é", r"{\'e}"), ("ç", r"{\c{c}}"), ("ł", r"{\l}"), ("í", r"{\'i}"), ("ấ", r"{\'{\^a}}"), ("ậ", r"{\d{\^a}}"),
        ("ợ", r"{\d{\ohorn}}"), ("ả", r"{\h{a}}"), ("ő", r"{\H{o}}"), ("ș", r"{\textcommabelow{s}}"), ("ß", r"{\ss}"),
        ("x̄", r"{\=x}"), ("ḗ", r"{\'{\=e}}"),
    ],
)  # fmt: skip
def test_rule_10_accents_are_bibtex_special_characters(paper: MakePaper, letter: str, written: str) -> None:
    assert field("title", paper(f"a{letter}a")) == f"a{written}a"


def test_rule_10_what_plain_fonts_lack_is_defined_once_above_the_entries(paper: MakePaper) -> None:
    made = export([("a", paper("tờ")), ("b", paper("đỏ tờ"))], "bibtex")
    assert made.text.startswith('@preamble{"\\ProvideTextCommandDefault')
    assert made.text.count("@preamble") == 1
    assert made.text.count(r"\ProvideTextCommandDefault{\ohorn}") == 1
    assert "@preamble" not in export([("a", paper("Ångström"))], "bibtex").text


def test_rule_11_biblatex_keeps_unicode_and_escapes_only_what_tex_acts_on(paper: MakePaper) -> None:
    assert field("title", paper("a “ậ” – 王 & α…"), "biblatex") == r"a “ậ” – 王 \& α…"


def test_rule_12_quotes_dashes_and_lone_greek_have_ascii_forms(paper: MakePaper) -> None:
    title = paper('a “b” ‘c’ "d" e–f—g … α-h → i')
    written = r"a ``b'' `c' ``d'' e--f---g {\ldots} {$\alpha$}-h {$\rightarrow$} i"
    assert field("title", title) == written


@pytest.mark.parametrize("words", ["μέθοδοι", "обзор", "语言"])
def test_rule_12_words_of_other_scripts_stay_and_are_reported(paper: MakePaper, words: str) -> None:
    made = export([("k", paper(f"a {words}"))], "bibtex")
    assert words in made.text
    assert made.needs_unicode == ("k",)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("LLaMA: Open Pages", "{LLaMA}: Open Pages"),
        ("GPT-9 and mT5", "{GPT}-9 and {mT5}"),
        ("RLHF-Tuned Text-to-SQL", "{RLHF}-Tuned Text-to-{SQL}"),
        ("From 2D to 3D in 4-Bit NeRFs", "From {2D} to {3D} in 4-Bit {NeRFs}"),
        (".NET, C++ and Node.js", "{.NET}, {C}++ and {Node.js}"),
        ("Vitamin C Is a P-Value", "Vitamin {C} Is a {P}-Value"),
        ("Is It? Yes! No. Go", "Is It? {Yes}! {No}. {Go}"),
        ("Humans vs. Machines", "Humans vs. Machines"),
        ("A Bayesian Monte Carlo", "A {Bayesian} {Monte} {Carlo}"),
        ("A Poincaré Page", "A {Poincar{\\'e}} Page"),
        ("Phi-3 and Top-1", "{Phi}-3 and Top-1"),
        ("\"Why\" Ask: “How”", "``{Why}'' Ask: ``{How}''"),
        ("(Nearly) Done", "({Nearly}) Done"),
    ],
)  # fmt: skip
def test_rule_13_words_whose_capitals_mean_something_are_protected(paper: MakePaper, title: str, written: str) -> None:
    assert field("title", paper(title)) == written


def test_rule_14_in_a_sentence_every_other_capital_is_deliberate(paper: MakePaper) -> None:
    assert field("title", paper("Reading ledgers with Harbour: A study")) == "Reading ledgers with {Harbour}: A study"


def test_rule_14_a_shouted_title_is_left_alone_but_a_name_is_not(paper: MakePaper) -> None:
    assert field("title", paper("READING IS ALL YOU NEED")) == "READING IS ALL YOU NEED"
    assert field("title", paper("SPARROW")) == "{SPARROW}"


def test_rule_15_the_person_decides_about_words(paper: MakePaper) -> None:
    title = paper("Open LLaMA Pages")
    choices = ExportOptions(capitals={"Pages": True, "LLaMA": False})
    assert field("title", title, options=choices) == "Open LLaMA {Pages}"
    assert field("title", title, options=ExportOptions(protect_capitals=False)) == "Open LLaMA Pages"


def test_rule_15_no_title_is_wrapped_whole(paper: MakePaper) -> None:
    assert not field("title", paper("LLaMA BERT GPT")).startswith("{{")
    assert field("title", paper("LLaMA BERT GPT")) == "{LLaMA} {BERT} {GPT}"


@pytest.mark.parametrize(
    ("author", "written"),
    [
        (Author("Oord", "Aäron", "van den"), r"van den Oord, A{\"a}ron"),
        (Author("King", "Martin", "", "Jr."), "King, Jr., Martin"),
        (Author(literal="OpenQuill"), "{OpenQuill}"),
        (Author(literal="Page, Ink and Co."), "{Page, Ink and Co.}"),
        (Author("Acme, Inc", "J."), "{Acme, Inc}, J."),
        (Author("Sand", "And"), "Sand, {And}"),
        (Author("Mausam"), "{Mausam}"),
        (Author("LeCun", "Yann"), "LeCun, Yann"),
        (Author("Van Grote", "Luc"), "Van Grote, Luc"),
        (Author("boven d'Eert", "Chris"), "{boven d'Eert}, Chris"),
        (Author("hooks", "bell"), "{hooks}, bell"),
        (Author("Roe", "Jo", "van, and"), "{van, and Roe}, Jo"),
        (Author("Gogh", "Vincent", "Van"), "Van Gogh, Vincent"),
        (Author("al-Hakim", "T."), "{al-Hakim}, T."),
        (Author(literal="others"), "{others}"),
        (Author("Bad}", "{Guy"), "Bad, Guy"),
        (Author("\\input{x}", "100%"), r"{inputx}, 100\%"),
        (Author("王", "小明"), r"{\relax 王}, {\relax 小明}"),
        (Author("Перов", "Иван А."), r"{\relax Перов}, {\relax Иван} {\relax А.}"),
        (Author(literal="山田太郎"), r"{\relax 山田太郎}"),
        (Author(literal="& Co"), r"{{\& Co}}"),
        (Author(given="Solo"), "{Solo}"),
    ],
)
def test_rules_17_to_19_21_22_names_have_their_parts_where_no_reader_errs(
    paper: MakePaper, author: Author, written: str
) -> None:
    assert field("author", paper(authors=(author,))) == written


def test_rule_17_names_are_joined_by_and(paper: MakePaper) -> None:
    assert field("author", paper(authors=(*NAMED, Author("Reed", "Bo")))) == "Quill, Ada and Reed, Bo"


def test_rule_20_et_al_is_written_and_others(paper: MakePaper) -> None:
    assert field("author", paper(more_authors=True)) == "Quill, Ada and others"
    assert field("author", paper(authors=(), more_authors=True)) == ""


def test_rule_22_biblatex_names_are_raw(paper: MakePaper) -> None:
    assert (
        field("author", paper(authors=(Author("王", "小明"), Author("Đặng", "Ứng"))), "biblatex")
        == "王, 小明 and Đặng, Ứng"
    )


def test_rule_23_all_authors_are_written(paper: MakePaper) -> None:
    authors = tuple(Author(f"Q{number}", "A") for number in range(300))
    assert field("author", paper(authors=authors)).count(" and ") == 299


@pytest.mark.parametrize(
    ("of", "venue", "bibtex", "biblatex"),
    [
        (Kind.PREPRINT, "", "misc", "online"),
        (Kind.WEB, "", "misc", "online"),
        (Kind.DATASET, "", "misc", "dataset"),
        (Kind.SOFTWARE, "", "misc", "software"),
        (Kind.ARTICLE, "Annals", "article", "article"),
        (Kind.ARTICLE, "", "misc", "online"),
        (Kind.CONFERENCE, "Proc. of Pages", "inproceedings", "inproceedings"),
        (Kind.CONFERENCE, "", "misc", "online"),
        (Kind.CHAPTER, "Whole", "incollection", "inbook"),
        (Kind.BOOK, "", "book", "book"),
        (Kind.THESIS, "", "phdthesis", "thesis"),
        (Kind.REPORT, "", "techreport", "report"),
        (Kind.UNKNOWN, "Annals", "article", "article"),
        (Kind.UNKNOWN, "Proceedings of Pages", "inproceedings", "inproceedings"),
        (Kind.UNKNOWN, "", "misc", "online"),
    ],
)
def test_rule_25_each_kind_has_its_type(paper: MakePaper, of: Kind, venue: str, bibtex: str, biblatex: str) -> None:
    work = paper(kind=of, venue=venue, url="https://ex.org/x")
    assert (kind(work), kind(work, "biblatex")) == (bibtex, biblatex)


def test_rule_25_online_needs_something_to_find_it_by(paper: MakePaper) -> None:
    assert kind(paper(kind=Kind.WEB), "biblatex") == "misc"


def test_rule_25_a_masters_thesis_is_one(paper: MakePaper) -> None:
    thesis = paper(kind=Kind.THESIS, other={"genre": "Master's thesis"}, details={"institution": "Page and Ink School"})
    assert kind(thesis) == "mastersthesis"
    assert field("school", thesis) == "Page and Ink School"
    assert field("type", thesis, "biblatex") == "mathesis"
    assert field("institution", thesis, "biblatex") == "{Page and Ink School}"


@pytest.mark.parametrize("number", ["2304.00001", "hep-th/9901001", "math.GT/0309136"])
def test_rule_26_arxiv_numbers_are_bare_and_printed_by_every_style(paper: MakePaper, number: str) -> None:
    work = paper(arxiv=number, details={"primary_class": "cs.CL"})
    assert field("eprint", work) == number
    assert field("archiveprefix", work) == "arXiv"
    assert field("primaryclass", work) == "cs.CL"
    assert field("howpublished", work) == f"arXiv:{number} [cs.CL]"
    assert field("url", work) == f"https://arxiv.org/abs/{number}"
    assert field("eprinttype", work, "biblatex") == "arxiv"
    assert field("eprintclass", work, "biblatex") == "cs.CL"


def test_rule_26_the_arxiv_doi_is_not_written_beside_the_address(paper: MakePaper) -> None:
    both = paper(arxiv="2304.00001", doi="10.48550/arxiv.2304.00001", url="https://arxiv.org/abs/2304.00001")
    assert field("doi", both) == ""
    assert field("doi", paper(doi="10.48550/arxiv.2304.00001")) == "10.48550/arxiv.2304.00001"
    assert field("eprint", paper(doi="10.48550/arxiv.2304.00001")) == "2304.00001"


def test_rule_26_the_version_a_source_cites_is_kept(paper: MakePaper) -> None:
    assert field("eprint", paper(arxiv="2304.00001", other={"arxiv_version": "v3"})) == "2304.00001v3"


def test_rule_27_a_published_paper_keeps_its_arxiv_number(paper: MakePaper) -> None:
    work = paper(arxiv="2304.00001", kind=Kind.ARTICLE, venue="Annals", doi="10.1000/x")
    assert field("journal", work) == "Annals"
    assert field("eprint", work) == "2304.00001"
    assert field("howpublished", work) == ""


@pytest.mark.parametrize(
    ("doi", "written"),
    [
        ("10.1000/a_b(c)<d>;e", "10.1000/a_b(c)<d>;e"),
        ("https://doi.org/10.1000/x", "10.1000/x"),
        ("doi:10.1000/x", "10.1000/x"),
        ("10.1000/a{b}\\c^d%e f", "10.1000/a%7Bb%7D%5Cc%5Ed%25e%20f"),
        ("no doi", ""),
    ],
)
def test_rule_28_dois_are_bare(paper: MakePaper, doi: str, written: str) -> None:
    assert field("doi", paper(doi=doi)) == written


def test_rule_28_a_doi_keeps_the_spelling_of_its_source(paper: MakePaper) -> None:
    assert field("doi", paper(doi="10.1000/abc", other={"doi": "10.1000/ABC"})) == "10.1000/ABC"
    assert field("doi", paper(doi="10.1000/abc", other={"doi": "10.1000/XYZ"})) == "10.1000/abc"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://ex.org/~a/b_c?d=1&e#f", "https://ex.org/~a/b_c?d=1&e#f"),
        ("https://ex.org/}}, title={x}", "https://ex.org/%7D%7D,%20title=%7Bx%7D"),
        ("https://ex.org/%20%zz", "https://ex.org/%20%25zz"),
        ('https://ex.org/ü^^5c\\|`"', "https://ex.org/%C3%BC%5E%5E5c%5C%7C%60%22"),
        ("javascript:alert(1)", ""),
        ("java\nscript:x", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_rule_29_addresses_are_verbatim_and_safe(paper: MakePaper, dialect: str, url: str, written: str) -> None:
    assert field("url", paper(url=url), dialect) == written


@pytest.mark.parametrize(
    ("published", "year", "month", "date"),
    [
        ("2023-04-07", "2023", "apr", "2023-04-07"),
        ("2023-04", "2023", "apr", "2023-04"),
        ("2023", "2023", "", "2023"),
        ("2023-13-01", "2023", "", "2023"),
        ("2023-02-30", "2023", "feb", "2023-02"),
        ("", "", "", ""),
    ],
)
def test_rule_30_dates_go_as_far_as_they_are_known(
    paper: MakePaper, published: str, year: str, month: str, date: str
) -> None:
    work = paper(published=published)
    assert (field("year", work), field("month", work), field("date", work, "biblatex")) == (year, month, date)
    assert "{}," not in entry_text("k", work, "bibtex")


@pytest.mark.parametrize("pages", ["1-9", "1–9", "1 — 9", "1--9"])
def test_rule_31_page_ranges_have_2_hyphens(paper: MakePaper, pages: str) -> None:
    assert field("pages", paper(kind=Kind.ARTICLE, venue="Annals", details={"pages": pages})) == "1--9"


def test_rule_31_extras_are_off_unless_asked_for(paper: MakePaper) -> None:
    work = paper(
        abstract="50%\n\nof $x_1$", note="Mine }", tags=(Tag(1, "C#, D", "red"),), details={"keywords": "c; a"}
    )
    entry = entry_text("k", work, "bibtex")
    assert not re.search("abstract|keywords|annote|note|Mine", entry)
    assert field("abstract", work, options=EVERYTHING) == r"50\% of $x_1$"
    assert field("keywords", work, options=EVERYTHING) == r"C\# D, c, a"
    assert field("annote", work, options=EVERYTHING) == r"Mine {\textbraceright}"
    assert field("annotation", work, "biblatex", EVERYTHING) == r"Mine {\textbraceright}"
    assert field("note", work, options=EVERYTHING) == ""


def test_rule_32_an_entry_without_authors_has_a_key_to_sort_by_and_says_so(paper: MakePaper) -> None:
    made = export([("k", paper(authors=(), published="")), ("l", paper(published=""))], "bibtex")
    assert made.text.startswith("% No authors and no year known for this entry.\n@misc{k,\n  key = {k},\n  title")
    assert "% No year known for this entry.\n@misc{l," in made.text
    assert made.without_authors == ("k",)
    assert made.without_year == ("k", "l")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("place", ["title", "venue", "volume", "literal", "primary_class", "publisher"])
def test_rule_33_no_value_anywhere_is_a_command_an_entry_or_a_comment(
    paper: MakePaper, dialect: str, place: str
) -> None:
    evil = "}, x = {\\input{/etc/passwd}\\write18{x}} @comment{ % ^^5cinput"
    work = paper(
        evil if place == "title" else "T",
        kind=Kind.BOOK if place == "publisher" else Kind.ARTICLE,
        venue=evil if place == "venue" else "V",
        authors=(Author(literal=evil),) if place == "literal" else NAMED,
        identifiers=(Identifier("arxiv", "2304.00001"),),
        details={place: evil},
    )
    entry = entry_text("k", work, dialect, EVERYTHING)
    assert not re.search(r"\\(input|write|immediate)|\^\^|^\s*x = ", entry, re.M)
    assert entry.count("\n@") == 0
    assert entry.count("{") == entry.count("}")


def test_a_key_that_slipped_through_cannot_end_its_entry(paper: MakePaper) -> None:
    assert entry_text("a}, x", paper(), "bibtex").startswith("@misc{ax,\n")


def test_a_preprint_can_be_written_as_an_article(paper: MakePaper) -> None:
    options = ExportOptions(preprint_as_article=True)
    work = paper(arxiv="2304.00001")
    assert entry_text("k", work, "bibtex", options).startswith("@article{k,")
    assert field("journal", work, options=options) == "arXiv preprint arXiv:2304.00001"
    assert field("howpublished", work, options=options) == ""


@pytest.mark.parametrize(
    ("volume", "fields"),
    [("12", ("12", "3", "")), ("XIV", ("14", "3", "")), ("12A", ("", "12A", "3"))],
)
def test_biblatex_volumes_are_whole_numbers(paper: MakePaper, volume: str, fields: tuple[str, str, str]) -> None:
    work = paper(kind=Kind.ARTICLE, venue="Annals", details={"volume": volume, "number": "3"})
    assert tuple(field(name, work, "biblatex") for name in ("volume", "number", "issue")) == fields
    assert field("volume", work) == volume


def test_a_wrong_isbn_is_left_out_of_biblatex_and_said(paper: MakePaper) -> None:
    book = paper(kind=Kind.BOOK, details={"isbn": "978-3-16-148410-1"})
    made = export([("k", book)], "biblatex")
    assert "isbn" not in made.text
    assert made.warnings == ("k is written without its ISBN 978-3-16-148410-1, whose check digit is wrong.",)
    assert field("isbn", book) == "978-3-16-148410-1"
    assert (
        field("isbn", paper(kind=Kind.BOOK, details={"isbn": "978-3-16-148410-0"}), "biblatex") == "978-3-16-148410-0"
    )


def test_an_unknown_dialect_is_refused(paper: MakePaper) -> None:
    with pytest.raises(ValueError):
        export([("k", paper())], "ris")

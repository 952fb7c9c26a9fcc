"""Reading the text of a page: every layout in which copies of these pages have been seen."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import HEADER, paper, papers, search_page
from line_accounting import assert_every_line_is_accounted_for

from octavo.feeds.page_text import NO_ABSTRACT, read_page_text
from octavo.records import Batch, Identifier


def read(text: str) -> Batch:
    batch = read_page_text(text)
    assert_every_line_is_accounted_for(text, batch)
    return batch


def pairs(batch: Batch) -> list[tuple[str, str]]:
    return [(entry.title, entry.abstract) for entry in batch.entries]


def expected(count: int, start: int = 0) -> list[tuple[str, str]]:
    return [(each.title, each.abstract) for each in papers(count, start)]


def test_a_page_of_search_results_gives_every_title_with_its_abstract_unchanged() -> None:
    batch = read(search_page(12))
    assert pairs(batch) == expected(12)
    assert (batch.captured, batch.captured_month, batch.captured_day, batch.captured_year) == ("Mar 11", 3, 11, None)
    assert [(line.text, line.role) for line in batch.leftovers] == [
        *((text, "furniture") for text in HEADER),
        ("Mar 11", "date"),
    ]
    assert all(entry.published == "" and not entry.problems for entry in batch.entries)


def test_lines_are_counted_from_1_as_the_file_has_them() -> None:
    batch = read(search_page(2))
    assert [(entry.lines.first, entry.lines.last) for entry in batch.entries if entry.lines] == [(11, 13), (15, 17)]


def test_missing_blank_lines_change_nothing() -> None:
    assert pairs(read(search_page(12, gap="\n"))) == expected(12)


def test_windows_and_old_mac_line_ends_change_nothing() -> None:
    for end in ("\r\n", "\r"):
        batch = read_page_text(search_page(5).replace("\n", end))
        assert pairs(batch) == expected(5)


@pytest.mark.parametrize("width", [60, 72, 79, 100])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_paragraphs_broken_at_a_fixed_width_are_made_whole(width: int, gap: str) -> None:
    blocks = search_page(9).split("\n\n")
    wrapped = gap.join("\n".join(textwrap.wrap(block, width, break_on_hyphens=False)) for block in blocks)
    assert pairs(read(wrapped)) == expected(9)


def test_a_list_of_titles_is_not_taken_for_broken_paragraphs() -> None:
    titles = [each.title for each in papers(20)]
    batch = read("\n".join(["Daily Papers", "Mar 11", *titles]))
    assert [entry.title for entry in batch.entries] == titles
    assert all(entry.problems == (NO_ABSTRACT,) for entry in batch.entries)


def test_one_missing_abstract_does_not_turn_the_rest_around() -> None:
    blocks = search_page(6).split("\n\n")
    del blocks[8]
    batch = read("\n\n".join(blocks))
    wanted = expected(6)
    wanted[1] = (wanted[1][0], "")
    assert pairs(batch) == wanted
    assert [entry.problems for entry in batch.entries] == [(), (NO_ABSTRACT,), (), (), (), ()]


def test_a_missing_title_is_flagged_where_its_abstract_landed() -> None:
    blocks = search_page(4).split("\n\n")
    del blocks[7]
    batch = read("\n\n".join(blocks))
    assert [len(entry.problems) for entry in batch.entries] == [1, 0, 0]
    assert papers(2)[1].abstract in batch.entries[0].abstract


def test_short_one_line_abstracts_are_told_from_titles() -> None:
    text = (
        "Mar 11\n\nCounting Stamps on Wet Letters\n\nWe count stamps on letters that fell into a river.\n\n"
        "A Chair With Three Legs\n\nThis note explains why a chair with three legs never wobbles on any floor.\n"
    )
    assert pairs(read(text)) == [
        ("Counting Stamps on Wet Letters", "We count stamps on letters that fell into a river."),
        ("A Chair With Three Legs", "This note explains why a chair with three legs never wobbles on any floor."),
    ]


def test_daily_cards_give_titles_and_votes_without_abstracts() -> None:
    lines = ["Daily Papers", "byAK and the research community", "Mar 11"]
    for index, each in enumerate(papers(5)):
        lines += ["Submitted by", "someone-42", str(index + 30), each.title, f"· {each.authors} authors", "4"]
    batch = read("\n".join(lines))
    assert [(entry.title, entry.votes) for entry in batch.entries] == [
        (each.title, index + 30) for index, each in enumerate(papers(5))
    ]
    assert batch.captured == "Mar 11"
    assert not batch.not_placed


def test_the_laboratory_under_a_card_is_not_a_paper() -> None:
    lines = ["Daily Papers", "Mar 11"]
    for each in papers(3):
        lines += ["Submitted by Ada Example", "-", each.title, "Example University", "2"]
    batch = read("\n".join(lines))
    assert [entry.title for entry in batch.entries] == [each.title for each in papers(3)]
    assert [leftover.text for leftover in batch.leftovers if leftover.text.startswith("Example")] == [
        "Example University"
    ] * 3


def test_cards_of_a_trending_page_that_stand_twice_are_one() -> None:
    lines = ["Trending Papers", "byAK and the research community"]
    for index, each in enumerate(papers(4)):
        card = ["Submitted by", "ada", each.title, each.abstract, "· Published on Oct 4, 2026"]
        lines += [*card, "Upvote", f"{index}.5k", "GitHub 3.29k", "arXiv Page"] * 2
    batch = read("\n".join(lines))
    assert pairs(batch) == expected(4)
    assert [entry.votes for entry in batch.entries] == [500, 1500, 2500, 3500]
    assert {entry.published for entry in batch.entries} == {"2026-10-04"}
    assert batch.source == "Trending papers"
    assert batch.captured == ""


def test_a_paper_that_stands_twice_on_a_plain_page_stays_twice_for_the_library_to_tell() -> None:
    text = search_page(3) + "\n\n" + "\n\n".join(search_page(1).split("\n\n")[5:])
    assert pairs(read(text)) == [*expected(3), *expected(1)]


def test_the_first_of_two_copies_gets_what_only_the_second_has() -> None:
    blocks = search_page(3).split("\n\n")
    again = blocks[5:7]
    del blocks[6]
    batch = read("\n\n".join(blocks + again))
    assert batch.entries[0].abstract == papers(1)[0].abstract
    assert batch.entries[0].problems == ()


@pytest.mark.parametrize("mark", ["##", "###", "####"])
def test_markdown_headings_are_the_titles(mark: str) -> None:
    lines = ["# Daily Papers", "", "## Mar 11" if mark != "##" else "Mar 11", ""]
    for each in papers(4):
        lines += [f"{mark} [{each.title}](https://huggingface.co/papers/{each.number})", "", each.abstract, ""]
    batch = read("\n".join(lines))
    assert pairs(batch) == expected(4)
    assert [entry.identifiers for entry in batch.entries] == [(Identifier("arxiv", each.number),) for each in papers(4)]
    assert batch.captured == "Mar 11"


def test_a_markdown_heading_broken_over_two_lines_is_one_title() -> None:
    each = papers(1)[0]
    words = each.title.split()
    broken = f"### [{' '.join(words[:4])}\n{' '.join(words[4:])}](/papers/{each.number})"
    batch = read(f"{broken}\n\n{each.abstract}\n\n### [Another Paper Title](/papers/2503.09999)\n\n{each.abstract}\n")
    assert batch.entries[0].title == each.title
    assert batch.entries[0].identifiers == (Identifier("arxiv", each.number),)


def test_addresses_under_titles_give_the_numbers_and_the_months() -> None:
    lines = ["Mar 11", ""]
    for each in papers(13):
        lines += [each.title, f"https://huggingface.co/papers/{each.number}", each.abstract, "3 authors", ""]
    batch = read("\n".join(lines))
    assert pairs(batch) == expected(13)
    assert [entry.identifiers[0].value for entry in batch.entries] == [each.number for each in papers(13)]
    assert batch.entries[11].published == "2025-12"


def test_addresses_above_titles_belong_to_the_paper_below() -> None:
    lines = ["Mar 11", ""]
    for each in papers(3):
        lines += [f"/papers/{each.number}", each.title, each.abstract, ""]
    batch = read("\n".join(lines))
    assert [(entry.title, entry.identifiers[0].value) for entry in batch.entries] == [
        (each.title, each.number) for each in papers(3)
    ]


def test_a_title_that_ends_like_a_sentence_is_known_by_the_address_below_it() -> None:
    title = "We count the letters that nobody sent and then we count them all once more."
    text = f"Mar 11\n\n{title}\nhttps://huggingface.co/papers/2503.04444\n{papers(1)[0].abstract}\n"
    assert pairs(read(text)) == [(title, papers(1)[0].abstract)]


def test_an_address_inside_an_abstract_is_not_the_papers_number() -> None:
    abstract = f"We build on https://arxiv.org/abs/1706.03762 and go further. {papers(1)[0].abstract}"
    batch = read(f"Mar 11\n\nLetters Again and Again\n\n{abstract}\n")
    assert batch.entries[0].identifiers == ()
    assert batch.entries[0].abstract == abstract


def test_the_line_of_a_collection_gives_number_date_and_votes() -> None:
    text = "Daily Papers\nA Small Count of Large Letters\nPaper • 2503.01234 • Published Mar 3, 2025 • 45\n"
    (entry,) = read(text).entries
    assert (entry.identifiers, entry.published, entry.votes) == ((Identifier("arxiv", "2503.01234"),), "2025-03-03", 45)


def test_bullets_and_list_numbers_are_stripped_and_inner_dashes_kept() -> None:
    text = (
        f"Mar 11\n\n1. Letters First\n\n{papers(1)[0].abstract}\n\n- Doing More -- With Less\n\n{papers(1)[0].abstract}"
    )
    assert [entry.title for entry in read(text).entries] == ["Letters First", "Doing More -- With Less"]


def test_a_title_that_begins_with_a_figure_keeps_it() -> None:
    abstract = papers(1)[0].abstract
    text = f"Mar 11\n\n3D Letters in 2 Dimensions\n\n{abstract}\n\n2.5 Years of Mail\n\n{abstract}"
    assert [entry.title for entry in read(text).entries] == ["3D Letters in 2 Dimensions", "2.5 Years of Mail"]


def test_the_search_words_above_the_date_are_shown_as_not_placed() -> None:
    blocks = search_page(3).split("\n\n")
    blocks.insert(4, "large letters in small towns and how to count every single one")
    batch = read("\n\n".join(blocks))
    assert pairs(batch) == expected(3)
    assert [leftover.text for leftover in batch.not_placed] == [blocks[4]]


def test_several_days_in_one_file_are_all_read_and_the_first_day_is_the_captured_one() -> None:
    batch = read(search_page(4) + "\n\n" + search_page(3, date="Mar 12", start=4))
    assert pairs(batch) == expected(7)
    assert batch.captured == "Mar 11"
    assert [leftover.text for leftover in batch.leftovers if leftover.role == "date"] == ["Mar 11", "Mar 12"]


def test_a_footer_is_furniture_and_words_after_it_are_not_papers() -> None:
    batch = read(search_page(3) + "\n\nPrevious\nNext\nTOS\nPrivacy\nMade with string and stamps\n© Hugging Face")
    assert pairs(batch) == expected(3)
    assert [leftover.text for leftover in batch.not_placed] == ["Made with string and stamps"]


@pytest.mark.parametrize(
    ("words", "month", "day", "year"),
    [
        ("Mar 11", 3, 11, None),
        ("11 March", 3, 11, None),
        ("Tuesday, March 11, 2025", 3, 11, 2025),
        ("2025-03-11", 3, 11, 2025),
        ("11. März 2025", 3, 11, 2025),
        ("12 Dez.", 12, 12, None),
        ("11 févr. 2024", 2, 11, 2024),
        ("1er août", 8, 1, None),
        ("11 de marzo de 2025", 3, 11, 2025),
        ("3月11日", 3, 11, None),
        ("2025年3月11日", 3, 11, 2025),
        ("March 2025", 3, None, 2025),
        ("2025-W11", None, None, 2025),
    ],
)
def test_dates_are_read_as_written_and_no_year_is_invented(
    words: str, month: int | None, day: int | None, year: int | None
) -> None:
    batch = read(search_page(2, date=words))
    assert pairs(batch) == expected(2)
    assert (batch.captured, batch.captured_month, batch.captured_day, batch.captured_year) == (words, month, day, year)


def test_a_date_on_two_lines_is_one_date() -> None:
    batch = read(search_page(2, date="Aug\n1"))
    assert (batch.captured, batch.captured_month, batch.captured_day) == ("Aug 1", 8, 1)
    assert pairs(batch) == expected(2)


@pytest.mark.parametrize("words", ["Mar 32", "Feb 30", "13月1日", "GPT 4", "Marble 11"])
def test_what_is_no_day_of_any_year_is_no_date(words: str) -> None:
    assert read(search_page(2, date=words)).captured == ""


def test_invisible_characters_and_odd_spaces_do_not_reach_the_title() -> None:
    text = search_page(1).replace("Lantern 0:", "\u200bLan\u00adtern\u00a00:\u202e")
    assert read(text).entries[0].title == papers(1)[0].title


def test_entities_are_turned_into_their_characters() -> None:
    text = search_page(1).replace("Counting Letters", "Counting &amp; Weighing Letters")
    assert "Counting & Weighing Letters" in read(text).entries[0].title


def test_chinese_titles_and_abstracts_are_told_apart_without_spaces() -> None:
    abstract = "我们研究海边小镇之间寄出的信件，并询问一个小模型能数出其中的多少封。方法只读一次信封。" * 3
    text = f"3月11日\n\n用小模型数信\n\n{abstract}\n\n三条腿的椅子\n\n{abstract}\n"
    assert pairs(read(text)) == [("用小模型数信", abstract), ("三条腿的椅子", abstract)]


@pytest.mark.parametrize(
    "text", ["hello world", "asdf\nqwer\nzxcv", "1\n2\n3", "----", "Dear Ada,\n\nSee you at noon.\n\nBob"]
)
def test_nonsense_gives_no_papers_and_one_sentence(text: str) -> None:
    batch = read(text)
    assert batch.entries == ()
    assert batch.message.startswith("No papers found in this text.")


LINES = st.one_of(
    st.sampled_from(
        [*HEADER, "Mar 11", "Aug", "1", "Submitted by", "ada", "3 authors", "45", "-", "Upvote", "Next", ""]
    ),
    st.sampled_from([*(each.title for each in papers(3)), *(each.abstract for each in papers(3))]),
    st.sampled_from(
        ["/papers/2503.01234", "https://arxiv.org/abs/1706.03762", "### [A Title Here](/papers/2503.01111)"]
    ),
    st.text(max_size=40),
)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_any_order_of_lines_is_accounted_for_line_by_line(text: str) -> None:
    read(text)


@given(st.text(max_size=400))
def test_any_text_is_accounted_for_line_by_line(text: str) -> None:
    read(text)


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=12, unique=True),
    st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", " \n\t\n"]),
)
def test_a_page_written_from_what_was_read_is_read_the_same(indices: list[int], gap: str) -> None:
    chosen = [paper(index) for index in indices]
    batch = read(gap.join(["Mar 11", *(part for each in chosen for part in (each.title, each.abstract))]))
    assert pairs(batch) == [(each.title, each.abstract) for each in chosen]
    again = read(gap.join(["Mar 11", *(part for entry in batch.entries for part in (entry.title, entry.abstract))]))
    assert again == batch


@pytest.mark.parametrize("signed", ["Submitted by\nadaex", "Submitted by adaex", "Submitted by\n\nadaex"])
def test_who_submitted_a_card_is_kept(signed: str) -> None:
    text = f"Daily Papers\n\nMar 11\n\n{signed}\n\n42\n\nHarbour Lights: Finding Lost Things\n\n·\n5 authors\n\n3\n"
    (entry,) = read_page_text(text).entries
    assert (entry.title, entry.votes, entry.other) == (
        "Harbour Lights: Finding Lost Things", 42, {"submitted_by": "adaex"},
    )  # fmt: skip

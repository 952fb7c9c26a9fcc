"""arXiv's mails: invented entries in the layout of a daily listing, as a file, a mail, a paste and a quotation."""

from __future__ import annotations

import base64
import html
from email.message import EmailMessage

import pytest
from line_accounting import assert_every_line_is_accounted_for

from octavo.feeds.arxiv_authors import read_authors
from octavo.feeds.decoding import tidy
from octavo.feeds.detect import read
from octavo.records import Batch, Identifier

RULE = "-" * 78
HEAD = f"""{RULE}
{RULE}
Send any comments regarding submissions directly to submitter.
{RULE}
Archives at https://arxiv.org/
To unsubscribe, e-mail To: cs@arXiv.org, Subject: cancel
{RULE}
 Submissions to:
Artificial Intelligence
Computation and Language
 received from  Tue 28 Feb 23 19:00:00 GMT  to  Wed  1 Mar 23 19:00:00 GMT
{RULE}
{RULE}
"""
NEW = r"""\\
arXiv:2303.00763
Date: Wed, 1 Mar 2023 17:05:02 GMT   (3197kb,D)

Title: Counting Letters Between Tide Pools, with a Title Long Enough to Be
  Wrapped
Authors: Zo\"e Hern\'andez (Harbour School (Department of Tides), and Pier 9),
  Jos\'e Abrah\~ao and Vincent van den Berg, Jr.
Categories: cs.AI cs.CL
Comments: 12 pages, 3 figures
Report-no: TIDE-23-7
Journal-ref: Letters 4, 12 (2023)
DOI: 10.1000/Tide.3
License: http://creativecommons.org/licenses/by/4.0/
\\
  We count letters at low tide, where $a<b$
and the clerk is asleep.
  A second paragraph explains the chair.
\\ ( https://arxiv.org/abs/2303.00763 ,  3197kb)
"""
SECOND = r"""\\
arXiv:2303.00770
Date: Wed, 1 Mar 2023 18:05:02 GMT   (20kb)

Title: A Chair With Three Legs
Authors: The Lantern Collaboration: Ada Example, Bo Sample, et al.
Categories: cs.CL
\\
  We build a chair.
\\ ( https://arxiv.org/abs/2303.00770 ,  20kb)
"""
CROSS = r"""\\
arXiv:2302.09999 (*cross-listing*)
Date: Mon, 20 Feb 2023 10:00:00 GMT   (44kb)

Title: Fog Over Mountain Huts
Authors: Ada Example
Categories: physics.ao-ph cs.AI
\\
  We describe the fog.
\\ ( https://arxiv.org/abs/2302.09999 ,  44kb)
"""
REPLACED = r"""\\
arXiv:2101.00001
replaced with revised version Wed, 1 Mar 2023 12:00:00 GMT   (829kb,D)

Title: Night Trains and Their Lamps
Authors: Bo Sample
Categories: cs.AI
Comments: accepted
\\ ( https://arxiv.org/abs/2101.00001 ,  829kb)
"""
CROSS_RULE = "%-" * 38 + "%"
REPLACE_RULE = "%%--" * 19 + "%%"
END = "%%%---" * 13


def digest() -> str:
    return "".join(
        [
            HEAD, NEW, RULE, "\n", SECOND, CROSS_RULE, "\n", CROSS, REPLACE_RULE, "\n", REPLACED, RULE, "\n",
            REPLACED.replace("2101.00001", "hep-th/9901001 (*cross-listing*)"), END, "\n",
        ]
    )  # fmt: skip


def numbers(batch: Batch) -> list[str]:
    return [entry.identifiers[0].value for entry in batch.entries]


def test_every_entry_of_a_mail_is_read_and_marked_by_what_it_is() -> None:
    batch = read(digest().encode(), origin="mail.txt")
    assert (batch.form, batch.source) == ("arXiv mail", "arXiv")
    assert numbers(batch) == ["2303.00763", "2303.00770", "2302.09999", "2101.00001", "hep-th/9901001"]
    assert [entry.other["announce"] for entry in batch.entries] == ["new", "new", "cross", "replace", "replace-cross"]
    assert (batch.captured, batch.captured_month, batch.captured_day, batch.captured_year) == ("2023-03-01", 3, 1, 2023)


def test_every_field_of_an_entry_is_kept() -> None:
    entry = read(digest().encode()).entries[0]
    assert entry.title == "Counting Letters Between Tide Pools, with a Title Long Enough to Be Wrapped"
    assert [author.name for author in entry.authors] == ["Zoë Hernández", "José Abrahão", "Vincent van den Berg Jr."]
    assert entry.abstract == (
        "We count letters at low tide, where $a<b$ and the clerk is asleep.\n\nA second paragraph explains the chair."
    )
    assert entry.published == "2023-03-01"
    assert entry.identifiers == (Identifier("arxiv", "2303.00763"), Identifier("doi", "10.1000/tide.3"))
    assert entry.details["primary_class"] == "cs.AI"
    assert entry.details["comment"] == "12 pages, 3 figures"
    assert entry.other["report_number"] == "TIDE-23-7"
    assert entry.other["categories"] == "cs.AI cs.CL"
    assert entry.venue == "Letters"


def test_a_collaboration_before_a_colon_is_an_author_and_et_al_is_remembered() -> None:
    entry = read(digest().encode()).entries[1]
    assert [author.name for author in entry.authors] == ["The Lantern Collaboration", "Ada Example", "Bo Sample"]
    assert entry.more_authors


def test_a_replacement_has_no_abstract_and_that_is_no_problem() -> None:
    entry = read(digest().encode()).entries[3]
    assert (entry.abstract, entry.problems) == ("", ())
    assert (entry.published, entry.other["updated"]) == ("2021-01", "2023-03-01")


def test_a_cross_list_with_the_date_of_a_revision_keeps_the_month_of_its_number() -> None:
    late = CROSS.replace("20 Feb 2023", "20 Feb 2025")
    assert read(late.encode()).entries[0].published == "2023-02"
    assert read(CROSS.encode()).entries[0].published == "2023-02-20"


def test_every_line_of_a_mail_lies_in_an_entry_or_is_shown() -> None:
    text = digest() + "\nGreetings from the clerk.\n"
    batch = read(text.encode())
    assert_every_line_is_accounted_for(text, batch)
    assert [line.text for line in batch.not_placed] == ["Greetings from the clerk."]


def test_the_head_of_a_listing_file_tells_archive_and_day() -> None:
    text = "Date: Thu, 2 Mar 23 00:51:12 GMT\nSubject: cs daily 346 new + 55 crosses received\n\n" + digest()
    batch = read(text.encode())
    assert (batch.source, batch.captured) == ("arXiv cs", "2023-03-02")
    assert len(batch.entries) == 5


def mail(text: str, *, subtype: str = "plain", encoding: str | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = "no-reply@arxiv.example (send mail ONLY to cs)"
    message["To"] = "ada@example.org"
    message["Subject"] = "cs daily Subj-class mailing 80001c 1"
    message["Date"] = "Thu, 02 Mar 2023 01:12:00 -0000"
    message.set_content(text, subtype=subtype, cte=encoding)
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_a_saved_mail_gives_the_same_papers_as_its_text(encoding: str) -> None:
    batch = read(mail(digest(), encoding=encoding), origin="today.eml")
    assert [(entry.title, entry.abstract) for entry in batch.entries] == [
        (entry.title, entry.abstract) for entry in read(digest().encode()).entries
    ]
    assert (batch.form, batch.source, batch.captured) == ("arXiv mail", "arXiv cs", "2023-03-02")
    assert all(entry.lines is None for entry in batch.entries)


def test_a_mail_with_attachments_and_html_is_read_by_its_plain_text() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "=?utf-8?B?" + base64.b64encode(b"Fwd: caf").decode() + "?="
    message.set_content(digest())
    message.add_alternative("<p>See the plain text.</p>", subtype="html")
    message.add_attachment(b"not a mail", maintype="text", subtype="plain", filename="notes.txt")
    assert len(read(message.as_bytes()).entries) == 5


def test_a_mail_of_html_alone_is_read_by_the_words_a_reader_sees() -> None:
    page = "<html><body>" + html.escape(digest()).replace("\n", "<br>") + "</body></html>"
    assert numbers(read(mail(page, subtype="html"))) == numbers(read(digest().encode()))


def test_another_mail_is_read_by_its_html_and_dated_by_its_own_date() -> None:
    page = '<p>Today</p><h3><a href="https://huggingface.co/papers/2503.01234">A Chair With Three Legs</a></h3>'
    batch = read(mail(f"<html><body>{page}</body></html>", subtype="html"))
    assert [(entry.title, entry.identifiers[0].value) for entry in batch.entries] == [
        ("A Chair With Three Legs", "2503.01234")
    ]
    assert (batch.captured, batch.captured_year) == ("2023-03-02", 2023)


def test_a_mail_in_an_old_encoding_is_read() -> None:
    text = digest().replace("Harbour School", "Schule für Häfen").encode("latin-1")
    head = b"From: a@example.org\r\nSubject: cs daily\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"
    assert numbers(read(head + text)) == numbers(read(digest().encode()))
    assert numbers(read(head.replace(b"iso-8859-1", b"nonsense") + text)) == numbers(read(digest().encode()))


def test_a_paste_from_a_web_mail_keeps_its_entries() -> None:
    pasted = digest().replace("\n  ", "\n\u00a0 ").replace("\n", "\r\n")
    page = html.escape(digest()).replace("\n", "<br>")
    batch = read(pasted.encode(), html=f"<div>{page}</div>")
    assert [(entry.title, entry.abstract) for entry in batch.entries] == [
        (entry.title, entry.abstract) for entry in read(digest().encode()).entries
    ]
    assert batch.form == "arXiv mail"


def test_a_paste_that_lost_its_indentation_keeps_its_titles() -> None:
    flat = "\n".join(line.strip() for line in digest().split("\n"))
    batch = read(flat.encode())
    assert [entry.title for entry in batch.entries] == [entry.title for entry in read(digest().encode()).entries]
    assert numbers(batch) == numbers(read(digest().encode()))


def test_a_mail_passed_on_as_a_quotation_is_read() -> None:
    quoted = "Look at the third one.\n\n" + "\n".join(f"> {line}" for line in digest().split("\n"))
    assert numbers(read(quoted.encode())) == numbers(read(digest().encode()))


def test_an_entry_that_breaks_off_keeps_what_is_there() -> None:
    cut = digest()[: digest().index("A second paragraph")]
    batch = read(cut.encode())
    assert numbers(batch) == ["2303.00763"]
    assert batch.entries[0].abstract.endswith("the clerk is asleep.")


def test_mails_of_the_1990s_are_read() -> None:
    old = r"""\\
Paper (*cross-listing*): quant-ph/9901070
From: Ada Example <ada@example.org>
Date: Mon, 25 Jan 1999 16:50:00 GMT   (7kb)

Title: Fog
Author: Ada Example
\\
  We see fog.
\\
"""
    (entry,) = read(old.encode()).entries
    assert (entry.identifiers[0].value, entry.other["announce"]) == ("quant-ph/9901070", "cross")
    assert (entry.published, entry.title, entry.abstract) == ("1999-01-25", "Fog", "We see fog.")
    assert [author.name for author in entry.authors] == ["Ada Example"]


def test_the_count_of_a_long_mail_is_the_count_of_its_entries() -> None:
    text = HEAD + "".join(NEW.replace("2303.00763", f"2303.{place:05}") + RULE + "\n" for place in range(3_000))
    assert len(read(text.encode()).entries) == 3_000


@pytest.mark.parametrize(
    ("line", "names", "more"),
    [
        ("Ada Example and Bo Sample, Cy Third", ["Ada Example", "Bo Sample", "Cy Third"], False),
        ("Ada Example (1), Bo Sample (1 and 2) ((1) Pier 9, (2) The Harbour, North)", ["Ada Example", "Bo Sample"],
         False),
        ("A. Example, B. Sample, for the Fog Team", ["A. Example", "B. Sample", "the Fog Team"], False),
        ("Fog Team: Ada Example", ["Fog Team", "Ada Example"], False),
        ("Ada Example, et al. (12 additional authors not shown)", ["Ada Example"], True),
        (r"\c{C}a\u{g}lar \"Ozt\"urk, Pawe{\l} \.Zak, S{\o}ren \AA berg, Fran\c cois Dupr\'e",
         ["Çağlar Öztürk", "Paweł Żak", "Søren Åberg", "François Dupré"], False),
        ("Ada Example (Pier 9, Bo Sample", ["Ada Example Pier 9", "Bo Sample"], False),
        ("Anderson Brand, Sandy And", ["Anderson Brand", "Sandy And"], False),
        ("Martin Luther King, Jr., Ada Example", ["Martin Luther King Jr.", "Ada Example"], False),
        ("", [], False),
    ],
)  # fmt: skip
def test_author_lines(line: str, names: list[str], more: bool) -> None:
    authors, ends_open = read_authors(line)
    assert [author.name for author in authors] == names
    assert ends_open == more


def test_3000_authors_with_affiliations_are_all_kept() -> None:
    names = ",\n  ".join(f"Zo\\\"e Example{place} ({place % 40})" for place in range(3_000))
    text = NEW.replace("Ada Example", "")
    start, end = text.index("Authors: "), text.index("Categories:")
    (entry,) = read((text[:start] + f"Authors: {names}\n" + text[end:]).encode()).entries
    assert len(entry.authors) == 3_000
    assert entry.authors[-1].name == "Zoë Example2999"
    assert tidy(entry.abstract) == entry.abstract

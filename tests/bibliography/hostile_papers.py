"""Papers as no decent feed would send them, for the laws that hold for any paper whatever."""

from __future__ import annotations

from hypothesis import strategies as st

from octavo.records import DETAIL_FIELDS, Author, Identifier, Kind, Paper, Tag

hostile = st.sampled_from(
    [
        "<script>alert(1)</script>", "<b", "</li>", '"', "'", "&", "&lt;", "&#60;", "javascript:alert(1)", "]]>", "-->",
        "=1+1", "=HYPERLINK(\"http://x.org\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", ";=1", ";\"=1", "\n=1", "＝1",
        "\n\n", "\nER  - \n", "TY  - JOUR", "ER  - ", ": ", " #", "- ", "? ", "| ", "> ", "!", "%", "*", "**x**", "_a_",
        "`", "```", "~~~", "[x](javascript:y)", "![x](y)", "# ", "1. ", "1) ", "***", "---", "\\", "{", "}", "$",
        "$x_1$", "$#read(\"x\")$", "$<b>$", "@quill", "~", "^", "null", "true", "2023-01-01", "0x1F", "é", "ậ", "王",
        "😀", "\u202e", "\u200b", "\x00", "\x85", "\u2028", "\ud800", "\ufffe", "<span class=\"nocase\">x</span>",
        "Reading ", "BERT ", "a ",
    ]
)  # fmt: skip
text = st.lists(hostile | st.text(max_size=3), max_size=4).map("".join)
names = st.builds(Author, text, text, text, text) | st.builds(Author, literal=text)
addresses = text | st.builds("http{}://{}{}".format, st.sampled_from(["", "s"]), st.sampled_from(["x.org/", ""]), text)
papers = st.builds(
    Paper,
    id=st.integers(1, 9),
    uuid=st.just("1"),
    title=text,
    abstract=text,
    authors=st.lists(names, max_size=2).map(tuple),
    more_authors=st.booleans(),
    identifiers=st.lists(
        st.builds(Identifier, st.sampled_from(["arxiv", "doi", "url", "acl"]), text)
        | st.builds(Identifier, st.just("url"), addresses),
        max_size=3,
    ).map(tuple),
    published=st.sampled_from(["", "2023", "2023-04", "2023-02-30", "2023-13", "0000"]) | text,
    kind=st.sampled_from(Kind),
    venue=text,
    details=st.dictionaries(st.sampled_from(DETAIL_FIELDS), text, max_size=3),
    other=st.dictionaries(st.sampled_from(["doi", "arxiv_version", "genre"]), text, max_size=2),
    tags=st.lists(st.builds(Tag, st.just(1), text, st.just("blue")), max_size=2).map(tuple),
    note=text,
)
lists = st.lists(papers, max_size=3).map(lambda found: [(f"k{number}x", each) for number, each in enumerate(found)])
reasons = st.dictionaries(st.integers(1, 9), text, max_size=4)

"""The library on the pictures: invented papers of several days, in several scripts, with stars, tags and lists."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

TODAY = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)

THINGS = (
    ("Lamplight", "Choosing Which Long Training Runs Deserve the Night"),
    ("Small Models That Admit When They Guess", ""),
    ("Tailor's Chalk", "Marking Long Documents Before Reading Them"),
    ("Gigapixel Gardens", "Counting Leaves on One Graphics Card"),
    ("Neighbourly Experts", "Routing by What Stands Beside a Token"),
    ("What Went Wrong With Our Made-Up Instructions", ""),
    ("Barometers for Robots", "Domain Shift as a Matter of Forecasting"),
    ("Borrowed Whistles", "A Benchmark for Copying Bird Song With Leave"),
    ("Who Reads the Comments?", "Renaming Everything in Thirty Thousand Functions"),
    ("Postcards Instead of Gradients", "Training Across Links That Come and Go"),
    ("Left to Right, Right to Left", "Order Effects When Decoding Many Scripts"),
    ("Counting Spoons", "Numbers in Pictures, Asked Politely"),
    ("The Patient Sampler", "Fewer Steps for Diffusion When Nobody Hurries"),
    ("Rope Bridges", "Joining Frozen Encoders by Their Handrails"),
    ("A Ferry Timetable for Tokens", ""),
    ("Kettles and Lids", "Matching Speech to Scores Without an Ear"),
    ("Second Helpings", "When a Judge Has Tasted Its Own Cooking"),
    ("Windows on the Weather", "Context Lengths That Change With the Season"),
)
SCRIPTS = (
    "مصابيح الليل: كيف نختار التجارب الطويلة",
    "在小屏幕上阅读长文:一种分段标记方法",
    "הספסל הנודד: למידה עם קשרים שבאים והולכים",
    "小さなモデルが推測を認めるとき",
    "Ångström Steps: Ölverk's Rule for Læsing Çurves",
    "작은 저울과 큰 저울: 비 오는 날의 차이",
)
PEOPLE = ("Ines Marlow", "Tomasz Brandt", "Yuki Aldersey", "Paolo van der Meer", "Amara Osei", "Zoë Lindqvist")
TAGS = (
    ("training", "blue"), ("evaluation", "purple"), ("long context", "teal"), ("efficiency", "green"),
    ("vision", "pink"), ("agents", "red"), ("data", "yellow"), ("speech", "orange"), ("to discuss", "grey"),
)  # fmt: skip
NOTE = """## What to copy
The curve test needs only the smoothed loss, so we can run it on `pilot-03` tomorrow.

- Window: **first 2 %** of the run, after warm-up
- Compare pairs, never absolute loss
- [ ] ask for the raw curves

> Does it still hold when the data differs rather than the width?
"""


def title(at: int) -> str:
    """The title at a place of `THINGS`."""
    head, tail = THINGS[at]
    return head + (" " if head.endswith("?") else ": ") + tail if tail else head


def abstract(at: int) -> str:
    """An abstract that belongs to no paper of this world."""
    head = THINGS[at % len(THINGS)][0]
    return (
        f"We ask a plain question about {head.lower()} and answer it with {40 + at * 7} runs of modest size. "
        "The first two percent of a run already tell most of what the rest will say, if one looks at the shape "
        "of the curve and not at its height. We turn this into a rule that says stop, go on, or wait, and use it "
        f"for a month in a shared machine room, where it frees {20 + at}% of the hours without losing any of "
        "the three best results. The rule, the curves and a small tool that draws them are on the shelf by the "
        "door, with a pencil on a string for corrections."
    )


def page() -> str:
    """A saved page of invented papers, as people save theirs."""
    blocks = ["Get trending papers in your email inbox!", "Subscribe", "Mar 11"]
    for at in range(len(THINGS)):
        blocks += [title(at), abstract(at)]
    return "\n\n".join(blocks)


def manuscript(papers: list[object]) -> str:
    """A text that cites the papers that have a key, one of them wrongly, and one that is nowhere."""
    keys = [each.key for each in papers if each.key]
    cited = [*(f"As in \\cite{{{key}}}." for key in keys[:2]), "See \\cite{nobody2019scales}."]
    return "\n".join([*cited, *(f"And \\citep{{{key.title()}}}." for key in keys[2:3])])


def make_library(path: Path, *, many_scripts: bool = False) -> None:
    """Write the library of the pictures to `path`; `many_scripts` puts papers in six scripts on top."""
    from octavo.library.library import Library
    from octavo.records import Batch

    with Library.open(path, clock=lambda: NOW) as library:
        for days, source in ((6, "Daily papers"), (5, "arXiv cs.LG"), (4, "Daily papers"), (1, "Daily papers")):
            day = TODAY - timedelta(days=days)
            entries = tuple(_earlier(days, at) for at in range(8 + days))
            ids = _add(library, Batch("page text", source, "clipboard", entries), day)
            library.move(ids[: 3 + days], "done")
        titles = [*SCRIPTS, *map(title, range(12))] if many_scripts else [title(at) for at in range(len(THINGS))]
        entries = tuple(_entry(at, words) for at, words in enumerate(titles))
        batch = Batch("page text", "Daily papers", "clipboard", entries, "Mar 11", 3, 11)
        ids = _add(library, batch, TODAY)
        _decide(library, ids)
        _answer(library, ids)


def _decide(library: object, ids: tuple[int, ...]) -> None:
    for index, (name, hue) in enumerate(TAGS):
        library.tag([each for at, each in enumerate(ids) if at % (index + 3) == index % 3], name, hue=hue)
    library.star([ids[0], ids[2], ids[6]])
    library.annotate(ids[0], NOTE)
    library.mark_read([ids[0]])
    lists = (("Small-run evidence", ids[:9]), ("Reading group, spring", ids[3:8]), ("Replicate first", ids[9:12]))
    for number, (name, members) in enumerate(lists, start=1):
        library.create_list(name)
        library.add_to_list(number, members)
    library.create_list("Empty so far")
    library.mark_read(ids[12:14])


def _answer(library: object, ids: tuple[int, ...]) -> None:
    """What services said: two possible works for one paper, a published version of another; and a paper kept twice."""
    from octavo.bibliography.names import split_names
    from octavo.inquiries import Candidate, LookUp, Proposal, Sought
    from octavo.records import Batch, Entry, Identifier, Kind

    authors = tuple(split_names(["Paolo van der Meer", "Amara Osei"])[0])
    asked = library.reading.paper(ids[4])
    first = Entry(
        asked.title, authors=authors, identifiers=(Identifier("arxiv", "2603.90117"),), published="2026-03",
        kind=Kind.PREPRINT,
    )  # fmt: skip
    other = Entry(
        "Neighbourly Experts, Again: Routing Without Looking Sideways", authors=authors[1:], published="2025",
        kind=Kind.ARTICLE, venue="Harbour Workshop", identifiers=(Identifier("doi", "10.9999/hw.7"),),
    )  # fmt: skip
    found = (
        Candidate("arXiv", first, "ask", ("Same title", "Same year"), ("The abstract is another",)),
        Candidate("Crossref", other, "ask", ("Same first words",), ("Other title", "Other year")),
    )
    library.look_ups.take(LookUp(asked.id, Sought.ASKED, "arXiv", found))
    fields = {"venue": "Journal of Made-Up Gardens", "published": "2026", "kind": "article", "other.volume": "12"}
    why = "Crossref has a work with the same title and authors."
    library.proposals.propose(Proposal(ids[3], "published", "Crossref", fields, why))
    again = Entry(title(3).replace("One", "a Single"), abstract(3), authors=authors, published="2025")
    _add(library, Batch("page text", "arXiv cs.LG", "clipboard", (again,)), TODAY - timedelta(days=5))
    library.assign_keys(ids[:4])


def _entry(at: int, words: str) -> object:
    """The paper in that place of today's page: two of three with their people, dates and numbers."""
    from octavo.bibliography.names import split_names
    from octavo.records import Entry, Identifier, Kind, SourceLines

    lines = SourceLines(4 + 4 * at, 6 + 4 * at)
    if at % 3 == 1:
        return Entry(words, abstract(at), lines=lines)
    authors, _more = split_names(list(PEOPLE[at % 4 : at % 4 + 3]))
    return Entry(
        words, abstract(at), authors=tuple(authors), identifiers=(Identifier("arxiv", f"2603.{99000 + at}"),),
        published="2026-03", kind=Kind.PREPRINT, details={"primary_class": "cs.LG"}, lines=lines, votes=210 - 9 * at,
    )  # fmt: skip


def _earlier(days: int, at: int) -> object:
    from octavo.records import Entry

    goods = ("parcels", "kettles", "window panes", "lamps", "ropes", "chairs", "bottles", "ladders", "maps", "clocks")
    what, count = goods[(days + at) % len(goods)], 11 * (at + 1) + days
    words = (
        f"On {count} mornings we weigh {what} with {at + 2} small scales and one large one, and compare the sums. The "
        f"small scales agree on dry days and differ by a spoonful in rain, because string drinks water. A table for "
        f"{what} takes the weather into account; with it they are right {count} times of {count + 9}."
    )
    return Entry(f"Harbour Study {days}.{at + 1}: Weighing {what.capitalize()} With {at + 2} Small Scales", words)


def _add(library: object, batch: object, day: date) -> tuple[int, ...]:
    steps = library.add(batch, day=day)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value.ids

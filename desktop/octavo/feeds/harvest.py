"""Papers mentioned in any text, page or mail: arXiv numbers, DOIs and links to papers, each with the words it links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser

from octavo.feeds.decoding import MAX_LINES, tidy, without_entities
from octavo.feeds.fields import doi_identifier, find_doi, one_line
from octavo.feeds.identifiers import find_arxiv_ids, first_submitted
from octavo.feeds.number_list import ONLY_A_NUMBER
from octavo.feeds.page_lines import without_bullet
from octavo.records import Batch, Entry, Identifier, Leftover, SourceLines

ONLY_A_DOI: Final = "Only the DOI was given; its title is not known yet."

#: Most papers taken from one input; a newsletter has tens, a survey's reference list some hundreds.
MOST_PAPERS: Final = 5_000
_ARXIV: Final = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|ps)/|huggingface\.co/papers/|alphaxiv\.org/(?:abs|pdf)/|10\.48550/arxiv\.|"
    r"\barxiv:\s?)(?:[a-z-]{2,10}(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d{1,3})?(?!\d)",
    re.IGNORECASE,
)
_PAPERS_LINK: Final = re.compile(r"^/papers/(\d{4}\.\d{4,5})(?!\d)")
_DOI: Final = re.compile(r"(?<![\w.])10\.\d{4,9}/[^\s\"'<>|\\^`{}\[\]“”„‘’«»]{1,200}")
_DOI_END: Final = re.compile(r"[.,;:!?*_]+$")
_MARKDOWN: Final = re.compile(r"\[([^\[\]\n]{3,300})\]\(\s*<?([^()\s<>]{8,500})")
_ADDRESS_ONLY: Final = re.compile(
    # Nothing is given back, or a line of brackets would take time by its cube.
    r"[\W_]*+(?:(?:link|url|pdf|paper|abstract|abs|arxiv|doi)\W{0,3})*+\S*+[\W_]*+",
    re.IGNORECASE,
)
#: What links say that do not name the paper they lead to.
_NO_TITLE: Final = re.compile(
    r"(?:view|read|see|get|open|download|click|share|save|visit|check)(?:\s+(?:this|the|it|full|on|in|at|as|a|our|whole|"
    r"out|original|your))*\s+(?:arxiv|pdf|paper|more|here|online|abstract|html|full ?text|link|browser|version|page|"
    r"site|github|hugging face|article)\b.{0,20}|"
    r"(?:the\s+)?(?:arxiv|hf|hugging face|github|project|paper|abs(?:tract)?|pdf|html|full ?text|doi|code|link)"
    r"(?:\s+(?:page|link|pdf|abs(?:tract)?|paper|preprint|version|code|html|repo(?:sitory)?))*|"
    r"\W*[\d.,]+k?\s+(?:comments?|votes?|upvotes?|authors?|stars?|likes?)|[\d\W]*(?:v\d+)?|submitted by .*|https?://.*",
    re.IGNORECASE,
)
_REDIRECTS: Final = frozenset({"url", "u", "q", "target", "redirect", "dest", "destination", "link"})
_LONGEST_TITLE: Final = 300
_LONGEST_LINE: Final = 20_000
_LONGEST_ADDRESS: Final = 4_000


@dataclass(slots=True)
class _Mention:
    """A paper, its title as far as it is known, and the lines where it stands."""

    identifier: Identifier
    title: str = ""
    first: int = 0
    last: int = 0


class _Reading:
    """One pass over the lines of a text."""

    def __init__(self) -> None:
        self.found: dict[Identifier, _Mention] = {}
        self.leftovers: list[Leftover] = []
        #: The line just above, when it can be the title of what is alone on the next one.
        self._above = ""
        self._above_number = 0

    def read(self, line: str, number: int) -> None:
        """Take the papers that a line mentions, and what else it is as a leftover."""
        cut = line[:_LONGEST_LINE] if number <= MAX_LINES else ""
        titles = {each: _title(words) for words, address in _MARKDOWN.findall(cut) for each in _in_address(address)}
        here = list(dict.fromkeys([*titles, *identifiers_in(cut)]))
        fresh = [each for each in here if each not in self.found][: MOST_PAPERS - len(self.found)]
        first = number
        alone = len(here) == 1 and bool(fresh) and not titles.get(here[0]) and _ADDRESS_ONLY.fullmatch(cut)
        if alone and self._above and self._above_number == number - 1:
            titles[here[0]] = self._above
            first = self._above_number
            self.leftovers.pop()
        for each in fresh:
            self.found[each] = _Mention(each, titles.get(each, ""), first, number)
        for each in here:
            if each in self.found and not self.found[each].title:
                self.found[each].title = titles.get(each, "")
        if not fresh:
            self.leftovers.append(Leftover(number, line[:500], "furniture" if here else "not placed"))
        self._above, self._above_number = "" if here else _title(without_bullet(line)), number


def mentions_papers(text: str) -> bool:
    """Does the text hold anything marked as an arXiv number, or a DOI?"""
    return _ARXIV.search(text) is not None or _DOI.search(text) is not None


def harvest_text(text: str) -> Batch:
    """The papers that plain text or Markdown mentions, each once, at the line of its first mention.

    A title is the text of a Markdown link, or the line above an address that stands alone. Lines without a paper are
    leftovers.
    """
    reading = _Reading()
    for number, line in enumerate(tidy(without_entities(text)).split("\n"), 1):
        if line.strip():
            reading.read(line.strip(), number)
    entries = tuple(_entry(mention) for mention in reading.found.values())
    return Batch("harvest", "Mentioned papers", "", entries, leftovers=tuple(reading.leftovers))


def harvest_html(markup: str) -> Batch:
    """The papers that a page or HTML mail links or mentions, each once, in order; a link's words are its title.

    Of several links to one paper the longest words count that can be a title. Links through another site's
    redirection are followed where the address itself says where to.
    """
    tree = LexborHTMLParser(markup)
    tree.strip_tags(["script", "style", "template", "head"])
    found: dict[Identifier, _Mention] = {}
    for link in tree.css("a[href]"):
        for identifier in _in_address(link.attributes.get("href") or ""):
            if identifier not in found and len(found) >= MOST_PAPERS:
                continue
            mention = found.setdefault(identifier, _Mention(identifier))
            title = _title(one_line(link.text(deep=True, separator=" "), 2 * _LONGEST_TITLE))
            if len(title) > len(mention.title):
                mention.title = title
    words = tree.body.text(separator="\n", strip=True) if tree.body else ""
    for identifier in identifiers_in(tidy(words)):
        if len(found) < MOST_PAPERS:
            found.setdefault(identifier, _Mention(identifier))
    return Batch("harvest", "Mentioned papers", "", tuple(_entry(mention) for mention in found.values()))


def identifiers_in(text: str) -> list[Identifier]:
    """The marked arXiv numbers and the DOIs of a text, each once, in order of their places."""
    places: list[tuple[int, Identifier]] = []
    for match in _ARXIV.finditer(text):
        number = re.search(
            r"[a-z-]+(?:\.[A-Z]{2})?/\d{7}$|\d{4}\.\d{4,5}$", re.sub(r"v\d+$", "", match[0]), re.IGNORECASE
        )
        places.extend(
            (match.start(), Identifier("arxiv", each)) for each in find_arxiv_ids(number[0] if number else "")
        )
    for match in _DOI.finditer(text):
        if doi := find_doi(_without_end(match[0])):
            places.append((match.start(), doi_identifier(doi)))
    return list(dict.fromkeys(identifier for _, identifier in sorted(places, key=lambda place: place[0])))


def _in_address(address: str) -> list[Identifier]:
    """The papers an address leads to: its own, else the one of the address it forwards to."""
    address = address.strip()[:_LONGEST_ADDRESS]
    local = _PAPERS_LINK.match(address)
    if local:
        return identifiers_in(f"arxiv:{local[1]}")
    found = identifiers_in(address.split("?")[0].split("#")[0])
    if found or "?" not in address:
        return found
    try:
        pairs = parse_qsl(urlsplit(address).query, max_num_fields=50)
    except ValueError:
        return []
    return next((inner for name, value in pairs if name.lower() in _REDIRECTS and (inner := identifiers_in(value))), [])


def _without_end(doi: str) -> str:
    """A DOI without the punctuation of the sentence around it; a bracket stays where its partner is in the DOI."""
    while True:
        shorter = _DOI_END.sub("", doi)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == doi:
            return doi
        doi = shorter


def _title(words: str) -> str:
    """The words when they can be a paper's title, else ""."""
    title = " ".join(words.strip(" \t*_\"'“”[]|").split())
    if len(title.split()) < 2 or len(title) > _LONGEST_TITLE or _NO_TITLE.fullmatch(title) or identifiers_in(title):
        return ""
    return title


def _entry(mention: _Mention) -> Entry:
    number = mention.identifier
    arxiv = number.scheme == "arxiv"
    problem = ONLY_A_NUMBER if arxiv else ONLY_A_DOI
    return Entry(
        title=mention.title or (f"arXiv:{number.value}" if arxiv else f"doi:{number.value}"),
        identifiers=(number,),
        published=first_submitted(number.value) if arxiv else "",
        lines=SourceLines(mention.first, mention.last) if mention.first else None,
        problems=() if mention.title else (problem,),
    )

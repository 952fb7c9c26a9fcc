"""What one command works with: the library it names, where its answer goes, and how it finds papers."""

from __future__ import annotations

import contextlib
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from octavo.library.reading import Reading
from octavo.library.refusals import LibraryTooOld, NotFound
from octavo.records import OctavoError, ReadingList

if TYPE_CHECKING:
    from octavo.library.library import Library

DONE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
ENVIRONMENT: Final = 3
INTERRUPTED: Final = 130


class Misused(OctavoError):
    """The command line asks for something that makes no sense; the sentence says what to write instead."""


class Unavailable(OctavoError):
    """A file, folder or display the command needs cannot be used."""


@dataclass
class Session:
    """The library file of this command, and its streams. `named` is true when the person gave the file."""

    library_file: Path
    named: bool = False
    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    @contextlib.contextmanager
    def library(self) -> Iterator[Library]:
        """The library, open for writing; made when it is not there. Its folder must be there if the person named it."""
        # SQLAlchemy takes half a second to load, so only the verbs that write wait for it.
        from octavo.library.library import Library

        if self.named and not self.library_file.parent.is_dir():
            raise Unavailable(f"The folder {self.library_file.parent} does not exist. Create it, or name another file.")
        self._refuse_a_folder()
        with Library.open(self.library_file) as library:
            yield library

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reading]:
        """The library for reading only. Raises Unavailable when there is none yet."""
        self._refuse_a_folder()
        if not self.library_file.exists():
            raise Unavailable(f"There is no library at {self.library_file} yet. Import a page to make one.")
        try:
            reading = Reading(self.library_file)
        except LibraryTooOld:
            with self.library() as library:
                yield library.reading
            return
        try:
            yield reading
        finally:
            reading.close()

    def say(self, sentence: str) -> None:
        """A message for the person, on standard error."""
        print(printable(sentence), file=self.err)

    def show(self, text: str = "") -> None:
        """A line of the answer, on standard output; for people, so not with --json."""
        if not self.as_json:
            print(printable(text), file=self.out)

    def give(self, value: object) -> None:
        """The answer as JSON, with --json."""
        if self.as_json:
            json.dump(value, self.out, ensure_ascii=False, indent=2)
            print(file=self.out)

    def standard_input(self, most: int) -> bytes:
        """Up to `most` bytes of standard input."""
        return sys.stdin.buffer.read(most) if sys.stdin else b""

    def _refuse_a_folder(self) -> None:
        if self.library_file.is_dir():
            raise Unavailable(f"{self.library_file} is a folder. Name a library file in it.")


def find_papers(reading: Reading, names: Iterable[str]) -> list[int]:
    """The ids of papers named by id, citation key, uuid, arXiv number or DOI, each once. Raises NotFound."""
    from octavo.feeds.identifiers import find_arxiv_ids

    found: dict[int, None] = {}
    for name in names:
        paper_id = reading.find(name)
        if paper_id is None:
            numbers = find_arxiv_ids(name)
            paper_id = reading.find(numbers[0]) if len(numbers) == 1 else None
        if paper_id is None:
            raise NotFound(f"There is no paper “{name}” in this library. Find its number with: octavo search WORDS")
        found[paper_id] = None
    return list(found)


def find_list(reading: Reading, name: str) -> ReadingList:
    """The reading list of this name. Raises NotFound with the names there are."""
    found = reading.list_named(name)
    if found is None:
        names = ", ".join(each.name for each in reading.lists()) or "none yet"
        raise NotFound(f"There is no reading list “{name}”. Reading lists: {names}.")
    return found


def printable(text: str) -> str:
    """`text` without characters that would steer a terminal; line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs"))


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 paper", "86 papers"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else list(parts))

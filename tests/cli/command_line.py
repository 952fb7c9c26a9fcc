"""The command line as a person meets it: words in, an answer, messages and an exit code out."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from octavo.cli import main

NAMES = ("Anchor", "Bottle", "Candle", "Drawer", "Engine", "Feather")


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


class Octavo:
    """Runs commands on one library. A command that must succeed is made with `do`, any other with `try_to`."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder, self.library = folder, folder / "library.octavo"
        self._capture, self._patch = capture, patch

    def try_to(self, *words: str, given: bytes = b"") -> Answer:
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        self._capture.readouterr()
        code = main(["--library", str(self.library), *words])
        out, err = self._capture.readouterr()
        return Answer(code, out, err)

    def do(self, *words: str, given: bytes = b"") -> Answer:
        answer = self.try_to(*words, given=given)
        assert answer.code == 0, answer.err
        return answer

    def json(self, *words: str, given: bytes = b"") -> Any:
        return self.do("--json", *words, given=given).value

    def begin_with(self, kept: Path, first: Callable[[], object]) -> None:
        """Go on from the library kept there. Who comes first makes it: for the others a copy is quicker."""
        if not kept.exists():
            first()
            shutil.copyfile(self.library, kept)
            return
        for beside in self.folder.glob(f"{self.library.name}-*"):
            beside.unlink()
        shutil.copyfile(kept, self.library)

    def page(self, *, date: str = "Mar 11", names: tuple[str, ...] = NAMES) -> Path:
        blocks = [date]
        for name in names:
            blocks += [
                f"{name}: Finding Lost Things in Small Houses",
                f"We look for every {name.lower()} that was lost in a small house last winter. Most were under the "
                "stairs, some were in the garden, and one had never been lost at all. We describe a method that looks "
                "under the stairs first, compare it with asking a neighbour, and find that both take one afternoon.",
            ]
        file = self.folder / "page.txt"
        file.write_text("\n\n".join(blocks), encoding="utf-8")
        return file

"""From the start of the process to the list painted, against a process that paints an empty window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, ClassVar

from measure import Metric, childrens_cpu

from octavo.library.library import Library

EMPTY = Path(__file__).with_name("empty_window.py")
OCTAVO = Path(__file__).with_name("first_paint.py")


class StartWindow(Metric):
    name: ClassVar[str] = "start"
    floor_words: ClassVar[str] = "a process that paints an empty window"
    bound: ClassVar[float] = 1.8
    clock = staticmethod(childrens_cpu)

    def prepare(self) -> None:
        self.path = Path(self.folder) / f"start {self.size}.octavo"
        with Library.open(self.path) as library:
            for _ in library.add(self.corpus.batch(self.size)):
                pass
        self.told: dict[str, Any] = {}

    def run(self, *command: str) -> str:
        # Compiled modules are kept between rounds, as they are for a person, whatever this machine says about them.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {
            "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
            "OCTAVO_PROFILE": str(self.folder),
            "OCTAVO_BENCH_START": str(time.time()),
        }
        return subprocess.run(
            [sys.executable, *command], stdout=subprocess.PIPE, text=True, check=True, env=environment
        ).stdout

    def floor(self) -> None:
        self.run(str(EMPTY))

    def product(self) -> None:
        self.told = json.loads(self.run(str(OCTAVO), str(self.path)))

    def also(self) -> dict[str, str]:
        loaded = self.told["modules"]
        early = [name for name in ("sqlalchemy", "pylatexenc", "selectolax") if name in loaded]
        return {
            "modules at first paint": f"{len(loaded)}, of those that could wait: {', '.join(early) or 'none'}",
            "process start to paint, wall": f"{self.told['wall'] * 1000:.0f} ms",
        }

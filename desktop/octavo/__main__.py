"""Which face does this start? Nothing or one file: the window. Anything else: the command line."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_NO_DISPLAY = (
    "There is no display here, so Octavo cannot open its window. Everything it does can be done from this command line:"
)
_ENVIRONMENT = 3
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Start Octavo with these arguments and answer its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if wants_window(words):
            return _open_window(words)
        from octavo.cli import main as run

        return run(words)
    except KeyboardInterrupt:
        return _INTERRUPTED


def wants_window(words: Sequence[str]) -> bool:
    """True for no words, or one word that names a file; `--library FILE` may stand beside either."""
    rest = _without_library(words)
    if not rest:
        return True
    if len(rest) > 1 or rest[0].startswith("-"):
        return False
    from octavo.cli.arguments import verbs

    return rest[0] not in verbs() and (Path(rest[0]).exists() or Path(rest[0]).suffix != "" or os.sep in rest[0])


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Can a window be shown? On Linux and its kin only when the environment names a place for it."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _open_window(words: list[str]) -> int:
    if not has_display(os.environ, sys.platform):
        return _show_command_line(_NO_DISPLAY)
    # Nothing made on the way to the window is ever garbage; `starting` turns the search for it on again.
    gc.disable()
    try:
        from octavo.gui.starting import main as open_window
    except ImportError as error:
        missing = str(error).split(":")[0]
        return _show_command_line(
            f"Octavo cannot open its window, because a part of Qt is missing ({missing}). The README says how to get "
            "it. Everything Octavo does can be done from this command line:"
        )
    return open_window(words)


def _show_command_line(sentence: str) -> int:
    from octavo.cli.arguments import parser

    print(f"{sentence}\n", file=sys.stderr)
    parser().print_help(sys.stderr)
    return _ENVIRONMENT


def _without_library(words: Sequence[str]) -> list[str]:
    rest: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word == "--library":
            skip = True
        elif not word.startswith("--library="):
            rest.append(word)
    return rest


if __name__ == "__main__":
    sys.exit(main())

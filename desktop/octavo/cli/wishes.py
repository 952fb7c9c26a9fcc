"""What the person chose once and a command takes up: preferences of the window that hold for the command line too."""

from __future__ import annotations

import argparse

from octavo import paths
from octavo.bibliography.key_pattern import pattern_from
from octavo.settings import KEY_PATTERN, Settings


def key_pattern(arguments: argparse.Namespace) -> str:
    """The pattern for new citation keys: that of the command, else that of the preferences. Raises BadPattern."""
    asked: str | None = getattr(arguments, "key_pattern", None)
    pattern = asked if asked is not None else Settings(paths.settings_file()).get(KEY_PATTERN)
    pattern_from(pattern)
    return pattern

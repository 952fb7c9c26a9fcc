"""The same verbs as the window's, without a display: arguments in, text or JSON out, an exit code at the end."""

from __future__ import annotations

from octavo.cli.running import main

__all__ = ["main"]

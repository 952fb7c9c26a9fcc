"""What arrives: bytes or text in, one `Batch` of `Entry` values out. Pure, and never touches the library."""

from __future__ import annotations

from octavo.feeds.days import by_day
from octavo.feeds.decoding import MAX_BYTES
from octavo.feeds.detect import read
from octavo.feeds.pdf import without_files
from octavo.feeds.sample import sample_batch

__all__ = ["MAX_BYTES", "by_day", "read", "sample_batch", "without_files"]

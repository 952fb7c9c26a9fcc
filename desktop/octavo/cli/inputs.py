"""What a command reads besides its words: a file that was named, or standard input."""

from __future__ import annotations

from pathlib import Path

from octavo.cli.session import Session, Unavailable
from octavo.feeds.decoding import MAX_BYTES, too_large_sentence


def read_input(session: Session, name: str) -> bytes:
    """The bytes of a file, or of standard input for "-", up to the limit. Raises Unavailable with a sentence."""
    if name == "-":
        return session.standard_input(MAX_BYTES + 1)
    path = Path(name)
    try:
        if path.is_dir():
            raise Unavailable(f"{name} is a folder. Name the files in it.")
        if path.stat().st_size > MAX_BYTES:
            raise Unavailable(f"{name} was not read. {too_large_sentence(path.stat().st_size)}")
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unavailable(f"There is no file {name}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unavailable(f"{name} cannot be read ({reason}).") from error

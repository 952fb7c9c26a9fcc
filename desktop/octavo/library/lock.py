"""The instance lock: at most one Octavo writes to a library, and a killed one leaves nothing behind."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from octavo.library.refusals import IN_USE, LibraryInUse

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class InstanceLock:
    """A lock the operating system holds on a small file beside the library, and frees when the process ends.

    The file stays when the lock is given back: removing it would let two processes lock two files of one name.
    """

    def __init__(self, library: Path) -> None:
        """Take the lock for `library`. Raises LibraryInUse when another has it, OSError where there are no locks."""
        self.path = library.with_name(library.name + ".lock")
        self._descriptor: int | None = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._descriptor)
        except OSError as error:
            self.release()
            if error.errno in _TAKEN:
                raise LibraryInUse(IN_USE) from None
            raise

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

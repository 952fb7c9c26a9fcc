"""When the library cannot be opened: try again, go back to a copy, or open another library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QFileDialog, QWidget

from octavo.gui.dialogs.refused_sheet import RefusedSheet
from octavo.gui.one_window import knock
from octavo.library.copies import copies, restore
from octavo.library.refusals import LibraryInUse
from octavo.records import OctavoError


class Refusing(QObject):
    """Nothing here is written before the person chose it; a library that is replaced is kept beside the new one."""

    def __init__(
        self,
        library: Path,
        window: QWidget,
        make_sheet: Callable[[], RefusedSheet],
        try_again: Callable[[], None],
        today: Callable[[], date],
        files: Sequence[Path] = (),
    ) -> None:
        """`files` were to be imported; the window that has the library gets them."""
        super().__init__()
        self._files = files
        self._library, self._window, self._make_sheet = library, window, make_sheet
        self._try_again, self._today = try_again, today

    def refuse(self, error: OctavoError) -> None:
        """Say why, and offer the ways on."""
        sheet = self._make_sheet()
        sheet.again.connect(self._try_again)
        sheet.show_wanted.connect(
            lambda: knock(self._library, self._files, lambda done: self._shown(sheet, done), sheet)
        )
        sheet.rejected.connect(self._window.close)
        sheet.other_wanted.connect(lambda: self._choose_other(sheet))
        sheet.restore_wanted.connect(lambda copy: self._restore(sheet, copy))
        in_use = isinstance(error, LibraryInUse)
        sheet.explain(error.sentence, self._library, copies(self._library), self._today(), in_use=in_use)

    def _shown(self, sheet: RefusedSheet, done: bool) -> None:
        """The other window is in front, and this one may go; or nobody answered."""
        if done:
            sheet.reject()
        else:
            sheet.say("The other window does not answer. Close it there, then try again.")

    def _restore(self, sheet: RefusedSheet, copy: Path) -> None:
        try:
            restore(copy, self._library, datetime.now(UTC))
        except OctavoError as error:
            sheet.say(error.sentence)
            return
        sheet.accept()
        self._try_again()

    def _choose_other(self, sheet: RefusedSheet) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self._window, "Open another library", str(self._library.parent), "Libraries (*.octavo)"
        )
        if name:
            # A window belongs to one library from its first object on.
            QProcess.startDetached(sys.executable, ["-m", "octavo", "--library", name])
            sheet.reject()

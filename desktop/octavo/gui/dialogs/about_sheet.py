"""About Octavo: its version, where the library lies, and whose work it stands on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from octavo import __version__
from octavo.gui.controls.sheet import Sheet
from octavo.gui.dialogs.labels import Column, Hairline, Label
from octavo.gui.theme import Theme

_WHAT: Final = "A reading desk for research papers. Your library stays on this computer."
LICENCES: Final = (
    ("Qt and PySide6", "The window toolkit, used under the GNU LGPL, version 3. Qt can be replaced by your own build."),
    ("Inter", "Interface typeface by Rasmus Andersson. SIL Open Font License 1.1."),
    ("Octavo Serif", "Source Serif 4 by Frank Grießhammer, renamed as its licence asks. SIL Open Font License 1.1."),
    ("JetBrains Mono", "Code typeface by JetBrains. SIL Open Font License 1.1."),
    ("Lucide", "Icons. ISC License."),
    ("SQLAlchemy, selectolax, pylatexenc, platformdirs", "MIT License."),
    ("anyascii", "ISC License."),
    ("citeproc-py", "BSD 2-Clause License."),
    ("Citation styles", "By the CSL project, https://citationstyles.org. Creative Commons BY-SA 3.0."),
)


class AboutSheet(Sheet):
    """Plain facts; every line can be selected and copied."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Octavo", width=520, height=560, parent=parent)
        self._content = QWidget()
        self.path = Label(theme, "", "body", wrap=True)
        self._build()
        self.close_foot = self.add_button("Close", key="Esc")
        self.close_foot.clicked.connect(self.reject)

    def show_about(self, library: Path) -> None:
        """Open; `library` is the file that is open."""
        self.set_title("Octavo", f"Version {__version__}, on Qt {qVersion()}")
        self.path.setText(str(library))
        self.open_sheet(self.close_foot)

    def _build(self) -> None:
        theme, px = self._theme, self._theme.px
        column = QVBoxLayout(self._content)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(6))
        column.addWidget(Label(theme, _WHAT, wrap=True))
        column.addSpacing(px(12))
        column.addWidget(Label(theme, "Library", "caption_strong", "text2"))
        column.addWidget(self.path)
        column.addSpacing(px(8))
        column.addWidget(Hairline(theme))
        column.addSpacing(px(8))
        column.addWidget(Label(theme, "Made with", "caption_strong", "text2"))
        for name, words in LICENCES:
            column.addSpacing(px(4))
            column.addWidget(Label(theme, name, "body_strong", wrap=True))
            column.addWidget(Label(theme, words, "caption", "text2", wrap=True))
        column.addStretch(1)
        for label in self._content.findChildren(Label):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(Column(theme, self._content), 1)

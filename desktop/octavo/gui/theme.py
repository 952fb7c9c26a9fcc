"""Tokens made into Qt: colours, fonts and icons for this screen, following the system's light or dark."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QToolTip, QWidget

from octavo.gui.colours import coloured, mix, system_accent
from octavo.gui.pictures import Pictures
from octavo.gui.tokens import LIGHT, TAG_COLOURS, TAG_FILL, TYPE, Tokens

if TYPE_CHECKING:
    from octavo.gui.motion import Motion

#: Fonts a bare Linux session answers when nothing is configured: not an interface face.
_NO_REAL_FONT = {"Sans Serif", "Sans", "sans-serif", "DejaVu Sans", "Helvetica", ""}

_WIDTHS_KEPT = 2_000

#: Colours by palette role and no sizes, so that it is set once: setting it again styles each widget anew.
_STYLE_SHEET = """
QToolTip { background: palette(tool-tip-base); color: palette(tool-tip-text); border: 0; padding: 4px 8px; }
QMenu { background: palette(button); color: palette(text); border: 1px solid palette(mid); padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 5px; }
QMenu::item:selected { background: palette(highlight); color: palette(text); }
QMenu::item:disabled { color: palette(dark); }
QMenu::separator { height: 1px; background: palette(mid); margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenuBar { background: palette(window); color: palette(text); border-bottom: 1px solid palette(mid); }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 5px; }
QMenuBar::item:selected { background: palette(midlight); }
"""


class Theme(QObject):
    """What every painted widget reads while painting.

    `changed`: colours, fonts or motion are other ones; whoever keeps a colour takes it anew, and every window paints
    itself again without being told. `resized`, after it: lengths and fonts are other ones; measure again.
    `choice` is "system", "light" or "dark"; `scale` multiplies every length and type size (0.9 to 2.0); `accent` is
    "system" or "octavo"; `more_contrast` is the person's wish, and the system may have it too.
    """

    changed = Signal()
    resized = Signal()

    def __init__(
        self, resources: Path, *, choice: str = "system", scale: float = 1.0, accent: str = "system",
        more_contrast: bool = False, system_accent: Callable[[], QColor | None] = system_accent,
    ) -> None:  # fmt: skip
        super().__init__()
        self._icons = resources / "icons"
        self._faces = resources / "fonts"
        self._families = _families()
        self._registered: set[str] = set()
        self._choice = choice
        self._user_scale = scale
        self._accent, self._system_accent = accent, system_accent
        self._more_contrast = more_contrast
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetricsF] = {}
        self._widths: dict[tuple[str, str], float] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._shapes: dict[tuple[str, int, float], QPixmap] = {}
        self.pictures = Pictures()
        self.dark = False
        self.still = False
        self.factor = 0.0
        self.tokens: Tokens = LIGHT
        # Held: what it answers is gone with it. Qt knows of contrast since 6.10.
        self._hints = QGuiApplication.styleHints()
        self._wishes = self._hints.accessibility() if hasattr(self._hints, "accessibility") else None
        self._hints.colorSchemeChanged.connect(self._follow)
        QGuiApplication.instance().paletteChanged.connect(self._hear_accent)  # type: ignore[union-attr]
        if self._wishes is not None:
            self._wishes.contrastPreferenceChanged.connect(self._follow)
        self._settle()

    def apply(self, app: QApplication, *, first_paint: bool = False) -> None:
        """Set style, palette, font and the small style sheet; call once, before the first widget.

        For a `first_paint` the style is set with the application, and menus are dressed later, by `dress_menus`:
        under a style sheet each widget is looked at before it shows, and Python learns all of QStyle.
        """
        # Without it a widget under an application's style sheet keeps the palette it was made with.
        app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        if not first_paint:
            app.setStyle("Fusion")
            self.dress_menus(app)
        self._dress(app)

    def dress_menus(self, app: QApplication) -> None:
        """Give menus and tool tips their look, before the first of them shows."""
        if app.styleSheet() != _STYLE_SHEET:
            app.setStyleSheet(_STYLE_SHEET)

    def choose(self, choice: str) -> None:
        """Follow the system, or stay light or dark whatever it says; native dialogs follow too."""
        self._choice = choice
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice, Qt.ColorScheme.Unknown)
        self._hints.setColorScheme(scheme)
        self._follow()

    def take_accent(self, accent: str) -> None:
        """Use the accent colour of the "system", where it has one, or always "octavo"'s own."""
        self._accent = accent
        self._follow()

    def strengthen(self, more: bool) -> None:
        """Show lines and greys with `more` contrast, or leave it to the system."""
        self._more_contrast = more
        self._follow()

    def resize(self, scale: float) -> None:
        """Set the person's text size, 0.9 to 2.0."""
        self._user_scale = min(2.0, max(0.9, scale))
        self._follow()

    @cached_property
    def motion(self) -> Motion:
        """What runs every animation, or puts things in their place at once when nothing is to move."""
        # Nothing moves before the first paint.
        from octavo.gui.motion import Motion

        return Motion(lambda: self.still)

    def calm(self, still: bool) -> None:
        """Let nothing move (`still`), or leave it to the system whether anything does."""
        if still != self.still:
            self.still = still
            self.changed.emit()

    def px(self, length: float) -> int:
        """A design length in this window's device-independent pixels."""
        return round(length * self.factor)

    def font(self, token: str) -> QFont:
        """The font of one step of the type scale; the same object each time."""
        font = self._fonts.get(token)
        if font is None:
            font = self._fonts[token] = self._make_font(token)
        return font

    def metrics(self, token: str) -> QFontMetricsF:
        """The measures of the font of one step of the type scale."""
        metrics = self._metrics.get(token)
        if metrics is None:
            metrics = self._metrics[token] = QFontMetricsF(self.font(token))
        return metrics

    def width(self, words: str, token: str) -> float:
        """How many px a short text takes in one line; measured once, for labels are painted over and over."""
        width = self._widths.get((words, token))
        if width is None:
            if len(self._widths) >= _WIDTHS_KEPT:
                self._widths.clear()
            width = self._widths[words, token] = self.metrics(token).horizontalAdvance(words)
        return width

    def line(self, token: str) -> int:
        """The line height of one step of the type scale, scaled."""
        return self.px(TYPE[token].line)

    @property
    def raised_line(self) -> QColor:
        """The hairline on sheets and popovers: in dark the panes' own is lost on their lighter ground."""
        return self.tokens.line_strong if self.dark else self.tokens.line

    def tag_colours(self, hue: str) -> tuple[QColor, QColor, QColor]:
        """Dot, ink and chip fill of a tag hue."""
        light, dark = TAG_COLOURS.get(hue, TAG_COLOURS["grey"])
        dot, ink = dark if self.dark else light
        return QColor(f"#{dot}"), QColor(f"#{ink}"), mix(QColor(f"#{dot}"), self.tokens.list_, TAG_FILL[self.dark])

    def icon(self, name: str, role: str = "text2", size: int = 16) -> QIcon:
        """A Lucide icon that is drawn in the colours of the moment, sharp at any ratio."""
        return QIcon(_ThemedIcon(self, name, role, size))

    def pixmap(self, name: str, role: str = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The icon as `size` scaled px, rendered for the device ratio."""
        colour: QColor = getattr(self.tokens, role)
        return self.coloured_pixmap(name, colour, size, ratio)

    def coloured_pixmap(self, name: str, colour: QColor, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Like `pixmap`, for a colour that is no role (a tag's ink)."""
        key = (name, colour.name(QColor.NameFormat.HexArgb), self.px(size), ratio)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = _inked(self._shape(name, self.px(size), ratio), colour)
        return pixmap

    def _shape(self, name: str, side: int, ratio: float) -> QPixmap:
        """The icon as ink on nothing, drawn once for all colours: a theme switch draws none of them again."""
        key = (name, side, ratio)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._shapes[key] = _render(self._icons / f"{name}.svg", side, ratio)
        return shape

    def _hear_accent(self) -> None:
        # Said of the theme's own palette too.
        if self._wanted_accent() != self._shown_accent:
            self._follow()

    def _wanted_accent(self) -> int | None:
        accent = self._system_accent() if self._accent == "system" else None
        return None if accent is None else accent.rgba()

    def _system_wants_contrast(self) -> bool:
        wishes = self._wishes
        return wishes is not None and wishes.contrastPreference() == Qt.ContrastPreference.HighContrast

    def _follow(self) -> None:
        before = self.factor
        self.pictures.forget()
        self._settle()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._dress(app)
        self.changed.emit()
        for window in QApplication.topLevelWidgets():
            window.update()
        if self.factor != before:
            self.resized.emit()

    def _settle(self) -> None:
        scheme = self._hints.colorScheme()
        self.dark = self._choice == "dark" or (self._choice != "light" and scheme == Qt.ColorScheme.Dark)
        self._shown_accent = self._wanted_accent()
        self.tokens = coloured(self.dark, self._shown_accent, self._more_contrast or self._system_wants_contrast())
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        pixels = system.pixelSize() if system.pixelSize() > 0 else round(system.pointSizeF() * 96 / 72)
        # 12 px is the ordinary size on Windows and bare Linux: only a size the person enlarged scales the window.
        factor = max(1.0, pixels / 13) * self._user_scale
        if factor != self.factor:
            # Icons are kept by colour: light and dark need not be drawn again at each change.
            self.factor = factor
            self._fonts.clear()
            self._metrics.clear()
            self._widths.clear()
            self._pixmaps.clear()
            self._shapes.clear()

    def _dress(self, app: QApplication) -> None:
        app.setPalette(_palette(self.tokens))
        app.setFont(self.font("body"))
        QToolTip.setFont(self.font("caption"))
        if app.styleSheet():
            _style_menus_anew(app)

    def _registered_family(self, use: str) -> str:
        """The family for `use`; bundled files are loaded when a font of theirs is first asked for."""
        family = self._families[use]
        if family and family not in self._registered:
            self._registered.add(family)
            for file in sorted(self._faces.rglob(f"{family.replace(' ', '')}-*.[ot]tf")):
                QFontDatabase.addApplicationFont(str(file))
        return family

    def _make_font(self, token: str) -> QFont:
        face = TYPE[token]
        family = self._registered_family(face.family)
        font = QFont(family) if family else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPixelSize(max(8, self.px(face.size)))
        font.setWeight(QFont.Weight(face.weight))
        # Hinting moves Inter's stems by whole pixels below 16 px.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if face.tabular:
            font.setFeature(QFont.Tag.fromString("tnum"), 1)
        if face.family == "mono":
            font.setStyleHint(QFont.StyleHint.Monospace)
        return font


class _ThemedIcon(QIconEngine):
    """Draws from the theme at paint time, so a theme switch leaves no icon in old colours."""

    def __init__(self, theme: Theme, name: str, role: str, size: int) -> None:
        super().__init__()
        self._theme, self._name, self._role, self._size = theme, name, role, size

    def clone(self) -> QIconEngine:
        return _ThemedIcon(self._theme, self._name, self._role, self._size)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(self._centred(rect), self._pixmap(mode, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._pixmap(mode, scale)

    def _centred(self, rect: QRect) -> QRect:
        side = self._theme.px(self._size)
        return QRect(rect.center() - QPoint(side // 2 - 1, side // 2 - 1), QSize(side, side))

    def _pixmap(self, mode: QIcon.Mode, ratio: float) -> QPixmap:
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        return self._theme.pixmap(self._name, role, self._size, ratio)


def _style_menus_anew(app: QApplication) -> None:
    # A widget under a style sheet keeps the palette that it was first styled with.
    for window in app.topLevelWidgets():
        menus: list[QWidget] = [*window.findChildren(QMenu), *window.findChildren(QMenuBar)]
        for widget in [window, *menus] if isinstance(window, QMenu) else menus:
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def _palette(tokens: Tokens) -> QPalette:
    # The accent stays the system's: nothing is painted from it, and `system_accent` reads it here.
    palette = QPalette()
    role = QPalette.ColorRole
    for each, colour in (
        (role.Window, tokens.list_), (role.WindowText, tokens.text), (role.Base, tokens.field),
        (role.AlternateBase, tokens.list_), (role.Text, tokens.text), (role.Button, tokens.raised),
        (role.ButtonText, tokens.text), (role.BrightText, tokens.on_accent), (role.Highlight, tokens.sel),
        (role.HighlightedText, tokens.text), (role.Link, tokens.link), (role.LinkVisited, tokens.link),
        (role.ToolTipBase, tokens.toast), (role.ToolTipText, tokens.toast_text), (role.PlaceholderText, tokens.text3),
        (role.Light, tokens.raised), (role.Midlight, tokens.hover),
        (role.Mid, tokens.line_strong), (role.Dark, tokens.control), (role.Shadow, tokens.line_strong),
    ):  # fmt: skip
        palette.setColor(each, colour)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, tokens.disabled)
    return palette


def _families() -> dict[str, str]:
    """The family for each use ("" = the system's own interface font)."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    drawn_here = QGuiApplication.platformName() in ("offscreen", "minimal")
    bare = sys.platform.startswith("linux") and system in _NO_REAL_FONT
    return {
        "ui": "Inter" if drawn_here or bare else "",
        "serif": "Octavo Serif",
        "display": "Octavo Serif Display",
        "mono": "JetBrains Mono",
    }


@lru_cache(maxsize=256)
def _svg(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _inked(shape: QPixmap, colour: QColor) -> QPixmap:
    """`shape` with its ink in `colour`."""
    pixmap = shape.copy()
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), colour)
    painter.end()
    return pixmap


def _render(path: Path, side: int, ratio: float) -> QPixmap:
    # The stroke stays 1.33 px whatever the size: Lucide draws on a 24-unit square.
    drawing = _svg(path).replace("currentColor", "#000000")
    drawing = drawing.replace('stroke-width="2"', f'stroke-width="{32 / max(1, side):.3f}"')
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side * ratio, side * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

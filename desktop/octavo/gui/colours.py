"""Tokens as the system or the person wants them: in another accent, with more contrast, and still fit to be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from octavo.gui.tokens import DARK, LIGHT, Tokens

#: Qt's own accent, where the system names none.
_QTS_OWN = 0xFF308CC6
#: A little above the 4.5 and 3 to 1 of the accessibility guidelines, since colours are rounded.
_WORDS, _GRAPHICS = 4.6, 3.1
_GROUNDS = ("sidebar", "list_", "paper", "raised", "field", "code", "hover", "sel_off")


def system_accent() -> QColor | None:
    """The accent colour set in the system, None where it has none."""
    accent = QGuiApplication.palette().color(QPalette.ColorRole.Accent)
    return None if accent.rgba() == _QTS_OWN else accent


@lru_cache(maxsize=8)
def coloured(dark: bool, accent: int | None, more_contrast: bool) -> Tokens:
    """The tokens of a theme; `accent` as 0xAARRGGBB, None for Octavo's own."""
    tokens = DARK if dark else LIGHT
    if accent is not None:
        tokens = _in_accent(tokens, QColor.fromRgb(accent), dark)
    # Lines and greys one step stronger, as a person who asks for contrast wants them.
    return _with_contrast(tokens) if more_contrast else tokens


def contrast(one: QColor, other: QColor) -> float:
    """How far two colours stand apart, 1 to 21, as the accessibility guidelines (WCAG) measure it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` (0 to 1) of `colour` laid over `ground`."""

    def part(over: int, under: int) -> int:
        return round(over * share + under * (1 - share))

    return QColor(
        part(colour.red(), ground.red()), part(colour.green(), ground.green()), part(colour.blue(), ground.blue())
    )


def _with_contrast(tokens: Tokens) -> Tokens:
    return replace(
        tokens, line=tokens.line_strong, line_strong=tokens.control, control=tokens.text2, text3=tokens.text2
    )


def _in_accent(tokens: Tokens, wanted: QColor, dark: bool) -> Tokens:
    """Every role that says "here you are", in the hue of `wanted`, as light or dark as its use demands."""
    # White or black has no hue to lay on a row.
    lightness = min(0.65, max(0.35, wanted.lightnessF()))
    wanted = QColor.fromHslF(max(0.0, wanted.hslHueF()), wanted.hslSaturationF(), lightness)
    sel = _ground(tokens, wanted, 0.30 if dark else 0.15)
    soft = _ground(tokens, wanted, 0.22 if dark else 0.11)
    grounds = [sel, soft, *(getattr(tokens, ground) for ground in _GROUNDS)]
    # White stands on it, and it stands on the panes.
    accent = _until(wanted, -1, lambda colour: contrast(tokens.on_accent, colour) >= _WORDS)
    accent = _until(accent, 1, lambda colour: contrast(colour, tokens.paper) >= _GRAPHICS)
    mark = _until(wanted, 1 if dark else -1, lambda colour: all(contrast(colour, each) >= _WORDS for each in grounds))
    return replace(
        tokens,
        accent=accent,
        accent_hover=accent.darker(112),
        accent_press=accent.darker(128),
        mark=mark,
        link=mark.lighter(108) if dark else mark.darker(112),
        accent_soft=soft,
        sel=sel,
        toast_link=_until(wanted, 1, lambda colour: contrast(colour, tokens.toast) >= _WORDS + 2),
    )


def _ground(tokens: Tokens, wanted: QColor, share: float) -> QColor:
    """A breath of `wanted` on the paper, on which every grey and the star can still be made out."""

    def is_readable(colour: QColor) -> bool:
        return contrast(tokens.text3, colour) >= _WORDS and all(
            contrast(ink, colour) >= _GRAPHICS for ink in (tokens.control, tokens.star_edge)
        )

    ground = mix(wanted, tokens.paper, share)
    while share > 0.02 and not is_readable(ground):
        share -= 0.01
        ground = mix(wanted, tokens.paper, share)
    return ground


def _until(colour: QColor, step: int, is_right: Callable[[QColor], bool]) -> QColor:
    """`colour` made lighter (`step` 1) or darker (-1), in its hue, until it `is_right`."""
    hue, saturation, lightness = max(0.0, colour.hslHueF()), colour.hslSaturationF(), colour.lightnessF()
    while not is_right(colour) and 0.0 < lightness + step * 0.01 < 1.0:
        lightness += step * 0.01
        colour = QColor.fromHslF(hue, saturation, lightness)
    return colour


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())

"""The colours that stand on each other can be told apart, in both themes, by the WCAG measure."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from octavo.gui.theme import mix
from octavo.gui.tokens import DARK, LIGHT, TAG_COLOURS, TAG_FILL, Tokens

THEMES = {"light": LIGHT, "dark": DARK}
GROUNDS = ("sidebar", "list_", "paper", "raised", "field", "sel", "sel_off", "hover", "code")

#: Words on the ground they are read on: at least 4.5 to 1.
WORDS = [
    *((ink, ground) for ink in ("text", "text2", "text3", "link", "mark") for ground in GROUNDS),
    *((ink, ground) for ink in ("ok", "warn", "bad") for ground in ("sidebar", "list_", "paper", "raised", "field")),
    ("text", "press"),
    ("text2", "press"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_press"),
    ("link", "accent_soft"),
    ("text", "accent_soft"),
    ("ok", "ok_soft"),
    ("warn", "warn_soft"),
    ("bad", "bad_soft"),
    ("text", "ok_soft"),
    ("text", "warn_soft"),
    ("text", "bad_soft"),
    ("text2", "warn_soft"),
    ("text2", "bad_soft"),
    ("text2", "ok_soft"),
    ("toast_text", "toast"),
    ("toast_link", "toast"),
    ("text", "match"),
]

#: Graphics that carry meaning: at least 3 to 1.
GRAPHICS = [(ink, ground) for ink in ("control", "mark", "star_edge") for ground in GROUNDS] + [
    ("accent", "paper"),
    ("accent", "list_"),
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_close(tokens: Tokens, pairs: list[tuple[str, str]], least: float) -> list[str]:
    measured = [(ink, ground, contrast(getattr(tokens, ink), getattr(tokens, ground))) for ink, ground in pairs]
    return [f"{ink} on {ground}: {ratio:.2f}" for ink, ground, ratio in measured if ratio < least]


def test_the_measure_is_the_one_of_the_guidelines() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_words_are_readable_on_every_ground(theme: str) -> None:
    assert too_close(THEMES[theme], WORDS, 4.5) == []


@pytest.mark.parametrize("theme", THEMES)
def test_graphics_with_a_meaning_can_be_made_out(theme: str) -> None:
    assert too_close(THEMES[theme], GRAPHICS, 3) == []


@pytest.mark.parametrize("hue", TAG_COLOURS)
@pytest.mark.parametrize("dark", [False, True])
def test_tags_are_readable_on_their_chip_and_on_a_selected_row(hue: str, dark: bool) -> None:
    tokens = DARK if dark else LIGHT
    dot, ink = (QColor(f"#{value}") for value in TAG_COLOURS[hue][dark])
    fill = mix(dot, tokens.list_, TAG_FILL[dark])
    for ground in (fill, tokens.list_):
        assert contrast(ink, ground) >= 4.5
    for ground in (tokens.sidebar, tokens.list_, tokens.raised):
        assert contrast(dot, ground) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_key_on_a_coloured_ground_is_readable(theme: str) -> None:
    tokens = THEMES[theme]
    for ink, ground in ((tokens.on_accent, tokens.accent), (tokens.toast_text, tokens.toast)):
        # The cap is 16 % of the ink laid over its ground.
        assert contrast(ink, mix(ink, ground, 0.16)) >= 3

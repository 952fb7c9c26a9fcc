"""The colours that stand on each other can be told apart, in both themes and any accent, by the WCAG measure."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from octavo import paths
from octavo.gui.colours import coloured, mix
from octavo.gui.theme import Theme
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


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_lines_on_sheets_can_be_seen_as_well_as_those_of_the_panes(qapp, choice: str) -> None:
    theme = Theme(paths.resources(), choice=choice)
    on_paper = contrast(theme.tokens.line, theme.tokens.paper)
    assert contrast(theme.raised_line, theme.tokens.raised) >= on_paper


#: The accents that systems offer, and some that no one should choose.
ACCENTS = ("#0078d4", "#007aff", "#3584e4", "#e66100", "#e01b24", "#ff2d55", "#ffcc00", "#62ba46", "#a550a7", "#8c8c8c",
           "#00ffff", "#000000", "#ffffff")  # fmt: skip


@pytest.mark.parametrize("accent", ACCENTS)
def test_any_accent_of_the_system_can_be_read_and_made_out(accent: str) -> None:
    for dark in (False, True):
        for more_contrast in (False, True):
            tokens = coloured(dark, QColor(accent).rgba(), more_contrast)
            assert too_close(tokens, WORDS, 4.5) == []
            assert too_close(tokens, GRAPHICS, 3) == []


@pytest.mark.parametrize("dark", [False, True])
def test_more_contrast_lets_the_edges_of_controls_and_the_quiet_words_stand_out(dark: bool) -> None:
    tokens = coloured(dark, None, True)
    assert too_close(tokens, [("line_strong", ground) for ground in GROUNDS], 3) == []
    assert tokens.text3 == tokens.text2


def test_the_window_follows_the_accent_of_the_system_unless_the_person_keeps_octavos_own(qapp) -> None:
    accents = [QColor("#e66100")]
    theme = Theme(paths.resources(), choice="light", system_accent=lambda: accents[-1])
    theme.apply(qapp)
    changes: list[QColor] = []
    theme.changed.connect(lambda: changes.append(theme.tokens.mark))
    orange = theme.tokens.mark
    assert orange != LIGHT.mark
    accents.append(QColor("#62ba46"))
    # As Qt says it when any colour of the system is another one.
    qapp.paletteChanged.emit(qapp.palette())
    assert len(changes) == 1
    assert changes[0] not in (orange, LIGHT.mark)
    theme.take_accent("octavo")
    assert theme.tokens == LIGHT
    theme.strengthen(True)
    assert theme.tokens.line_strong == LIGHT.control

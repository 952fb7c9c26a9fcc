"""The colours, type sizes and tag hues of both themes; nothing else in the window names a colour or a type size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by role. `sel_off` is a selection without focus; a `_soft` role is the ground of a banner or pill."""

    sidebar: QColor
    list_: QColor
    paper: QColor
    raised: QColor
    field: QColor
    code: QColor
    hover: QColor
    press: QColor
    sel: QColor
    sel_off: QColor
    line: QColor
    line_strong: QColor
    control: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_press: QColor
    on_accent: QColor
    mark: QColor
    link: QColor
    accent_soft: QColor
    star: QColor
    star_edge: QColor
    ok: QColor
    ok_soft: QColor
    warn: QColor
    warn_soft: QColor
    bad: QColor
    bad_soft: QColor
    toast: QColor
    toast_text: QColor
    toast_link: QColor
    match: QColor
    scrim: QColor


def _tokens(words: str, scrim: float) -> Tokens:
    colours = dict(pair.split("=") for pair in words.split())
    roles = {role: QColor(f"#{value}") for role, value in colours.items()}
    return Tokens(**roles, scrim=QColor.fromRgbF(0, 0, 0, scrim))


LIGHT = _tokens(
    "sidebar=F2F1EE list_=FAF9F7 paper=FFFFFF raised=FFFFFF field=FFFFFF code=F7F6F3 hover=ECEAE6 press=E2DFDA "
    "sel=DFE8FA sel_off=E8E6E1 line=E5E3DE line_strong=D3D0C9 control=868279 text=1F1E1C text2=57544E text3=67635C "
    "disabled=A8A49C accent=2B5BD7 accent_hover=234FC0 accent_press=1D43A6 on_accent=FFFFFF mark=2B5BD7 link=234FC0 "
    "accent_soft=E8EEFC star=F2AE1C star_edge=A86A00 ok=1B7346 ok_soft=E3F3EA warn=8A5200 warn_soft=FBF0DC "
    "bad=B3261E bad_soft=FBE9E7 toast=2A2927 toast_text=F5F3EF toast_link=9DBBFF match=FFE8A3",
    scrim=0.22,
)

DARK = _tokens(
    "sidebar=242321 list_=1D1C1B paper=191817 raised=2B2A28 field=262523 code=201F1D hover=2D2B29 press=373532 "
    "sel=25365A sel_off=312F2C line=302E2B line_strong=45423E control=86827A text=EDEBE7 text2=B7B3AB text3=A6A299 "
    "disabled=66625C accent=3D6CE0 accent_hover=3563D6 accent_press=2D57C4 on_accent=FFFFFF mark=7AA2FF link=93B4FF "
    "accent_soft=22304F star=F2B535 star_edge=F2B535 ok=62CB92 ok_soft=1C3327 warn=EDB557 warn_soft=3A2E18 "
    "bad=FF938A bad_soft=43221F toast=3A3835 toast_text=F5F3EF toast_link=A9C4FF match=5C4A12",
    scrim=0.47,
)

#: Tag hue → (dot, ink) in light and in dark.
TAG_COLOURS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "red": (("D9443A", "A3271E"), ("F0685E", "FFA49C")),
    "orange": (("CC6A08", "8F4A00"), ("F0913A", "FFBC7D")),
    "yellow": (("A67E00", "6F5400"), ("E3B92F", "F0D27A")),
    "green": (("2E9156", "1A6238"), ("4DBE7B", "8FE0AE")),
    "teal": (("14858C", "0B5D63"), ("3DB8BF", "84DDE2")),
    "blue": (("3A6FE0", "2450B5"), ("6E9BFF", "A8C4FF")),
    "purple": (("8250DF", "6235B5"), ("A98BF5", "CBB8FF")),
    "pink": (("C7428F", "932A66"), ("EE7DBB", "FFB1DA")),
    "grey": (("7C7870", "57544E"), ("98938A", "C5C1B9")),
}

#: How much of the dot is mixed into the list colour for a chip's fill, light and dark.
TAG_FILL = (0.12, 0.22)


@dataclass(frozen=True, slots=True)
class Face:
    """One step of the type scale: px and line height at 100 %, weight, and family: ui, serif, display or mono."""

    size: int
    line: int
    weight: int = 400
    family: str = "ui"
    tabular: bool = False


TYPE: dict[str, Face] = {
    "keycap": Face(11, 16, 500),
    "chip": Face(11, 16, 500),
    "caption": Face(12, 16, tabular=True),
    "caption_strong": Face(12, 16, 600),
    "body": Face(13, 20),
    "body_strong": Face(13, 20, 500),
    "count": Face(12, 20, tabular=True),
    "row": Face(14, 20, 500),
    "row_unread": Face(14, 20, 600),
    "authors": Face(14, 20),
    "pane": Face(15, 20, 600),
    "sheet": Face(17, 24, 600),
    "sheet_input": Face(17, 24),
    "read": Face(16, 25, family="serif"),
    "note": Face(14, 22),
    "title": Face(26, 32, 600, "display"),
    "title_small": Face(22, 28, 600, "display"),
    "heading": Face(20, 26, 600, "display"),
    "code": Face(13, 20, family="mono"),
    "code_small": Face(12, 16, family="mono"),
}

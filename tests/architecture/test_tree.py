"""What lies in the checkout: icons, fonts and their licences, and nothing that belongs to one machine."""

from __future__ import annotations

import ast
import dataclasses
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from octavo.gui.tokens import Tokens

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
ICONS = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
COLOURS = {field.name for field in dataclasses.fields(Tokens)}
ICON_CALLS = {"icon", "pixmap", "coloured_pixmap", "set_icon", "setIcon"}

#: File names that are text, so that a look into them is possible.
TEXT = {".py", ".md", ".toml", ".cff", ".sh", ".txt", ".json", ".svg", ".html", ".bib", ".qss", ""}
HIDDEN = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"}
BUILT = {"__pycache__", "build", "dist", "pictures"}


def named_icons(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Icon names written out in code: arguments of the calls that take one, and `icon=` anywhere."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = list(node.args) if name in ICON_CALLS else []
        texts = [each for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        texts = [each for each in texts if each.value not in COLOURS]
        texts += [each.value for each in node.keywords if each.arg == "icon" and isinstance(each.value, ast.Constant)]
        for each in texts:
            if each.value:
                yield each.lineno, str(each.value)


def test_every_icon_the_code_names_exists() -> None:
    missing = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in (ROOT / "desktop").rglob("*.py")
        for line, name in named_icons(ast.parse(path.read_text(encoding="utf-8")))
        if name not in ICONS
    ]
    assert not missing, "\n".join(missing)


def test_a_misspelt_icon_is_noticed() -> None:
    source = "theme.icon('starr', 'text2')\nCommand('Star', icon='staar')\nbrush.icon(box, 'stara', 'ok')\n"
    assert {name for _, name in named_icons(ast.parse(source))} == {"starr", "staar", "stara"}


def test_an_icon_takes_the_colour_of_the_theme_and_nothing_else() -> None:
    for path in sorted((RESOURCES / "icons").glob("*.svg")):
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        assert root.get("viewBox") == "0 0 24 24", path.stem
        colours = {value for node in root.iter() for name, value in node.items() if name in ("fill", "stroke")}
        assert "currentColor" in colours, path.stem
        assert colours <= {"currentColor", "none"}, path.stem


def test_icons_and_fonts_carry_their_licences() -> None:
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE").read_text(encoding="utf-8")
    guide = (RESOURCES / "fonts" / "README.md").read_text(encoding="utf-8")
    for font in (RESOURCES / "fonts").glob("*.[ot]tf"):
        licence = RESOURCES / "fonts" / f"LICENSE-{font.stem.split('-')[0].removesuffix('Display')}.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8")
        assert font.name in guide


def test_qt_reads_every_font_under_the_names_the_window_asks_for(qapp: QApplication) -> None:
    families = set()
    for font in (RESOURCES / "fonts").glob("*.[ot]tf"):
        number = QFontDatabase.addApplicationFont(str(font))
        assert number >= 0, font.name
        families |= set(QFontDatabase.applicationFontFamilies(number))
    assert {"Inter", "JetBrains Mono", "Octavo Serif", "Octavo Serif Display"} <= families
    assert 600 in {QFontDatabase.weight("Octavo Serif Display", each) for each in
                   QFontDatabase.styles("Octavo Serif Display")}  # fmt: skip


def text_files() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if HIDDEN & set(inside) or BUILT & set(inside) or inside[0].startswith(".venv"):
            continue
        if path.is_file() and path.suffix in TEXT:
            yield path


def test_nothing_in_the_tree_names_one_machine() -> None:
    # Put together here, so that this file does not name them.
    places = "|".join(("work", "root", "tmp"))
    place = re.compile(rf"(?<![\w/.~>-])/({places})/\w")
    hosts = re.compile("|".join((r"registry\.npm", r"pypi\.", r"files\.pythonhosted")) + r"\w*\.(org|com)")
    found = []
    for path in text_files():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if place.search(line) or hosts.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_a_licence_and_the_pages_a_newcomer_looks_for_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff"):
        assert (ROOT / name).stat().st_size > 200, name

"""Three traps of Qt in Python that no test of a widget would show: who may make rich text, and what outlives what."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

GUI = Path(__file__).resolve().parents[2] / "desktop" / "octavo" / "gui"
FILES = sorted(GUI.rglob("*.py"))

#: The one door for words from outside, in its two files.
TEXT = ("text.py", "reading_text.py")

RICH_CALLS = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown", "fromHtml", "mightBeRichText"}
RICH_FORMATS = {"RichText", "AutoText", "MarkdownText"}

Offence = tuple[int, str]


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def rich_text(tree: ast.Module) -> Iterator[Offence]:
    """Markup given to a widget, a format that reads markup, or a label that guesses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in RICH_FORMATS:
            yield node.lineno, ast.unparse(node)
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in RICH_CALLS or called == "QLabel":
                yield node.lineno, ast.unparse(node)
        if isinstance(node, ast.ClassDef) and "QLabel" in [ast.unparse(each).split(".")[-1] for each in node.bases]:
            yield node.lineno, f"class {node.name}"


def chains(tree: ast.Module) -> Iterator[Offence]:
    """The focus chain asked of Qt: PySide then makes each widget the owner of the one before it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("nextInFocusChain", "previousInFocusChain"):
            yield node.lineno, ast.unparse(node)


def lasting_lambdas(tree: ast.Module) -> Iterator[Offence]:
    """A function without an owner on the theme: it runs on for widgets that are gone."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "connect":
            continue
        if not ast.unparse(node.func).endswith("theme.changed.connect"):
            continue
        if any(isinstance(each, ast.Lambda) or "partial(" in ast.unparse(each) for each in node.args):
            yield node.lineno, ast.unparse(node)


RULES: dict[str, tuple[Callable[[ast.Module], Iterator[Offence]], tuple[str, ...], tuple[str, ...]]] = {
    "rich text is made in text.py": (
        rich_text,
        TEXT,
        ("view.setHtml(words)", "label.setTextFormat(Qt.TextFormat.RichText)", "QLabel('<b>words</b>')",
         "class Title(QLabel): ..."),
    ),
    "nobody asks Qt for its focus chain": (chains, (), ("after = widget.nextInFocusChain()",)),
    "no lambda listens to the theme": (
        lasting_lambdas,
        (),
        ("theme.changed.connect(lambda: self.update())", "self._theme.changed.connect(lambda: None)"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_objects_to_what_it_is_for(rule: str) -> None:
    find, _doors, samples = RULES[rule]
    for sample in samples:
        assert list(find(ast.parse(sample)))


@pytest.mark.parametrize("rule", RULES)
def test_the_window_keeps_the_rule(rule: str) -> None:
    find, doors, _samples = RULES[rule]
    offences = [
        f"{file.relative_to(GUI)}:{line}: {words}"
        for file in FILES
        if str(file.relative_to(GUI)) not in doors
        for line, words in find(tree_of(file))
    ]
    assert offences == []

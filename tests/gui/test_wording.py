"""The voice of Octavo: no sentence a person can meet begs, cheers or cries out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "desktop" / "octavo"
FORBIDDEN = re.compile(r"\b(please|sorry|oops|whoops|successful(ly)?|unfortunately|uh-oh|hooray)\b", re.IGNORECASE)
CRY = re.compile(r"[A-Za-z]!(?=$|[\s”\"'])")
PLACES = [*sorted((PACKAGE / "gui").rglob("*.py")), *sorted((PACKAGE / "cli").rglob("*.py"))]
REST = [each for each in sorted(PACKAGE.rglob("*.py")) if each not in PLACES]


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every literal text but docstrings; the pieces of an f-string are texts too."""
    silent = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                silent.add(first.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            yield node.lineno, node.value


def error_classes(trees: list[ast.Module]) -> set[str]:
    """OctavoError and what inherits it, by name."""
    classes = [
        (node.name, {ast.unparse(each).split(".")[-1] for each in node.bases})
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    names = {"OctavoError"}
    while more := {name for name, bases in classes if bases & names} - names:
        names |= more
    return names


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def offences(lines: Iterator[tuple[int, str]]) -> list[str]:
    return [f"{line}: {text!r}" for line, text in lines if FORBIDDEN.search(text) or CRY.search(text)]


@pytest.mark.parametrize("text", ["Please try again", "Saved successfully", "Oops", "80 papers imported!"])
def test_the_check_hears_each_wrong_tone(text: str) -> None:
    assert offences(texts(ast.parse(f"say({text!r})")))


def test_window_and_command_line_keep_the_voice() -> None:
    heard = {str(file.relative_to(PACKAGE)): offences(texts(tree_of(file))) for file in PLACES}
    assert {file: found for file, found in heard.items() if found} == {}


def test_errors_keep_the_voice_and_are_whole_sentences() -> None:
    trees = {file: tree_of(file) for file in PACKAGE.rglob("*.py")}
    errors = error_classes(list(trees.values()))
    assert len(errors) > 3
    wrong, seen = [], 0
    for file, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args or called(node.func) not in errors:
                continue
            seen += 1
            where = file.relative_to(PACKAGE)
            wrong += [f"{where}:{each}" for each in offences(texts(node))]
            sentence = ending(node.args[0])
            # A command to copy takes no stop behind it.
            if sentence is None or "Write" in sentence or "octavo " in sentence:
                continue
            if not sentence.rstrip().endswith((".", "?", "…", "”")):
                wrong.append(f"{where}:{node.lineno}: {sentence!r} does not end")
    assert seen > 20
    assert wrong == []


def called(function: ast.expr) -> str:
    """The last part of the name that is called, "" where it is worked out."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def ending(node: ast.expr) -> str | None:
    """The last literal piece of a text; None when it ends in something worked out."""
    if isinstance(node, ast.JoinedStr) and node.values:
        return ending(node.values[-1])
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None

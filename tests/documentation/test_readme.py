"""What the README promises exists: its commands parse, its keys are bound, its pictures are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from octavo.cli.arguments import parser
from octavo.gui.actions import all_commands
from octavo.library.query import parse

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.strip().split("#")[0] for line in README.splitlines() if re.match(r" {4}octavo \S", line)]


def section(title: str) -> str:
    return README.split(f"## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_the_readme_is_understood(command: str) -> None:
    assert parser().parse_args(shlex.split(command)[1:]).verb


def keys_in_readme() -> list[str]:
    cells = [cell.strip() for line in section("Keys").splitlines() if line.startswith("|") for cell in line.split("|")]
    found = []
    for cell in cells[1:]:
        # Keys stand in the first and third column of each row: single capitals, F-keys, or named keys and chords.
        for part in re.split(r", | and ", cell):
            if re.fullmatch(r"((Ctrl|Alt|Shift|G) )?([A-Z]|[↑↓]|F\d|/|\[|\]|Del|Space|Return)", part):
                found.append(part)
    return found


def test_every_key_in_the_readme_is_bound_to_a_command() -> None:
    bound = {QKeySequence(key).toString() for command in all_commands() for key in command.keys}
    names = {"↑": "Up", "↓": "Down"}
    keys = keys_in_readme()
    assert len(keys) > 40
    for key in keys:
        words = [names.get(word, word) for word in key.split(" ")]
        chord = ", ".join(words) if words[0] == "G" and len(words) > 1 else "+".join(words)
        assert QKeySequence(chord).toString() in bound, key


def test_every_search_token_in_the_readme_is_known() -> None:
    tokens = re.findall(r"`([^`]+)`", section("Search"))
    assert len(tokens) > 10
    for token in tokens:
        assert all(each.known for each in parse(token).tokens), token
        assert parse(token).tokens, token


def test_the_pictures_in_the_readme_are_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_numbers_of_the_command_line_help_match_the_readme() -> None:
    shown = parser().format_help()
    for code in ("0", "1", "2", "3", "130"):
        assert re.search(rf"\b{code}\b", shown)
        assert re.search(rf"\b{code}\b", section("Command line"))

"""The house rules that a reader cannot see at a glance: import walls, doors for text and files, names and sizes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "desktop" / "octavo"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Where rich text may be made and text widgets built; everything else asks there.
TEXT_DOORS = ("gui/text.py", "gui/reading_text.py", "gui/controls/")

MARKUP_WIDGETS = {"QLabel", "QMessageBox", "QErrorMessage", "QTextBrowser", "QTextEdit"}
MARKUP_CALLS = {"setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "openUrl", "setWhatsThis"}

FORBIDDEN_WORDS = {
    "util", "utils", "helper", "helpers", "manager", "managers", "common", "base", "handler", "handlers", "service",
    "services", "misc", "controller", "controllers", "impl", "core",
}  # fmt: skip


@cache
def tree_of(path: Path) -> ast.Module:
    """A module read once for all rules, and not before the first of them runs."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All that stands in a module, gone through once for all rules."""
    return tuple(ast.walk(tree))


Offence = tuple[int, str]
Lint = Callable[[ast.Module], Iterator[Offence]]


def name_of(node: ast.expr) -> str:
    """The last word of a called or inherited name: `label` of `widgets.label`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in nodes_of(tree) if isinstance(node, ast.Call))


def bare_text_widgets(tree: ast.Module) -> Iterator[Offence]:
    """Widgets that take any text for markup, built or inherited; and calls that make rich text or open addresses."""
    for node in nodes_of(tree):
        if isinstance(node, ast.ClassDef):
            for each in node.bases:
                if name_of(each) in MARKUP_WIDGETS:
                    yield node.lineno, f"class {node.name} inherits {name_of(each)}"
        elif isinstance(node, ast.Call):
            name = name_of(node.func)
            # QMessageBox.warning(...) builds one as much as QMessageBox(...) does.
            owner = name_of(node.func.value) if isinstance(node.func, ast.Attribute) else ""
            if name in MARKUP_WIDGETS or owner in MARKUP_WIDGETS or name in MARKUP_CALLS:
                yield node.lineno, f"{owner}.{name}(...)" if owner else f"{name}(...)"


def is_safe_tip(words: ast.expr) -> bool:
    if isinstance(words, ast.IfExp):
        return is_safe_tip(words.body) and is_safe_tip(words.orelse)
    return isinstance(words, ast.Constant) or (isinstance(words, ast.Call) and name_of(words.func) == "plain_tip")


def tips_from_data(tree: ast.Module) -> Iterator[Offence]:
    """A tool tip is a sentence written here, or goes through `plain_tip`."""
    places = {"setToolTip": 0, "showText": 1}
    for call in calls(tree):
        name = name_of(call.func)
        if name in places and len(call.args) > places[name] and not is_safe_tip(call.args[places[name]]):
            yield call.lineno, f"{name}({ast.unparse(call.args[places[name]])})"


def plain_file_writes(tree: ast.Module) -> Iterator[Offence]:
    """Files written in place: a crash half-way leaves neither the old file nor the new one."""
    for call in calls(tree):
        name = name_of(call.func)
        if name in ("write_text", "write_bytes"):
            yield call.lineno, f"{name}(...)"
        elif name == "open":
            texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
            texts += [each.value.value for each in call.keywords if isinstance(each.value, ast.Constant)]
            if any(isinstance(text, str) and re.fullmatch("[wax][bt+]*", text) for text in texts):
                yield call.lineno, f"open(..., {texts})"


def nameless_names(tree: ast.Module) -> Iterator[Offence]:
    """Class names that say what a thing is not responsible for."""
    for node in nodes_of(tree):
        if isinstance(node, ast.ClassDef):
            words = {word.lower() for word in re.findall("[A-Z][a-z]+", node.name)}
            if words & FORBIDDEN_WORDS:
                yield node.lineno, f"class {node.name}"


def prints(tree: ast.Module) -> Iterator[Offence]:
    """Words for standard output, which a window does not have."""
    for call in calls(tree):
        if isinstance(call.func, ast.Name) and call.func.id == "print":
            yield call.lineno, "print(...)"


def bare_excepts(tree: ast.Module) -> Iterator[Offence]:
    """Errors that are swallowed whole."""
    for node in nodes_of(tree):
        if isinstance(node, ast.ExceptHandler):
            everything = node.type is None or name_of(node.type) in ("Exception", "BaseException")
            if everything and all(isinstance(each, ast.Pass) for each in node.body):
                yield node.lineno, "except: pass"


#: Each rule with the paths inside the package it does not hold for.
RULES: dict[str, tuple[Lint, tuple[str, ...]]] = {
    # The editor of a note is a QTextEdit; it shows Markdown as written, and takes plain text only when pasted into.
    "text from outside goes through gui/text.py": (bare_text_widgets, (*TEXT_DOORS, "gui/reader/note_field.py")),
    # The words of commands are Octavo's own, and every control escapes a command's tip when it takes it over.
    "tool tips with data go through plain_tip": (tips_from_data, (*TEXT_DOORS, "gui/actions.py")),
    # settings.py renames into place as well, but a preference that cannot be kept stops nobody.
    "files are written whole or not at all": (plain_file_writes, ("bibliography/file.py", "settings.py")),
    "names say what a thing is": (nameless_names, ()),
    "only the command line prints": (prints, ("cli", "__main__.py")),
    "no error is swallowed": (bare_excepts, ()),
}

#: Source that each rule must object to; a rule that objects to nothing checks nothing.
OFFENDERS = {
    "text from outside goes through gui/text.py": [
        "label = QLabel(paper.title)",
        "QMessageBox.warning(self, 'Octavo', str(error))",
        "class Title(QtWidgets.QLabel): ...",
        "QDesktopServices.openUrl(QUrl(address))",
        "view.setHtml(abstract)",
    ],
    "tool tips with data go through plain_tip": [
        "row.setToolTip(paper.title)",
        "row.setToolTip(f'{title}')",
        "QToolTip.showText(point, title)",
    ],
    "files are written whole or not at all": [
        "open(path, 'w')",
        "path.open(mode='wb')",
        "path.write_text(words)",
        "open(path, 'a')",
    ],
    "names say what a thing is": ["class PaperManager: ...", "class BaseView: ...", "class FeedService: ..."],
    "only the command line prints": ["print('done')"],
    "no error is swallowed": ["try:\n    work()\nexcept Exception:\n    pass"],
}

FINE = """
label = PlainLabel(paper.title)
def shown(label: QLabel) -> None: ...
row.setToolTip("Star this paper")
row.setToolTip(plain_tip(paper.title) if cut else "")
QToolTip.showText(point, plain_tip(title), self)
with open(path) as file: ...
with path.open("rb") as file: ...
class PapersModel: ...
class Basement: ...
try:
    work()
except ValueError:
    pass
"""


@pytest.mark.parametrize("rule", RULES)
def test_house_rule_is_kept(rule: str) -> None:
    lint, exempt = RULES[rule]
    offences = [
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for path in MODULES
        if not path.relative_to(PACKAGE).as_posix().startswith(exempt) and path.name not in exempt
        for line, words in lint(tree_of(path))
    ]
    assert not offences, f"{rule}:\n" + "\n".join(offences)


@pytest.mark.parametrize(("rule", "source"), [(rule, each) for rule, sources in OFFENDERS.items() for each in sources])
def test_house_rule_notices_an_offender(rule: str, source: str) -> None:
    assert list(RULES[rule][0](ast.parse(source)))


@pytest.mark.parametrize("rule", RULES)
def test_house_rule_lets_good_code_be(rule: str) -> None:
    assert not list(RULES[rule][0](ast.parse(FINE)))


def test_every_rule_has_an_offender() -> None:
    assert set(RULES) == set(OFFENDERS)


def test_rooms_import_downwards_only() -> None:
    command = "from importlinter.cli import lint_imports_command as main; main()"
    ran = subprocess.run([sys.executable, "-c", command, "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_module_is_small_says_what_it_owns_and_is_named_for_it() -> None:
    wrong = [f"{path.relative_to(PACKAGE)} {what}" for path in MODULES for what in wrong_with(path)]
    assert not wrong, "\n".join(wrong)


def wrong_with(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    limit = 250 if path == PACKAGE / "gui" / "window.py" else 400
    length = len(text.splitlines())
    if length > limit:
        yield f"has {length} lines, {limit} at most"
    if text and not ast.get_docstring(tree_of(path)):
        yield "does not open with a line that says what it owns"
    if words := set(path.stem.split("_")) & FORBIDDEN_WORDS:
        yield f"is called {', '.join(words)}"
    if left := re.search(r"#.*\b(TODO|FIXME|XXX|HACK)\b", text):
        yield f"says {left[0]}"


def test_the_command_line_does_not_load_qt() -> None:
    code = (
        "import sys, octavo.__main__, octavo.cli\n"
        "sys.exit(' '.join(name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr

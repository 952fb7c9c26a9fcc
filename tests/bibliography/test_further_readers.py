"""What Octavo exports, read by programs that may or may not be installed: pandoc, Typst and three JavaScript readers.

The JavaScript readers are looked for in the folder that NODE_PATH names: @retorquere/bibtex-parser,
biblatex-csl-converter and citation-js.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from octavo.bibliography.citekey import propose
from octavo.bibliography.csl import read_csl
from octavo.bibliography.export import Export, export
from octavo.bibliography.writers import written
from octavo.records import Entry, Paper

pytestmark = [pytest.mark.tex, pytest.mark.timeout(300)]

RECORDS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("hard_records.json").read_text(encoding="utf-8"))[
    "records"
]
#: Titles that every reader spells in a way of its own: maths, commands and signs of markup.
ODD = re.compile(r"[$\\{}<>|`^~_\u0370-\u03ff\u2190-\u22ff×·™]")

NODE: dict[str, str] = {
    "@retorquere/bibtex-parser": """
        const { parse } = await import(at('@retorquere/bibtex-parser', 'dist/esm/index.js'))
        const read = parse(text, { sentenceCase: false, unsupported: 'ignore' })
        tell(read.errors.length, read.entries.map(e => [e.key, e.fields.title || '', (e.fields.author || []).length]))
    """,
    "biblatex-csl-converter": """
        const { BibLatexParser } = await import(at('biblatex-csl-converter'))
        const read = new BibLatexParser(text, { processUnexpected: true, processUnknown: true }).parse()
        const words = nodes => (nodes || []).map(n => n.text || (n.content ? words(n.content) : '')).join('')
        tell((read.errors || []).length, Object.values(read.entries || read).map(e =>
            [e.entry_key, words(e.fields.title), (e.fields.author || []).length]))
    """,
    "citation-js": """
        const Cite = require('citation-js')
        tell(0, new Cite(text, { forceType: '@bibtex/text' }).data.map(e =>
            [e['citation-key'] || e.id, e.title || '', (e.author || []).length]))
    """,
}
_RUN = """
import { createRequire } from 'module'; import fs from 'fs'
import path from 'path'; import { pathToFileURL } from 'url'
const folder = process.argv[2], text = fs.readFileSync(process.argv[3], 'utf8')
const require = createRequire(path.join(folder, 'x.js'))
const at = (name, file) => {
    const own = path.join(folder, name)
    return pathToFileURL(path.join(own, file || JSON.parse(fs.readFileSync(path.join(own, 'package.json'))).main)).href
}
const tell = (errors, entries) => fs.writeSync(1, JSON.stringify({ errors, entries }))
"""


def exported(dialect: str) -> tuple[Export, list[tuple[str, Paper]]]:
    keyed: list[tuple[str, Paper]] = []
    for number, entry in enumerate(read_csl(RECORDS)):
        paper = as_paper(number, entry)
        keyed.append((propose(paper, {key for key, _ in keyed}), paper))
    return export(keyed, dialect), keyed


def as_paper(number: int, entry: Entry) -> Paper:
    names = (
        "title", "abstract", "authors", "more_authors", "identifiers", "published", "kind", "venue", "details", "other",
        "note",
    )  # fmt: skip
    return Paper(id=number, uuid=str(number), **{name: getattr(entry, name) for name in names})


def folded(title: str) -> str:
    """The letters and digits of a title, without the marks a reader puts around words."""
    plain = re.sub(r"<[^<>]*>|[‘’“”\"'–—-]", "", title)
    return "".join(each for each in unicodedata.normalize("NFKC", plain).casefold() if each.isalnum())


def compare(found: list[tuple[str, str, int]], keyed: list[tuple[str, Paper]], *, accents: bool = True) -> None:
    """Every entry is there, in order, with its title and all its authors."""
    assert [key for key, _, _ in found] == [key for key, _ in keyed]
    for (key, title, authors), (_, paper) in zip(found, keyed, strict=True):
        named = sum(bool(re.sub(r"[{}\\\s]", "", author.name)) for author in paper.authors)
        assert authors in (named, named + paper.more_authors), (key, authors)
        if not ODD.search(paper.title) and paper.title.isprintable() and (accents or paper.title.isascii()):
            assert folded(title) == folded(paper.title), key


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_pandoc_reads_every_entry(tmp_path: Path, dialect: str) -> None:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed")
    made, keyed = exported(dialect)
    file = tmp_path / "x.bib"
    file.write_text(made.text, encoding="utf-8", newline="\n")
    answer = subprocess.run(
        [pandoc, "--from", dialect, "--to", "csljson", str(file)], capture_output=True, timeout=120, check=True
    )
    read = {each["id"]: each for each in json.loads(answer.stdout)}
    # pandoc sorts by key.
    found = [(key, read[key].get("title", ""), len(read[key].get("author", []))) for key, _ in keyed]
    compare(found, keyed)


@pytest.mark.parametrize("package", NODE)
def test_a_javascript_reader_reads_every_entry(tmp_path: Path, package: str) -> None:
    node = shutil.which("node")
    folders = [Path(each) for each in os.environ.get("NODE_PATH", "").split(os.pathsep) if each]
    folder = next((each for each in folders if (each / package / "package.json").is_file()), None)
    if node is None or folder is None:
        pytest.skip(f"node or {package} is not installed; NODE_PATH names the folder of packages")
    # citation-js knows BibTeX's names of fields only.
    made, keyed = exported("bibtex" if package == "citation-js" else "biblatex")
    script, file = tmp_path / "read.mjs", tmp_path / "x.bib"
    script.write_text(_RUN + NODE[package], encoding="utf-8")
    file.write_text(made.text, encoding="utf-8", newline="\n")
    answer = subprocess.run([node, str(script), str(folder), str(file)], capture_output=True, timeout=240)
    assert answer.returncode == 0, answer.stderr.decode("utf-8", "replace")[-2000:]
    read = json.loads(answer.stdout)
    assert read["errors"] == 0
    found = [(str(key), str(title), int(authors)) for key, title, authors in read["entries"]]
    # citation-js reads "{\\AA}" as two letters.
    compare(found, keyed, accents=package != "citation-js")


@pytest.mark.parametrize("form", ["hayagriva", "biblatex"])
def test_typst_sets_every_entry(tmp_path: Path, form: str) -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed", exc_type=ImportError)
    _, keyed = exported("biblatex")
    name = "x.yaml" if form == "hayagriva" else "x.bib"
    (tmp_path / name).write_text(written(keyed, form).text, encoding="utf-8", newline="\n")
    cites = "\n".join(f"#cite(label({json.dumps(key)}))" for key, _ in keyed)
    source = tmp_path / "x.typ"
    source.write_text(f'{cites}\n#bibliography("{name}", full: true, style: "apa")\n', encoding="utf-8")
    assert bytes(typst.compile(str(source), root=str(tmp_path))).startswith(b"%PDF")
    assert sys.modules["typst"] is typst

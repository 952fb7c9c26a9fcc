"""From papers to the text and the file of any format in `formats`, with what was found wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from octavo.bibliography import annotated_html, csl_json, csv_table, file, hayagriva, markdown, reference_list, ris
from octavo.bibliography.check import check
from octavo.bibliography.export import Export, ExportOptions, export
from octavo.bibliography.formats import FORMATS
from octavo.bibliography.kept import Returned
from octavo.bibliography.latex import Dialect
from octavo.bibliography.listed import NO_REASONS, Listed, gathered
from octavo.records import Paper, Progress

#: What writes a format, and what counts the entries of a file of it. LaTeX has a writer and a check of its own.
_WRITERS: Final[Mapping[str, tuple[Callable[[Sequence[Listed], str], str], Callable[[str], int]]]] = {
    "csl-json": (csl_json.write_csl_json, csl_json.records_in),
    "ris": (ris.write_ris, ris.records_in),
    "hayagriva": (hayagriva.write_hayagriva, hayagriva.records_in),
    "markdown": (markdown.write_markdown, markdown.papers_in),
    "html": (annotated_html.write_html, annotated_html.papers_in),
    "csv": (csv_table.write_csv, csv_table.rows_in),
}
_PLAIN: Final = ExportOptions()


def writing(
    papers: Sequence[tuple[str, Paper]],
    name: str,
    options: ExportOptions = _PLAIN,
    *,
    heading: str = "",
    reasons: Mapping[int, str] = NO_REASONS,
    returned: Returned | None = None,
    unchecked: bool = False,
) -> Generator[Progress, None, Export]:
    """Write (key, paper) pairs in the format `name`, in their order; the generator's value is the export.

    `heading` is the list's name and `reasons` say why a paper is in it, by paper id; annotated lists and tables show
    them. `returned`: the papers came in one BibTeX file, which gets back what it had beside them. The findings of
    `check` come with the export, unless it is `unchecked`. Raises KeyError for a name that is not in `FORMATS`.
    """
    if name in list(Dialect):
        made = replace(export(papers, name, options, returned), came_in_one_file=returned is not None)
    else:
        listed = gathered(papers, options, reasons)
        if name in _WRITERS:
            text = _WRITERS[name][0](listed, heading)
        else:
            text = yield from reference_list.write_references(listed, _style(name))
        made = _export(listed, text)
    return made if unchecked else replace(made, findings=check(papers, needs_unicode=made.needs_unicode))


def written(
    papers: Sequence[tuple[str, Paper]],
    name: str,
    options: ExportOptions = _PLAIN,
    *,
    heading: str = "",
    reasons: Mapping[int, str] = NO_REASONS,
    returned: Returned | None = None,
    unchecked: bool = False,
) -> Export:
    """What `writing` ends with, in one go."""
    steps = writing(papers, name, options, heading=heading, reasons=reasons, returned=returned, unchecked=unchecked)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: Export = end.value
            return made


def save(
    made: Export,
    path: Path,
    name: str,
    *,
    replace_full_with_empty: bool = False,
    last_look: Callable[[Path], None] | None = None,
) -> None:
    """Write the text to `path`, whole or not at all, checked as the format `name` demands. Raises file.NotSaved."""
    if name in list(Dialect):
        entries_in = None
    else:
        entries_in = _WRITERS[name][1] if name in _WRITERS else reference_list.references_in
    file.save(
        made.text,
        path,
        expect_entries=made.entries,
        replace_full_with_empty=replace_full_with_empty,
        entries_in=entries_in,
        encoding=FORMATS[name].encoding,
        last_look=last_look,
        asides=made.asides,
    )


def _style(name: str) -> reference_list.Style:
    return {f"text-{style.name}": style for style in reference_list.STYLES}[name]


def _export(listed: Sequence[Listed], text: str) -> Export:
    return Export(
        text,
        keys=tuple(each.key for each in listed),
        without_authors=tuple(each.key for each in listed if not each.facts.authors),
        without_year=tuple(each.key for each in listed if not each.facts.year),
        needs_unicode=(),
        warnings=tuple(f"{each.key} has no title." for each in listed if not each.facts.title),
    )

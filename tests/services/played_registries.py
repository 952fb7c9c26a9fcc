"""Semantic Scholar, Crossref, DataCite and doi.org, as far as one asks them about one work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from invented_works import Work
from reply import Query, Reply, as_json

_KEY = re.compile(r"\W+")


class Registries:
    """`empty_data`: Semantic Scholar says that it found nothing with 200 and no data instead of 404; it does both."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.works = list(works)
        self.empty_data = False

    def match(self, query: Query) -> Reply:
        """`/graph/v1/paper/search/match`: the one paper of this title, or of one that goes on after it."""
        asked = _KEY.sub("", query.get("query", "").casefold())
        if not asked:
            return as_json({"error": "Missing required parameter: 'query'"}, 400)
        for work in self.works:
            title = _KEY.sub("", work.title.casefold())
            if title == asked or (len(asked) > 20 and title.startswith(asked)):
                score = 4.1 * len(work.title.split()) + len(work.title)
                return as_json({"data": [{**_scholar(work), "matchScore": score}]})
        return as_json({"data": []}) if self.empty_data else as_json({"error": "Title match not found"}, 404)

    def scholar_paper(self, name: str) -> Reply:
        """`/graph/v1/paper/ARXIV:2603.10001` and `DOI:10...`."""
        scheme, _, value = name.partition(":")
        value = value.casefold()
        for work in self.works:
            if (scheme.upper(), value) in (("ARXIV", work.arxiv), ("DOI", work.doi or "-")):
                return as_json(_scholar(work))
        return as_json({"error": f"Paper with id {name} not found"}, 404)

    def crossref(self, doi: str) -> Reply:
        """`/works/10.99999/ijs.5`; arXiv's DOIs are not here, as with the real one."""
        work = self._published(doi)
        if work is None:
            return Reply(404, b"Resource not found.")
        return as_json({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": _crossref(work)})

    def crossref_search(self, query: Query) -> Reply:
        """`/works?query.bibliographic=`: always something, seldom what was meant."""
        found = [_crossref(work) for work in self.works if work.doi][: int(query.get("rows", "20"))]
        message = {"total-results": 2_200_000, "items": found}
        return as_json({"status": "ok", "message-type": "work-list", "message": message})

    def content(self, doi: str) -> Reply:
        """`doi.org/<doi>` asked for CSL JSON. The real one redirects; this one answers itself."""
        work = self._published(doi)
        if work is None:
            return Reply(404, b"<html><title>Error: DOI Not Found</title></html>", "text/html; charset=utf-8")
        reply = as_json(_crossref(work))
        return Reply(200, reply.body, "application/vnd.citationstyles.csl+json")

    def datacite(self, doi: str) -> Reply:
        """`/dois/10.48550/arxiv.2603.10001`: arXiv registers its DOIs here."""
        number = unquote(doi).casefold().removeprefix("10.48550/arxiv.")
        work = next((each for each in self.works if each.arxiv == number), None)
        if work is None:
            return as_json({"errors": [{"status": "404", "title": "This resource does not exist."}]}, 404)
        people = [{"name": ", ".join(_split(name)[::-1]), "givenName": _split(name)[0], "familyName": _split(name)[1],
                   "nameType": "Personal"} for name in work.authors]  # fmt: skip
        attributes = {
            "doi": f"10.48550/arxiv.{work.arxiv}", "titles": [{"title": work.title}], "creators": people,
            "publisher": "arXiv", "publicationYear": work.published.year, "types": {"resourceTypeGeneral": "Preprint"},
            "descriptions": [{"description": work.abstract, "descriptionType": "Abstract"}],
            "dates": [{"date": f"{work.submitted:%Y-%m-%dT%H:%M:%SZ}", "dateType": "Submitted"}],
        }  # fmt: skip
        return as_json({"data": {"id": attributes["doi"], "type": "dois", "attributes": attributes}})

    def _published(self, doi: str) -> Work | None:
        asked = unquote(doi).casefold()
        return next((work for work in self.works if work.doi and work.doi.casefold() == asked), None)


def _split(name: str) -> tuple[str, str]:
    given, _, family = name.partition(" ")
    return given, family


def _scholar(work: Work) -> dict[str, object]:
    ids = {"ArXiv": work.arxiv, "CorpusId": 900_000 + work.number, **({"DOI": work.doi} if work.doi else {})}
    return {
        "paperId": f"{work.number:040x}", "externalIds": ids, "title": work.title, "abstract": work.abstract,
        "year": work.published.year, "publicationDate": work.published.isoformat(),
        "venue": "International Journal of Samples" if work.doi else "arXiv.org",
        "authors": [{"authorId": str(1000 + place), "name": name} for place, name in enumerate(work.authors)],
    }  # fmt: skip


def _crossref(work: Work) -> dict[str, object]:
    named = re.fullmatch(r"Int\. J\. Samples (\d+)\((\d+)\):(\d+)-(\d+), (\d+)", work.journal)
    volume, issue, first, last, year = named.groups() if named else ("", "", "", "", str(work.published.year))
    update = [{"type": "retraction", "label": "Retraction", "source": "publisher", "DOI": f"{work.doi}.r",
               "updated": {"date-parts": [[2026, 6, 1]]}}] if work.retracted else []  # fmt: skip
    return {
        "DOI": work.doi, "type": "journal-article", "title": [work.title],
        "author": [
            {"given": _split(name)[0], "family": _split(name)[1], "sequence": "additional" if place else "first",
             "affiliation": []}
            for place, name in enumerate(work.authors)
        ],
        "container-title": ["International Journal of Samples"], "short-container-title": ["Int. J. Samples"],
        "volume": volume, "issue": issue, "page": f"{first}-{last}", "publisher": "Sample Press", "language": "en",
        "ISSN": ["0000-0019"], "issued": {"date-parts": [[int(year), 6, 15]]},
        "abstract": f"<jats:p>{work.abstract}</jats:p>", "URL": f"https://doi.org/{work.doi}",
        "relation": {"has-preprint": [{"id-type": "arxiv", "id": work.arxiv, "asserted-by": "subject"}]},
        **({"updated-by": update} if update else {}),
    }  # fmt: skip

"""Hugging Face as its papers' API and pages answer; real structure, invented papers."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from invented_works import Listed, Work
from reply import Query, Reply, as_json

_MOST = 100
_USUAL = 50


class HuggingFace:
    """`days` is what was listed when; a week, a month and the trending list are made of it."""

    def __init__(self, days: Mapping[date, Sequence[Listed]]) -> None:
        self.days = dict(days)

    def answer(self, path: str, query: Query) -> Reply:
        if path == "/api/daily_papers":
            return self._listing(query)
        if path == "/api/papers/search":
            return self._search(query)
        if path.startswith("/api/papers/"):
            found = self._by_id().get(path.removeprefix("/api/papers/"))
            return as_json(_paper(found)) if found else as_json({"error": "Paper not found"}, 404)
        if path == "/papers":
            return Reply(302, headers={"Location": f"/papers/date/{self._latest()}"})
        if path.startswith("/papers/"):
            return self._page(path.removeprefix("/papers/"))
        return as_json({"error": "Not found"}, 404)

    def _listing(self, query: Query) -> Reply:
        try:
            found = self._chosen(query)
            page, limit = int(query.get("p", "0")), min(int(query.get("limit", _USUAL)), _MOST)
        except ValueError:
            return as_json({"error": "✖ Invalid date\n  → at date"}, 400)
        return as_json([_entry(each) for each in found[page * limit : (page + 1) * limit]])

    def _chosen(self, query: Query) -> list[Listed]:
        if "date" in query:
            return list(self.days.get(date.fromisoformat(query["date"]), ()))
        if "week" in query:
            year, _, week = query["week"].partition("-W")
            monday = date.fromisocalendar(int(year), int(week), 1)
            return self._ranked(monday, monday + timedelta(days=6))
        if "month" in query:
            first = date.fromisoformat(query["month"] + "-01")
            return self._ranked(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        latest = self._latest()
        if query.get("sort") == "trending":
            return self._ranked(latest - timedelta(days=13), latest)
        return list(self.days[latest])

    def _ranked(self, first: date, last: date) -> list[Listed]:
        """Each work once, with its latest votes, most votes first."""
        found: dict[str, Listed] = {}
        for day in sorted(self.days):
            if first <= day <= last:
                found |= {each.work.arxiv: each for each in self.days[day]}
        return sorted(found.values(), key=lambda each: (-each.votes, each.work.number))

    def _latest(self) -> date:
        return max(day for day, listed in self.days.items() if listed)

    def _by_id(self) -> dict[str, Listed]:
        return {each.work.arxiv: each for day in sorted(self.days) for each in self.days[day]}

    def _search(self, query: Query) -> Reply:
        """Always something, as a search that also goes by meaning finds: the best match first."""
        words = set(query.get("q", "").casefold().split())
        if not words:
            return as_json({"error": "✖ Missing query\n  → at q"}, 400)

        def score(each: Listed) -> tuple[float, int]:
            title = set(each.work.title.casefold().split())
            exact = each.work.arxiv == query["q"].strip()
            return (-len(words & title) / len(words | title) - exact, each.work.number)

        ranked = sorted(self._by_id().values(), key=score)
        return as_json([_entry(each) for each in ranked[: min(int(query.get("limit", "20")), 120)]])

    def _page(self, which: str) -> Reply:
        kind, _, value = which.partition("/")
        name = {"date": "date", "week": "week", "month": "month"}.get(kind)
        try:
            if kind == "trending":
                return _cards(self._chosen({"sort": "trending"}), "", trending=True)
            if name:
                return _cards(self._chosen({name: value}), value if name == "date" else "")
        except ValueError:
            return Reply(404, b"Not found", "text/html; charset=utf-8")
        found = self._by_id().get(kind)
        return _paper_page(found) if found else Reply(404, b"Not found", "text/html; charset=utf-8")


def _paper(listed: Listed) -> dict[str, object]:
    work = listed.work
    return {
        "id": work.arxiv,
        "authors": [
            {"_id": f"{work.number:020x}{place:04x}", "name": name, "hidden": False}
            for place, name in enumerate(work.authors)
        ],
        "publishedAt": f"{work.submitted:%Y-%m-%dT%H:%M:%S}.000Z",
        "submittedOnDailyAt": f"{listed.day:%Y-%m-%d}T01:02:03.000Z",
        "submittedOnDailyBy": {"_id": "0f", "user": "adaex", "fullname": "Ada Example", "isPro": False, "type": "user"},
        "title": work.title.replace(": ", ":\n  ", 1),
        "summary": work.abstract,
        "upvotes": listed.votes,
        "discussionId": f"{work.number:024x}",
        **({"projectPage": None} if work.number % 2 else {"projectPage": f"https://pages.example.org/{work.number}"}),
        **(
            {"githubRepo": f"https://github.com/example/repo{work.number}", "githubStars": 7} if work.number % 3 else {}
        ),
        **({"ai_summary": "One invented sentence.", "ai_keywords": ["x", "y"]} if work.number % 2 else {}),
        "source": None,
    }


def _entry(listed: Listed) -> dict[str, object]:
    work = listed.work
    shifted = f"{work.submitted - timedelta(hours=5):%Y-%m-%dT%H:%M:%S}.000Z"
    return {
        "paper": _paper(listed), "publishedAt": shifted, "title": work.title, "summary": work.abstract,
        "thumbnail": f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{work.arxiv}.png",
        "mediaUrls": [], "numComments": work.number % 5,
        "submittedBy": {"_id": "0f", "fullname": "Ada Example", "name": "adaex", "type": "user", "isPro": False},
        "organization": {}, "isAuthorParticipating": False,
    }  # fmt: skip


def _cards(found: Sequence[Listed], day: str, *, trending: bool = False) -> Reply:
    held = {"canSubmit": False, "dailyPapers": [_entry(each) for each in found], "isTrending": trending}
    if day:
        held["date"] = f"{day}T00:00:00.000Z"
    props = html.escape(json.dumps(held, ensure_ascii=False), quote=True)
    cards = "".join(
        f'<article><a href="/login?next=%2Fpapers%2F{each.work.arxiv}">{each.votes}</a>'
        f'<h3><a href="/papers/{each.work.arxiv}">{html.escape(each.work.title)}</a></h3></article>'
        for each in found
    )
    page = (
        "<!doctype html><html><head><title>Daily Papers - Hugging Face</title></head><body>"
        f'<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{props}"><main>'
        f"<h1>Daily Papers</h1>{cards}</main></div></body></html>"
    )
    return Reply(200, page.encode(), "text/html; charset=utf-8")


def _paper_page(listed: Listed) -> Reply:
    props = html.escape(json.dumps({"paper": _paper(listed), "comments": [], "upvoters": []}), quote=True)
    work: Work = listed.work
    page = (
        f"<!doctype html><html><head><title>Paper page - {html.escape(work.title)}</title></head><body>"
        f'<div class="SVELTE_HYDRATER contents" data-target="PaperContent" data-props="{props}">'
        f"<h1>{html.escape(work.title)}</h1><p>{html.escape(work.abstract)}</p></div></body></html>"
    )
    return Reply(200, page.encode(), "text/html; charset=utf-8")

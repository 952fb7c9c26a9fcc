"""The undo law once more: smart lists, feeds, rules, muting, keys made anew, what a check of kept papers says."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import rule

sys.path.insert(0, str(Path(__file__).parent))

from test_undo import PICKS, SAFE_TEXT, TAGS, UndoLaw, lengthy

from octavo.inquiries import Candidate, Checked, Proposal
from octavo.library.rule_terms import Rule
from octavo.records import Author, Batch, Entry, Identifier

NAMES = st.sampled_from(["Notes", "notes", "Weights", "To cite soon", "Ünïcode"])
WORDS = st.sampled_from(["is:starred", "tag:vision things", "paper", "", '"'])
RULES = st.builds(
    Rule,
    does=st.sampled_from(["mute", "tag"]),
    looks_at=st.sampled_from(["words", "author", "feed"]),
    pattern=st.sampled_from(["things", "Family1", "Notes", "abstract -paper", " "]),
    tag_name=TAGS,
    active=st.booleans(),
)
FEED_VERBS = ("rename", "pause", "every", "unfollow", "order")
PICK = st.integers(0, 3)


class NewerUndoLaw(UndoLaw):
    """All verbs of the first law are here, too."""

    def feeds(self, pick: int) -> list[int]:
        return [each.id for each in self.library.feeds.subscriptions()][pick : pick + 1]

    def rules_kept(self, pick: int) -> list[Rule]:
        return self.library.rules.rules()[pick : pick + 1]

    def smart_lists(self, pick: int) -> list[int]:
        return [each.id for each in self.library.reading.smart_lists()][pick : pick + 1]

    @rule(name=NAMES, words=WORDS)
    def keep_a_search(self, name: str, words: str) -> None:
        self.do(lambda: self.library.smart_lists.create(name, words))

    @rule(pick=PICK, name=NAMES, words=WORDS, what=st.sampled_from(["rename", "change", "delete"]))
    def change_a_smart_list(self, pick: int, name: str, words: str, what: str) -> None:
        for own in self.smart_lists(pick):
            verbs = {
                "rename": lambda own=own: self.library.smart_lists.rename(own, name),
                "change": lambda own=own: self.library.smart_lists.change(own, words),
                "delete": lambda own=own: self.library.smart_lists.delete(own),
            }
            self.do(verbs[what])

    @rule(name=NAMES, host=st.sampled_from(["a", "b", "c"]), minutes=st.sampled_from([0, 60, 1]))
    def follow(self, name: str, host: str, minutes: int) -> None:
        self.do(lambda: self.library.feeds.follow(name, f"https://{host}.example/feed", minutes))

    @rule(names=st.lists(NAMES, max_size=3))
    def follow_all(self, names: list[str]) -> None:
        several = [(name, f"https://{at}.example/{name}") for at, name in enumerate(names)]
        self.do(lambda: self.library.feeds.follow_all(several, 60))

    @rule(pick=PICK, name=NAMES, on=st.booleans(), what=st.sampled_from(FEED_VERBS))
    def change_a_feed(self, pick: int, name: str, on: bool, what: str) -> None:
        feeds = self.library.feeds
        for own in self.feeds(pick):
            verbs = {
                "rename": lambda own=own: feeds.rename(own, name),
                "pause": lambda own=own: feeds.pause(own, on),
                "every": lambda own=own: feeds.every(own, 60 if on else 120),
                "unfollow": lambda own=own: feeds.unfollow(own),
                "order": lambda: feeds.order([each.id for each in feeds.subscriptions()][::-1]),
            }
            self.do(verbs[what])

    @rule(pick=PICK, first=st.integers(0, 12), count=st.integers(1, 3), sure=st.booleans())
    def a_feed_brings(self, pick: int, first: int, count: int, sure: bool) -> None:
        entries = tuple(
            Entry(f"Paper {number} about {number}{number} things", identifiers=(Identifier("doi", f"10.1/{number}"),),
                  authors=(Author(f"Family{number % 3}"),))
            for number in range(first, first + count)
        )  # fmt: skip
        batch = Batch("feed", "Notes", "x", entries, digest=f"feed {first} {count}")
        for own in self.feeds(pick):
            self.do(lambda own=own: list(self.library.feeds.receive(own, batch, doubtful=sure)))

    @rule(wanted=RULES)
    def add_a_rule(self, wanted: Rule) -> None:
        self.do(lambda: self.library.rules.add(wanted))

    @rule(pick=PICK, wanted=RULES, what=st.sampled_from(["change", "turn", "delete", "order", "apply"]))
    def change_a_rule(self, pick: int, wanted: Rule, what: str) -> None:
        rules = self.library.rules
        for kept in self.rules_kept(pick):
            own = Rule(wanted.does, wanted.looks_at, wanted.pattern, wanted.tag_name, kept.id, wanted.active)
            verbs = {
                "change": lambda own=own: rules.change(own),
                "turn": lambda own=own: rules.turn(own.id, wanted.active),
                "delete": lambda own=own: rules.delete(own.id),
                "order": lambda: rules.order([each.id for each in rules.rules()][::-1]),
                "apply": lambda own=own: rules.apply(own.id),
            }
            self.do(verbs[what])

    @rule(picks=PICKS, on=st.booleans())
    def mute(self, picks: list[int], on: bool) -> None:
        self.do(lambda: self.library.rules.mute(self.papers(picks), on))

    @rule(picks=PICKS, pattern=st.sampled_from(["[auth:lower][year]", "[auth][shorttitle]", "nonsense ["]))
    def make_keys_anew(self, picks: list[int], pattern: str) -> None:
        # Keys given meanwhile are no step, and the state to come back to has them: those come first.
        if self.keys_follow:
            self.do(lambda: self.library.make_keys_anew(self.papers(picks), pattern))

    @rule(picks=PICKS, venue=SAFE_TEXT, sure=st.booleans())
    def check_a_kept_paper(self, picks: list[int], venue: str, sure: bool) -> None:
        def take(paper_id: int) -> object:
            proposal = Proposal(paper_id, "published", "Crossref", {"venue": venue, "volume": "4"})
            confirmed = Candidate("Crossref", Entry("x", venue=venue), "accept") if sure else None
            at = self.clock().isoformat(timespec="seconds")
            return self.library.proposals.take_checked(Checked(paper_id, at, (proposal,), confirmed=confirmed))

        self.do_to_paper(picks, take)


TestNewerUndoLaw = NewerUndoLaw.TestCase
TestNewerUndoLaw.settings = lengthy(3, 40)

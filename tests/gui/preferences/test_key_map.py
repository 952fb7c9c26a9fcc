"""The law of the key map: whatever is done to it, no key runs two commands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from octavo.gui.actions import all_commands
from octavo.gui.preferences.key_map import KeyMap

USUAL = {command.name: command.keys for command in all_commands()}
NAMES = sorted(USUAL)
TRIED = ["B", "T", "E", "S", "G, I", "G, Z", "Ctrl+K", "Return", "Shift+Q", "?", "M"]


def clashes(keys: KeyMap) -> list[tuple[str, str]]:
    """Pairs of commands where one's key is, or begins, the other's."""
    held = [(name, key) for name in NAMES for key in keys.keys(name)]
    return [
        (name, other)
        for at, (name, key) in enumerate(held)
        for other, its in held[at + 1 :]
        if name != other and (key == its or its.startswith(f"{key}, ") or key.startswith(f"{its}, "))
    ]


def test_the_usual_keys_do_not_clash():
    assert clashes(KeyMap(USUAL, {})) == []


@given(
    st.lists(
        st.tuples(st.sampled_from(["press", "reset", "remove"]), st.sampled_from(NAMES), st.sampled_from(TRIED)),
        max_size=25,
    )
)
def test_no_key_runs_two_commands_whatever_is_pressed(steps):
    keys = KeyMap(USUAL, {})
    for verb, name, key in steps:
        if verb == "reset":
            keys.reset(name)
        elif verb == "remove":
            keys.remove(name)
        elif not keys.begins(key, name):
            # The page asks before it swaps; here the person always says yes.
            (keys.swap if keys.owner(key, name) else keys.give)(name, key)
            assert keys.keys(name)[0] == key
        assert clashes(keys) == []
        assert KeyMap(USUAL, keys.chosen()).chosen() == keys.chosen()
    keys.reset_all()
    assert keys.chosen() == {}

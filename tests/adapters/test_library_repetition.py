"""The library over folders of Markdown files: how it keeps from repeating itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from bot.adapters.library import FolderLibrary
from bot.domain.response import ResponseKind

TEXTS = {
    "a": "Hi {{ name }}, one second.",
    "b": "Hi {{ name }}, let me look into this.",
    "c": "Hi {{ name }}, we have your message.",
}
Pick = Callable[..., str]


@pytest.fixture
def pick(tmp_path: Path) -> Pick:
    """Return a function that picks among three wordings and returns the name."""
    for name, text in TEXTS.items():
        path = tmp_path / "en" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\nkind: hold\n---\n{text}\n", encoding="utf-8")
    library = FolderLibrary([tmp_path])

    def pick(turn: int, avoid: Collection[str] = ()) -> str:
        return library.pick(ResponseKind.HOLD, language="en", channel="x", heated=False, turn=turn, avoid=avoid).name

    return pick


def test_with_nothing_to_avoid_the_turn_decides(pick: Pick) -> None:
    """The wordings take turns as ever."""
    assert ["a", "b", "c"] == [pick(turn) for turn in range(3)]


def test_names_are_avoided(pick: Pick) -> None:
    """A response that was used lately is left out, and the others take turns."""
    assert ["a", "c", "a"] == [pick(turn, ["b"]) for turn in range(3)]


@pytest.mark.parametrize(
    "sent",
    [
        "Hi Anna, let me look into this.",
        "Hi there, let me look into this.",
        "hi ANNA,  let me look\ninto this. ",
    ],
)
def test_texts_are_avoided_as_they_were_sent(pick: Pick, sent: str) -> None:
    """A sent text is known again whoever was greeted, and without regard to capitals and spaces."""
    assert {"a", "c"} == {pick(turn, [sent]) for turn in range(6)}


@pytest.mark.parametrize("sent", ["Hi Anna, let me look into this. Please wait.", "let me look into this.", "d", ""])
def test_other_texts_avoid_nothing(pick: Pick, sent: str) -> None:
    """What is not this very wording does not keep it back."""
    assert ["a", "b", "c"] == [pick(turn, [sent]) for turn in range(3)]


def test_where_everything_was_said_the_oldest_comes_again(pick: Pick) -> None:
    """Of a sequence, what stands last is the least bad to repeat, whoever's turn it is."""
    assert {"b"} == {pick(turn, ["a", "Hi Bo, we have your message.", "b"]) for turn in range(3)}


def test_the_most_recent_use_counts(pick: Pick) -> None:
    """A wording that was used twice is as fresh as its latest use."""
    assert "c" == pick(0, ["a", "b", "c", "a", "b"])


def test_a_set_has_no_order_to_go_by(pick: Pick) -> None:
    """Without an order the turn decides, so that the same question has the same answer in every process."""
    assert ["a", "b", "c"] == [pick(turn, frozenset("abc")) for turn in range(3)]


def test_it_is_never_left_speechless(tmp_path: Path) -> None:
    """The only wording comes even if it was used."""
    path = tmp_path / "en" / "only.md"
    path.parent.mkdir()
    path.write_text("---\nkind: hold\n---\nHello\n", encoding="utf-8")
    library = FolderLibrary([tmp_path])
    picked = library.pick(ResponseKind.HOLD, language="en", channel="x", heated=False, turn=3, avoid=("only", "Hello"))
    assert "only" == picked.name


def test_a_text_on_several_lines_is_known_again(tmp_path: Path) -> None:
    """Line breaks of the file do not hide a text."""
    (tmp_path / "en").mkdir()
    for name, text in (("a", "Hi {{\nname }},\n\nwe are here (really?)."), ("b", "Hello")):
        (tmp_path / "en" / f"{name}.md").write_text(f"---\nkind: hold\n---\n{text}\n", encoding="utf-8")
    library = FolderLibrary([tmp_path])
    sent = ["Hi Zoë,\n\nwe are here (really?)."]
    picked = library.pick(ResponseKind.HOLD, language="en", channel="x", heated=False, turn=0, avoid=sent)
    assert "b" == picked.name

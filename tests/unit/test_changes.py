"""What was changed from one text to another, word for word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.changes import Change, changes

WORDS = st.lists(st.sampled_from(["we", "are", "on", "it", "now.", "Sorry", "refund", "\n"]), max_size=30)


def shown(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.removed, one.added) for one in changes(before, after) if not one.is_kept]


def test_a_changed_word_is_told_with_the_word_in_its_place() -> None:
    before, after = Change("We will fix it", "We will fix it"), Change("promised.", "promised.")
    expected = (before, Change("soon,", "today,"), after)
    assert expected == changes("We will fix it soon, promised.", "We will fix it today, promised.")


def test_what_was_only_put_in_or_only_taken_out_stands_alone() -> None:
    assert [("", "Anna,"), ("really", "")] == shown(
        "Hi we are really sorry that it took so long", "Hi Anna, we are sorry that it took so long"
    )


def test_one_kept_word_between_two_changes_is_told_with_them() -> None:
    before = "Thanks for writing. You did it wrong again, we can show you how it works here."
    after = "Thanks for writing. Let us look it over together, we can show you how it works here."
    assert 1 == len(shown(before, after))


def test_another_text_is_not_a_changed_one() -> None:
    assert () == changes("We do not know yet.", "The export works again since noon, please try it once more!")


def test_the_same_text_has_no_changes() -> None:
    assert [] == shown("We are on it.", "We are on it.")


@given(WORDS, WORDS)
def test_no_word_of_either_text_is_lost(before: list[str], after: list[str]) -> None:
    found = changes(" ".join(before), " ".join(after))
    if found:
        old = " ".join(one.removed.replace("\n", " \n ") for one in found)
        new = " ".join(one.added.replace("\n", " \n ") for one in found)
        assert ([word for word in before if word != "\n"], [word for word in after if word != "\n"]) == (
            old.split(),
            new.split(),
        )

"""Suggestions are learned from what staff sent and leads kept: the order changes, the words never do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.library import FolderLibrary, ReloadingLibrary
from bot.adapters.library.experience import Experience
from bot.adapters.library.question_index import QuestionIndex
from bot.domain.answers import KeptAnswer, SentBefore, reason

SHIPPED = Path(__file__).parents[2] / "responses"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ODD = [
    '"',
    "' OR 1=1 --",
    "NEAR(a b)",
    "words:x*",
    "a AND OR NOT",
    "🙈",
    "",
    "{}",
    "^x + y",
    "日本語",
    "x" * 25_000,
    "\x00",
]


class ListPast:
    """A `Past` that a test writes."""

    def __init__(self) -> None:
        self.all: list[SentBefore] = []
        self.answers: list[KeptAnswer] = []

    def send(self, question: str, name: str, times: int = 1, topic: str = "", heated: bool = False) -> None:
        for _ in range(times):
            self.all.append(SentBefore(len(self.all) + 1, question, name, topic, "en", heated))

    def keep(
        self,
        question: str,
        answer: str,
        response: str = "",
        language: str = "en",
        channel: str = "any",
        topic: str = "",
    ) -> None:
        number = len(self.answers) + 1
        kept = KeptAnswer(number, "C-1", question, answer, language, topic, channel, response, "Grace", NOON)
        self.answers.append(kept)

    def sent(self, after: int) -> tuple[SentBefore, ...]:
        return tuple(one for one in self.all if one.number > after)

    def kept(self) -> tuple[KeptAnswer, ...]:
        return tuple(self.answers)


@pytest.fixture
def past() -> ListPast:
    return ListPast()


@pytest.fixture
def library(past: ListPast) -> FolderLibrary:
    """The shipped texts, with a past that is still empty."""
    return FolderLibrary([SHIPPED], "en", Experience(past))


def names(library: FolderLibrary, text: str, **changes: object) -> list[str]:
    asked = {"language": "en", "topic": "", "heated": False, **changes}
    return [one.name for one in library.suggest(text, **asked)]  # type: ignore[arg-type]


def test_what_staff_sent_for_such_questions_comes_first(library: FolderLibrary, past: ListPast) -> None:
    question = "the dashboard shows an error when I export"
    assert "sharing-what-they-see" not in names(library, question)
    past.send("dashboard error on export", "sharing-what-they-see", times=4)
    best = library.suggest(question, language="en", topic="", heated=False)[0]
    assert ("sharing-what-they-see", 4) == (best.name, best.sent)
    assert "sent 4 times for such questions" in reason(best, quote=True)


def test_what_was_sent_for_other_questions_changes_little(library: FolderLibrary, past: ListPast) -> None:
    before = names(library, "I was charged twice this month")
    past.send("where is the dark mode", "feature-wish", times=9)
    assert before[0] == names(library, "I was charged twice this month")[0]


def test_what_is_sent_on_a_topic_goes_before_others_on_it(library: FolderLibrary, past: ListPast) -> None:
    past.send("zzz", "charged-twice", times=9, topic="billing")
    assert "charged-twice" == names(library, "qqq", topic="billing")[0]


def test_a_kept_answer_is_offered_for_its_question(library: FolderLibrary, past: ListPast) -> None:
    past.keep("the gizmo blinks red", "{{ hello }}, hold the button for ten seconds.")
    best = library.suggest("my gizmo blinks red again", language="en", topic="", heated=False)[0]
    assert ("kept-1", "{{ hello }}, hold the button for ten seconds.") == (best.name, best.text)
    assert "Kept by Grace on 2026-03-02." == best.response.note
    assert "matches “gizmo”, “blinks” and “red”" == reason(best, quote=True)


def test_a_dropped_answer_is_offered_no_more(library: FolderLibrary, past: ListPast) -> None:
    past.keep("the gizmo blinks red", "{{ hello }}, hold the button for ten seconds.")
    assert "kept-1" in names(library, "the gizmo blinks red")
    past.answers.clear()
    assert "kept-1" not in names(library, "the gizmo blinks red")


def test_an_answer_whose_question_was_taken_out_is_found_by_its_topic_alone(
    library: FolderLibrary, past: ListPast
) -> None:
    past.keep("the gizmo blinks red", "{{ hello }}, hold the button for ten seconds.", topic="gizmos")
    assert "kept-1" in names(library, "the gizmo blinks red")
    past.answers[0] = replace(past.answers[0], question="")
    assert "kept-1" not in names(library, "the gizmo blinks red")
    assert "kept-1" in names(library, "qqq", topic="gizmos")


def test_the_title_of_a_kept_answer_holds_nothing_of_the_question(library: FolderLibrary, past: ListPast) -> None:
    """A title is copied into the cases in which it is offered."""
    past.keep("the gizmo blinks red", "{{ hello }}, hold the button of the device for at least ten seconds.")
    best = library.suggest("my gizmo blinks red again", language="en", topic="", heated=False)[0]
    assert "Hold the button of the device for at le…" == best.response.title


def test_a_kept_answer_with_the_words_of_a_response_is_that_response(library: FolderLibrary, past: ListPast) -> None:
    past.keep("the gizmo blinks red", "{{ hello }}, the same words", response="slow-which-page")
    found = names(library, "the gizmo blinks red")
    assert ("slow-which-page", 1) == (found[0], found.count("slow-which-page"))


def test_the_same_words_are_never_offered_twice(library: FolderLibrary, past: ListPast) -> None:
    for _ in range(3):
        past.keep("the gizmo blinks red", "{{ hello }}, hold the button for ten seconds.")
    texts = [one.text for one in library.suggest("the gizmo blinks red", language="en", topic="", heated=False)]
    assert (3, 3) == (len(texts), len(set(texts)))


def test_a_kept_answer_is_for_its_language_and_channel(library: FolderLibrary, past: ListPast) -> None:
    past.keep("the gizmo blinks red", "{{ hello }}, a long text for Slack.", channel="slack")
    assert "kept-1" not in names(library, "the gizmo blinks red", channel="x")
    assert "kept-1" not in names(library, "the gizmo blinks red", channel="slack", language="fr")


def test_a_language_without_texts_gets_the_default_ones_and_says_so(library: FolderLibrary) -> None:
    best = library.suggest("refund", language="nl", topic="refund", heated=False)[0]
    assert ("refund-which-day", True) == (best.name, best.foreign)
    assert "only there in “en”" in reason(best, quote=True)


@pytest.mark.parametrize("text", ["it does not work", "hello???", "problem with refund", "help"])
def test_not_three_general_ones_where_something_fits(library: FolderLibrary, text: str) -> None:
    found = names(library, text, topic="refund")
    assert sum(name.startswith("general") for name in found) <= 2
    assert 3 == len(set(found))


@pytest.mark.parametrize("text", ODD)
def test_no_text_breaks_the_search(library: FolderLibrary, past: ListPast, text: str) -> None:
    past.send(text, "feature-wish")
    past.keep(text, "{{ hello }}, thank you.")
    assert 3 == len(names(library, text))


def test_reasons_quote_the_customer_only_where_they_may(library: FolderLibrary) -> None:
    best = library.suggest("I was CHARGED twice!", language="en", topic="", heated=False)[0]
    assert "matches “charged” and “twice”" == reason(best, quote=True)
    assert "matches the question" == reason(best, quote=False)


def test_accents_and_endings_do_not_matter() -> None:
    index = QuestionIndex([(1, "Je n'ai pas reçu le remboursement"), (2, "Mon compte est bloqué"), (3, "Bonjour")])
    assert 1 == index.near("REMBOURSEMENTS pas recus", 3)[0].row


def test_texts_that_are_read_again_keep_what_was_learned(tmp_path: Path, past: ListPast) -> None:
    own = tmp_path / "own" / "en"
    own.mkdir(parents=True)
    past.keep("the gizmo blinks red", "{{ hello }}, hold the button for ten seconds.")
    library = ReloadingLibrary([SHIPPED, own.parent], past=past)
    (own / "hold-own.md").write_text("---\nkind: hold\n---\nOne second.\n", encoding="utf-8")
    library.look()
    library.look()
    assert "hold-own" in {one.name for one in library.responses}
    assert "kept-1" == library.suggest("the gizmo blinks red", language="en", topic="", heated=False)[0].name

"""What the team's own labels add: a linear model, kept as bytes, that never takes over from the rules altogether."""

import io

import numpy as np
import pytest
from acme import policy
from reader_world import mention, understand

from bot.adapters.reader.learned import HeatModel, Learned, RequestModel, heat_as_learned, request_as_learned
from bot.adapters.reader.linear import TooFewLabelsError, UnreadableModelError
from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.understood import Judgement

HOT = [f"@acme the purple pelican ruined evening number {n}" for n in range(60)]
COLD = [f"@acme the green garden gate on street {n}" for n in range(60)]
MODEL = HeatModel.learn([*HOT, *COLD], [True] * 60 + [False] * 60)
REQUESTS = RequestModel.learn([*HOT, *COLD], [True] * 60 + [False] * 60)


def test_it_learns_what_the_team_calls_heated() -> None:
    assert MODEL.probability("@acme another pelican evening") > 0.6 > 0.4 > MODEL.probability("@acme a garden gate")


def test_bytes_give_the_same_model_back() -> None:
    again = HeatModel.from_bytes(MODEL.to_bytes())
    assert 120 == again.learned_from
    for text in ("@acme another pelican", "", "@acme something else altogether"):
        assert MODEL.probability(text) == pytest.approx(again.probability(text), abs=1e-4)


def test_the_same_labels_give_the_same_model() -> None:
    assert MODEL.to_bytes() == HeatModel.learn([*HOT, *COLD], [True] * 60 + [False] * 60).to_bytes()


def test_one_answer_only_cannot_be_learned_from() -> None:
    with pytest.raises(TooFewLabelsError, match="both answers"):
        HeatModel.learn(HOT, [True] * 60)


def test_a_model_of_another_question_is_not_read() -> None:
    with pytest.raises(UnreadableModelError, match="something else"):
        RequestModel.from_bytes(MODEL.to_bytes())


def test_a_model_of_another_version_is_not_read() -> None:
    with np.load(io.BytesIO(MODEL.to_bytes())) as held:
        content = dict(held)
    target = io.BytesIO()
    np.savez_compressed(target, **{**content, "version": np.int64(99)})
    with pytest.raises(UnreadableModelError, match="version 99"):
        HeatModel.from_bytes(target.getvalue())


@pytest.mark.parametrize("cut", [0, 1, 10, 100, 1000])
def test_damaged_bytes_are_refused_in_words(cut: int) -> None:
    with pytest.raises(UnreadableModelError, match="learn it anew"):
        HeatModel.from_bytes(MODEL.to_bytes()[:cut])


def test_a_pickle_is_never_run() -> None:
    target = io.BytesIO()
    np.savez_compressed(target, version=np.array([{"a": 1}], dtype=object))
    with pytest.raises(UnreadableModelError):
        HeatModel.from_bytes(target.getvalue())


def test_labels_change_the_heat_and_the_reason_says_so() -> None:
    calm = Judgement(0.3, 0.8, "calm words")
    warmer = heat_as_learned("@acme the purple pelican ruined evening number 3", calm, MODEL)
    assert warmer.value > calm.value
    assert calm == heat_as_learned("@acme the purple pelican", calm, None)
    hotter = heat_as_learned("@acme purple pelican ruined evening", Judgement(0.49, 0.8, "calm words"), MODEL)
    assert "your team marked similar ones as heated" == hotter.reason


def test_what_the_team_dismissed_is_no_request_any_more() -> None:
    unsure = Judgement(True, 0.4, "unclear")
    assert (False, "your team dismissed similar ones") == (lambda found: (found.value, found.reason))(
        request_as_learned("@acme the green garden gate on street 7", unsure, REQUESTS)
    )


def test_what_the_rules_are_sure_of_stays_a_request() -> None:
    sure = Judgement(True, 0.95, "tells of trouble")
    assert sure == request_as_learned("@acme the green garden gate on street 7", sure, REQUESTS)


def test_what_the_team_answered_is_shown_again() -> None:
    dismissed = Judgement(False, 0.65, "chatter")
    assert request_as_learned("@acme the purple pelican ruined evening number 7", dismissed, REQUESTS).value


def test_few_labels_decide_nothing() -> None:
    few = RequestModel.learn(["@acme yes", "@acme no"], [True, False])
    unsure = Judgement(True, 0.4, "unclear")
    assert unsure == request_as_learned("@acme no", unsure, few)


def test_the_reader_takes_the_models_in_use() -> None:
    reader = UnderstandingReader(policy(), learned=lambda: Learned(heat=MODEL, request=REQUESTS))
    text = "@acme the purple pelican ruined evening number 3"
    assert reader.read(mention(text)).heat.value > understand(text).heat.value

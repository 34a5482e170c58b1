"""Measuring the reader on labelled rows."""

import pytest

from bot.adapters.reader.measure import (
    UnmeasurableRowsError,
    evaluate_heat,
    evaluate_language,
    evaluate_request,
)

ANGRY = [(f"you are the worst, ridiculous thieves number {n}", "heated") for n in range(10)]
CALM = [(f"a lovely day number {n}", "calm") for n in range(10)]


def test_language_is_measured_by_length_and_by_language() -> None:
    rows = [
        ("wo ist meine Bestellung vom letzten Montag geblieben", "de"),
        ("where is the order I made on Monday", "en"),
    ]
    measured = evaluate_language(rows)
    assert (2, 2, 1.0, {"de": 1.0, "en": 1.0}) == (
        measured.n,
        measured.n_long,
        measured.accuracy_long,
        measured.by_language,
    )


def test_heat_is_measured_by_rules_and_as_learned() -> None:
    measured = evaluate_heat([*ANGRY, *CALM])
    assert (20, 10, 1.0, 1.0) == (measured.n, measured.n_heated, measured.auc, measured.auc_learned)


def test_requests_are_measured_both_ways() -> None:
    measured = evaluate_request([("@acme the export fails", "request"), ("@acme thank you", "thanks")], ["en"])
    assert (1, 1, 1.0, 0.0) == (measured.n_requests, measured.n_others, measured.recall, measured.false_alarms)


def test_rows_that_say_nothing_are_refused_in_words() -> None:
    with pytest.raises(UnmeasurableRowsError, match="two languages"):
        evaluate_language([("hello", "en")])
    with pytest.raises(UnmeasurableRowsError, match="heated"):
        evaluate_heat(CALM)
    with pytest.raises(UnmeasurableRowsError, match="no rows"):
        evaluate_request([])

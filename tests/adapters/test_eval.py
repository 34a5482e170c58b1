"""`triage-bot eval`: the figures it prints, and what it says about a file that it cannot use."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import eval as command
from bot.domain.errors import ConfigurationError

REFUNDS = [f"when does my refund for the {thing} come" for thing in ("shirt", "lamp", "chair", "phone", "sofa", "desk")]
LOGINS = [f"cannot log in on the {thing}, wrong password" for thing in ("web", "app", "tablet", "phone", "tv", "car")]
KEYS = (
    *("n_train", "n_test", "accuracy", "in_scope_accuracy", "macro_f1", "recall_at_3", "recall_at_5", "oos_recall"),
    *("oos_auroc", "fit_seconds", "p50_ms", "peak_rss_mb", "method"),
)


def csv_file(path: Path, rows: list[tuple[str, str]], header: str = "text,category") -> Path:
    """Write a CSV file of quoted texts and labels."""
    path.write_text("\n".join([header, *(f'"{text}",{label}' for text, label in rows), ""]), encoding="utf-8")
    return path


@pytest.fixture
def train(tmp_path: Path) -> Path:
    """Two topics with six questions each."""
    return csv_file(tmp_path / "train.csv", [(one, "refund") for one in REFUNDS] + [(one, "login") for one in LOGINS])


def run(*arguments: object) -> Result:
    """Run `triage-bot eval` with arguments."""
    app = typer.Typer()
    command.register(app)
    return CliRunner().invoke(app, ["eval", *map(str, arguments)])


def measured(*arguments: object) -> dict[str, Any]:
    """Run `triage-bot eval … --json` and return what it printed."""
    ended = run(*arguments, "--json")
    assert ended.exception is None
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def mistake(*arguments: object) -> str:
    """Run `triage-bot eval` on a file that cannot be used and return what is said."""
    ended = run(*arguments)
    assert isinstance(ended.exception, ConfigurationError)
    return str(ended.exception)


def test_topics_are_measured(train: Path, tmp_path: Path) -> None:
    test = csv_file(tmp_path / "test.csv", [("refund for the table?", "refund"), ("password wrong", "login")])
    found = measured("topics", "--train", train, "--test", test)
    assert set(KEYS) == set(found)
    assert (12, 2, 1.0, 1.0, 1.0) == tuple(found[key] for key in KEYS[:5])
    assert (None, None) == (found["oos_recall"], found["oos_auroc"])
    assert found["fit_seconds"] > 0
    assert 0 < found["p50_ms"] < 1000
    assert found["peak_rss_mb"] > 10


def test_the_other_measures_name_the_file_that_cannot_be_measured(tmp_path: Path) -> None:
    one_class = csv_file(tmp_path / "one.csv", [("hello there", "en"), ("good morning", "en")])
    for name, wanted in (("language", "at least two languages"), ("heat", "at least five rows with “heated”")):
        said = mistake(name, "--test", one_class)
        assert str(one_class) in said
        assert "category" in said
        assert wanted in said


def test_a_share_of_nothing_is_none(tmp_path: Path) -> None:
    test = csv_file(tmp_path / "test.csv", [("my export is broken", "request"), ("where is my order?", "request")])
    found = measured("request", "--test", test)
    assert (1.0, None) == (found["recall"], found["false_alarms"])


def test_out_of_scope_is_measured_where_the_test_holds_it(train: Path, tmp_path: Path) -> None:
    test = csv_file(
        tmp_path / "test.csv", [("refund for the lamp", "refund"), ("Привет", "oos"), ("refund for the desk", "oos")]
    )
    found = measured("topics", "--train", train, "--test", test)
    # One of the two is as familiar as what was learned from.
    assert (1.0, 0.5) == (found["accuracy"], found["oos_recall"])


def test_in_scope_but_let_go_is_wrong_with_the_threshold_only(train: Path, tmp_path: Path) -> None:
    # Nothing in it is known: every topic is as likely, and the first by name is "login".
    test = csv_file(tmp_path / "test.csv", [("Привет", "login"), ("Погода", "oos")])
    found = measured("topics", "--train", train, "--test", test)
    assert (0.0, 1.0, 0.5) == (found["accuracy"], found["in_scope_accuracy"], found["oos_auroc"])


def test_out_of_scope_in_the_training_file_is_left_out(train: Path, tmp_path: Path) -> None:
    train.write_text(train.read_text(encoding="utf-8") + "the weather,oos\n", encoding="utf-8")
    test = csv_file(tmp_path / "test.csv", [("refund", "refund")])
    assert 12 == measured("topics", "--train", train, "--test", test)["n_train"]


def test_without_json_there_is_a_figure_a_line(train: Path) -> None:
    printed = run("topics", "--train", train, "--test", train).stdout.splitlines()
    assert list(KEYS) == [line.split()[0] for line in printed]


def test_labels_that_were_never_learned_are_told(train: Path, tmp_path: Path) -> None:
    test = csv_file(tmp_path / "test.csv", [("refund for the table?", "refund"), ("late parcel", "delivery")])
    ended = run("topics", "--train", train, "--test", test, "--json")
    assert "1 of 2 have a label that the training file lacks" in ended.stderr
    assert 0.5 == json.loads(ended.stdout)["accuracy"]


def test_suggestions_are_measured(tmp_path: Path) -> None:
    rows = [(one, "Refunds take five days.") for one in REFUNDS] + [(one, "Reset it here.") for one in LOGINS]
    # A response that was sent once is found by its neighbour.
    rows.append(("the invoice shows another address", "Which line is it?"))
    train = csv_file(tmp_path / "train.csv", rows, "text,response")
    asked = [("refund please", "Refunds take five days."), ("wrong address on the invoice", "Which line is it?")]
    test = csv_file(tmp_path / "test.csv", asked, "text,response")
    found = measured("suggestions", "--train", train, "--test", test)
    assert (13, 2, 1.0) == (found["n_train"], found["n_test"], found["recall_at_3"])


def test_languages_are_measured(tmp_path: Path) -> None:
    rows = [("where is my invoice, I have waited for weeks", "en"), ("wo bleibt denn meine Rechnung von gestern", "de")]
    found = measured("language", "--test", csv_file(tmp_path / "test.csv", rows))
    assert (2, 1.0) == (found["n"], found["accuracy"])


def test_heat_is_measured(tmp_path: Path) -> None:
    rows = [(f"this is RIDICULOUS, terrible service {n}!!!", "heated") for n in range(6)]
    rows += [(f"could you tell me where page {n} is", "calm") for n in range(6)]
    found = measured("heat", "--test", csv_file(tmp_path / "test.csv", rows))
    assert (12, 6, 1.0) == (found["n"], found["n_heated"], found["auc"])


def test_requests_are_measured(tmp_path: Path) -> None:
    rows = [("@acme how do I change my plan?", "request"), ("RT @acme: we are down, please help", "none")]
    found = measured("request", "--test", csv_file(tmp_path / "test.csv", rows))
    assert (1, 1, 1.0, 0.0) == (found["n_requests"], found["n_others"], found["recall"], found["false_alarms"])


def test_labels_that_cannot_be_measured_are_told(tmp_path: Path) -> None:
    ended = run("language", "--test", csv_file(tmp_path / "test.csv", [("hello", "en")]))
    assert isinstance(ended.exception, ConfigurationError)


def test_a_missing_column_is_named_with_its_file(train: Path, tmp_path: Path) -> None:
    odd = csv_file(tmp_path / "odd.csv", [("hello", "x")], "message,topic")
    said = mistake("topics", "--train", odd, "--test", train).splitlines()
    assert [
        f"{odd}:1: text: this column is missing; the header has message, topic",
        f"{odd}:1: category: this column is missing; the header has message, topic",
    ] == said


def test_suggestions_want_their_own_column(train: Path) -> None:
    assert ": response: this column is missing" in mistake("suggestions", "--train", train, "--test", train)


def test_every_class_seen_once_is_named(train: Path, tmp_path: Path) -> None:
    rows = [("a", "one"), ("b", "two"), ("c", "two"), ("d", "three")]
    odd = csv_file(tmp_path / "odd.csv", rows)
    said = mistake("topics", "--train", odd, "--test", train).splitlines()
    ending = "stands here only; every class needs two messages or more"
    assert [f"{odd}:2: category: “one” {ending}", f"{odd}:5: category: “three” {ending}"] == said


def test_one_class_only_is_told(train: Path, tmp_path: Path) -> None:
    odd = csv_file(tmp_path / "odd.csv", [("a", "one"), ("b", "one")])
    said = mistake("topics", "--train", odd, "--test", train)
    assert f"{odd}: category: learning needs at least two classes, all messages have “one”" == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1: text: this column is missing; the header has nothing"),
        (b"text,category\n", "text: there must be at least one message under the header"),
        (b"text,category\nhello,\n", "2: category: every message needs a label, this one has none"),
        (b"text,category\nhello\n", "2: category: every message needs a label, this one has none"),
        (b"text,category\n\xff\xfe,x\n", "cannot be read: it must be text in UTF-8"),
        (b'text,category\n"hello,x\n', "cannot be read as CSV"),
        (b"text,category\n" + b"x" * 200_000 + b",y\n", "cannot be read as CSV"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(content: bytes, said: str, train: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_bytes(content)
    assert f"{odd}:" in mistake("topics", "--train", odd, "--test", train)
    assert said in mistake("topics", "--train", train, "--test", odd)


@pytest.mark.parametrize("name", ["missing.csv", ""])
def test_a_file_that_is_not_there_or_a_folder_is_told(name: str, train: Path, tmp_path: Path) -> None:
    assert f"{tmp_path / name}: cannot be read" in mistake("topics", "--train", train, "--test", tmp_path / name)


def test_a_byte_order_mark_and_more_columns_do_no_harm(train: Path, tmp_path: Path) -> None:
    test = tmp_path / "test.csv"
    test.write_bytes(b"\xef\xbb\xbfid,category,text\n7,refund,refund for a bed\n")
    assert 1.0 == measured("topics", "--train", train, "--test", test)["accuracy"]

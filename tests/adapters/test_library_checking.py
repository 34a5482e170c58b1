"""The check of the library: what it finds in a text, where, and what it leaves in peace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.library.checking import check_library
from bot.adapters.library.coverage import AUTOMATIC
from bot.adapters.library.finding import Circumstances, Finding, Measure, Severity
from bot.adapters.library.samples import PLAUSIBLE, WORST
from bot.adapters.library.shelf import read_shelf
from bot.domain.policy import Role, Staff
from bot.domain.response import NAMELESS

MEASURES = {"x": Measure(280, len), "slack": Measure(3_000, len)}
ADA = Staff("Ada", "U0ADA", Role.RESPONDER, ("ada_writes",))
Write = Callable[..., Path]


def used(
    languages: tuple[str, ...] = (), measures: dict[str, Measure] = MEASURES, brand: str = "Acme"
) -> Circumstances:
    return Circumstances(brand, languages, measures, (ADA,), ("acme",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    return tmp_path / "own"


@pytest.fixture
def write(folder: Path) -> Write:
    """Return a function that writes a text of a kind and returns its path; the text begins on line 6."""

    def write(
        text: str, kind: str = "hold", *, tone: str = "any", channel: str = "any", name: str = "a", language: str = "en"
    ) -> Path:
        path = folder / language / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\nkind: {kind}\ntone: {tone}\nchannel: {channel}\n---\n{text}\n", encoding="utf-8")
        return path

    return write


def found(folder: Path, where: Circumstances | None = None) -> list[tuple[str, int | None, str]]:
    """Return rule, line and severity of every finding."""
    return [(one.rule, one.line, one.severity.value) for one in check_library([read_shelf(folder)], where or used())]


def test_a_good_text_has_no_finding(folder: Path, write: Write) -> None:
    """A text as it should be is left in peace."""
    write("{{ hello }}, one second, let me look into this…")
    assert [] == found(folder)


@pytest.mark.parametrize(
    ("text", "kind", "rule", "line", "severity"),
    [
        ("Hi\n{{ first_name }}", "hold", "unknown_placeholder", 7, "error"),
        ("{{ ticket }}", "hold", "unknown_placeholder", 6, "error"),
        ("We have it.", "ticket_opened", "unused_placeholder", 6, "error"),
        ("We are back.", "out_of_hours", "unused_placeholder", 6, "error"),
        ("Hi {{ name", "hold", "placeholder", 6, "error"),
        ("Hi\n{FirstName}", "hold", "placeholder", 7, "error"),
        (
            "One {% if name == 'Zoë' %}two{% endif %}\n{% if not topic %}[FIRST_NAME]{% endif %}",
            "hold",
            "placeholder",
            7,
            "error",
        ),
        ("Your {{ topic }} is here.", "hold", "unfilled_placeholder", 6, "error"),
        ("One\n" + "word " * 60, "hold", "length", 6, "error"),
        ("One\nAsk @ada_writes", "hold", "teammate_in_public", 7, "error"),
        ("One\nAsk U0ADA", "hold", "teammate_in_public", 7, "error"),
        ("One\nLet me fetch Ada", "hold", "teammate_in_public", 7, "error"),
        ("Write to help@acme.example", "hold", "private_data", 6, "error"),
        ("Ask in <#C0TRIAGE>", "hold", "internal", 6, "error"),
        ("Ask @other_company", "hold", "teammate_in_public", 6, "warning"),
        ("One\nWhy did this happen?", "hold", "why", 7, "warning"),
        ("One\nIt is your fault.", "hold", "blame", 7, "warning"),
        ("", "hold", "text", 7, "error"),
    ],
)
def test_a_bad_text_is_found_with_its_line(
    folder: Path, write: Write, text: str, kind: str, rule: str, line: int, severity: str
) -> None:
    """Each rule is told once, with the line of the file and how bad it is."""
    path = write(text, kind)
    assert [(rule, line, severity)] == found(folder)
    assert [str(path)] == [one.file for one in check_library([read_shelf(folder)], used())]


@pytest.mark.parametrize(("tone", "expected"), [("heated", 1), ("any", 1), ("calm", 0)])
def test_heated_customers_get_no_exclamation_marks(folder: Path, write: Write, tone: str, expected: int) -> None:
    """A text that an angry customer may get is found when it shouts."""
    write("One second!", tone=tone)
    assert [("heat", 6, "warning")] * expected == found(folder)


def test_a_goodbye_may_be_glad(folder: Path, write: Write) -> None:
    """Nobody says goodbye to an angry customer."""
    write("Glad that it works again!", "closing")
    assert [] == found(folder)


@pytest.mark.parametrize(
    ("text", "line"),
    [("Ask us at help@acme.example.", []), ("Ask Ada.", [("teammate_in_public", 6, "error")])],
)
def test_a_text_in_private_names_nobody_all_the_same(
    folder: Path, write: Write, text: str, line: list[tuple[str, int, str]]
) -> None:
    """What only the public must not read may stand in a private text; a teammate's name may not."""
    write(text, "ask_email_private")
    assert line == found(folder)


@pytest.mark.parametrize(
    "text",
    [
        "{% if topic %}Your {{ topic }} is here.{% else %}It is here.{% endif %}",
        "Your {{ topic or 'question' }} is here.",
        "@{{ handle }}, from @acme: here it is.",
    ],
)
def test_a_text_that_can_be_said_to_everybody_is_fine(folder: Path, write: Write, text: str) -> None:
    """A fact that is not always known may be used where the text does without it."""
    write(text)
    assert [] == found(folder)


def test_the_length_is_told_for_the_longest_customer(folder: Path, write: Write) -> None:
    """A text that only fits people with short names is too long, on the channel that minds."""
    write("{{ name }}" + "x" * 270)
    (finding,) = check_library([read_shelf(folder)], used())
    assert "it can get 290 characters long on x, where 280 fit; shorten it" == finding.message


def test_a_text_is_only_tried_where_it_is_said(folder: Path, write: Write) -> None:
    """A long text for Slack is fine, and so is one for X while X is off."""
    write("word " * 100, channel="slack", name="slack")
    assert [] == found(folder)
    write("word " * 100, channel="x", name="x")
    assert [] == found(folder, used(measures={"slack": MEASURES["slack"]}))


def test_emoji_of_a_customer_are_not_the_fault_of_a_text(folder: Path, write: Write) -> None:
    """A calm text stays calm when the topic has an emoji in it."""
    write("Your {{ topic or 'question' }} is here.", tone="heated")
    assert [] == found(folder)


def test_broken_front_matter_is_found_beside_the_rest(folder: Path, write: Write) -> None:
    """One broken file does not keep the others from being tried."""
    write("One second!", tone="angry", name="a")
    write("Why?", name="b")
    assert [("front_matter", 3, "error"), ("why", 6, "warning")] == found(folder)


def test_a_file_in_the_wrong_place_is_found(folder: Path) -> None:
    """A file that would never be used is told."""
    (folder / "loose.md").write_text("---\nkind: hold\n---\nHello\n", encoding="utf-8")
    assert [("file", None, "error")] == found(folder)


def test_a_folder_that_is_not_there_is_found(folder: Path) -> None:
    """A missing folder is one finding, not a traceback."""
    assert [("file", None, "error")] == found(folder / "missing")


def test_a_replaced_text_is_not_tried(tmp_path: Path, folder: Path, write: Write) -> None:
    """What the operator has put something else in the place of is never said."""
    shipped = tmp_path / "shipped" / "en"
    shipped.mkdir(parents=True)
    (shipped / "a.md").write_text("---\nkind: hold\n---\nWhy?\n", encoding="utf-8")
    assert ["why"] == [one.rule for one in check_library([read_shelf(shipped.parent)], used())]
    write("One second…")
    assert () == check_library([read_shelf(shipped.parent), read_shelf(folder)], used())


# What is missing


def gaps(folder: Path, where: Circumstances) -> list[Finding]:
    rules = ("missing_translation", "few_wordings")
    return [one for one in check_library([read_shelf(folder)], where) if one.rule in rules]


def test_a_language_without_texts_misses_every_kind_on_every_channel(folder: Path) -> None:
    """Every automatic kind is asked for, in the folder where it would have to be."""
    found = gaps(folder, used(("de",)))
    assert 2 * len(AUTOMATIC) == len(found)
    assert {(str(folder / "de"), Severity.ERROR)} == {(one.file, one.severity) for one in found}
    assert "there is no text of kind hold in “de” for x; add one" in {one.message for one in found}


def test_a_text_for_one_channel_does_not_help_the_other(folder: Path, write: Write) -> None:
    """A kind is missing on the channel for which there is no text."""
    write("One second…", channel="slack")
    missing = [one.message for one in gaps(folder, used(("en",))) if "kind hold" in one.message]
    assert "there is no text of kind hold in “en” for x; add one" in missing
    assert not [message for message in missing if message.endswith("for slack; add one")]


def test_two_wordings_are_few(folder: Path, write: Write) -> None:
    """Fewer than three wordings are a warning that says for whom, and three are none."""
    calm, slack = used(("en",), {"x": MEASURES["x"]}), "kind hold"
    for name in ("a", "b", "c"):
        write("One second…", name=name, tone="calm" if name == "c" else "any")
    (few,) = [one for one in gaps(folder, calm) if slack in one.message]
    assert (Severity.WARNING, "few_wordings") == (few.severity, few.rule)
    assert few.message.endswith("there are only 2 for heated customers on x")
    write("One second…", name="c")
    assert [] == [one for one in gaps(folder, calm) if slack in one.message]


def test_suggestions_need_no_translation(folder: Path) -> None:
    """A junior may be offered a suggestion in another language; the bot says none by itself."""
    assert not [one for one in gaps(folder, used(("de",))) if "suggestion" in one.message]


# The customers it is tried on


def test_the_sample_customers_are_what_they_are_called() -> None:
    """The longest name is as long as a name that is used can be; the nameless one has none to trust."""
    names = {sample.label: sample.facts("Acme", "en").name for sample in (PLAUSIBLE, *WORST)}
    expected = {"plausible": "Anna", "longest": "Wolfeschlegelsteinha", "emoji": NAMELESS, "nameless": NAMELESS}
    assert expected == names
    assert 20 == len(names["longest"])


def test_facts_speak_the_language_of_the_text() -> None:
    """Greeting and opening time are in the customer's language; the longest date of a year is the worst."""
    facts = WORST[0].facts("Acme", "de")
    assert ("Hallo Wolfeschlegelsteinha", "Donnerstag, 10. September, um 10:30 Uhr (UTC+13:45)") == (
        facts.hello,
        facts.opening,
    )


@pytest.mark.parametrize("brand", ["Ada Analytics", "Ada"])
def test_a_brand_called_after_a_teammate_is_no_mistake_of_the_texts(folder: Path, write: Write, brand: str) -> None:
    write("{{ hello }}, this is {{ brand }}. One second, let me look into this…")
    assert [] == found(folder, used(brand=brand))


def test_a_teammate_beside_such_a_brand_is_found(folder: Path, write: Write) -> None:
    write("{{ hello }}, this is {{ brand }}.\nAda looks into it.")
    assert [("teammate_in_public", 7, "error")] == found(folder, used(brand="Ada Analytics"))

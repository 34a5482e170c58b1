"""The operator's own texts beside and over the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.library import FolderLibrary
from bot.domain.errors import ConfigurationError, ResponseError
from bot.domain.response import Facts, ResponseKind

Write = Callable[..., Path]
KINDS = [kind.value for kind in ResponseKind if kind is not ResponseKind.SUGGESTION]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return tmp_path / "shipped"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    return tmp_path / "own"


def write(folder: Path, place: str, text: str, kind: str = "hold", more: str = "") -> None:
    path = folder / f"{place}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\nkind: {kind}\n{more}---\n{text}\n", encoding="utf-8")


def said(library: FolderLibrary, kind: str = "hold", language: str = "en", heated: bool = False) -> list[str]:
    """Return every text that may be said, in turn."""
    fitting = library.wordings(ResponseKind(kind), language, "x", heated)
    return [
        library.pick(ResponseKind(kind), language=language, channel="x", heated=heated, turn=turn).text
        for turn in range(len(fitting))
    ]


def test_the_same_kind_language_and_name_replaces(shipped: Path, own: Path) -> None:
    """The shipped text is never said again, whatever the turn."""
    write(shipped, "en/a", "Shipped a")
    write(shipped, "en/b", "Shipped b")
    write(own, "en/a", "Own a")
    assert ["Own a", "Shipped b"] == said(FolderLibrary([shipped, own]))


@pytest.mark.parametrize(
    ("place", "kind", "expected"),
    [
        ("en/own", "hold", ["Shipped", "Own"]),
        ("de/a", "hold", ["Shipped"]),
        ("en/a", "taken", ["Shipped"]),
    ],
)
def test_another_name_language_or_kind_stands_beside(
    shipped: Path, own: Path, place: str, kind: str, expected: list[str]
) -> None:
    """Only all three together replace a text; else the operator's is one more."""
    write(shipped, "en/a", "Shipped")
    write(own, place, "Own", kind)
    library = FolderLibrary([shipped, own])
    assert sorted(expected) == sorted(said(library))
    assert ["Own", "Shipped"] == sorted(response.text for response in library.responses)


def test_a_replacement_may_change_tone_and_channel(shipped: Path, own: Path) -> None:
    """What the operator writes into the front matter counts, not what was shipped."""
    write(shipped, "en/a", "Shipped a")
    write(shipped, "en/b", "Shipped b")
    write(own, "en/a", "Own a", more="tone: heated\nchannel: x\n")
    library = FolderLibrary([shipped, own])
    assert (["Shipped b"], ["Own a", "Shipped b"]) == (said(library), said(library, heated=True))


def test_a_language_of_the_operators_is_spoken(shipped: Path, own: Path) -> None:
    """A language that is not shipped needs only a folder; kinds that it lacks come in the default language."""
    write(shipped, "en/a", "Shipped")
    write(shipped, "en/t", "Shipped, taken", "taken")
    write(own, "nl/a", "Hallo")
    library = FolderLibrary([shipped, own])
    assert ["Hallo"] == said(library, language="nl")
    assert ["Shipped, taken"] == said(library, "taken", language="nl")


def test_the_last_of_several_folders_wins(shipped: Path, own: Path, tmp_path: Path) -> None:
    """Folders stand over one another in their order."""
    for folder, text in ((shipped, "1"), (own, "2"), (tmp_path / "third", "3")):
        write(folder, "en/a", text)
    assert ["3"] == said(FolderLibrary([shipped, own, tmp_path / "third"]))
    assert ["2"] == said(FolderLibrary([shipped, tmp_path / "third", own]))


def test_an_empty_folder_changes_nothing(shipped: Path, own: Path) -> None:
    """An operator may begin with a folder and no text."""
    write(shipped, "en/a", "Shipped")
    assert ["Shipped"] == said(FolderLibrary([shipped, own]))


def test_a_replaced_suggestion_is_offered_in_its_place(shipped: Path, own: Path) -> None:
    """Suggestions are replaced like every other text."""
    for folder, text in ((shipped, "Shipped"), (own, "Own")):
        write(folder, "en/s", text, "suggestion", "title: T\ntopics: [a]\nexamples: [b]\nnote: N\n")
    offered = FolderLibrary([shipped, own]).suggest("", language="en", topic="a", heated=False)
    assert ["Own"] == [one.text for one in offered]


def test_a_broken_replacement_does_not_bring_the_shipped_text_back(shipped: Path, own: Path) -> None:
    """A mistake of the operator's is told; it is never silently passed over."""
    write(shipped, "en/a", "Shipped")
    write(own, "en/a", "Own", more="tone: angry\n")
    with pytest.raises(ConfigurationError, match=r"own/en/a\.md:3: tone: must be one of calm, heated, any"):
        FolderLibrary([shipped, own])


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """Texts that cannot be listed are not as good as none."""
    (tmp_path / "own").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        FolderLibrary([tmp_path / "own"])
    assert [str(tmp_path / "own")] == [problem.file for problem in caught.value.problems]


# Placeholders that operators may use


BOUND = ("ask_email", "ticket_opened", "ticket_solved", "out_of_hours", "ask_which", "promise_update")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BOUND])
def test_some_placeholders_may_stand_everywhere(own: Path, kind: str) -> None:
    """Greeting, name, handle, brand and topic are known in every kind of text."""
    write(own, "en/a", "{{ hello }} {{ name }} {{ handle }} {{ brand }} {{ topic }}", kind)
    library = FolderLibrary([own])
    facts = Facts(hello="Hi Bo", name="Bo", handle="bo_b", brand="Acme", topic="export")
    assert "Hi Bo Bo bo_b Acme export" == library.fill(library.responses[0], facts)


@pytest.mark.parametrize("text", ["{{ topic or 'this' }}", "{% if topic %}{{ topic }}{% else %}this{% endif %}"])
def test_a_text_may_ask_whether_a_fact_is_known(own: Path, text: str) -> None:
    """A text may do without a fact that is not always known."""
    write(own, "en/a", text)
    library = FolderLibrary([own])
    filled = [library.fill(library.responses[0], Facts(topic=topic)) for topic in ("export", "")]
    assert ["export", "this"] == filled


@pytest.mark.parametrize(
    "text",
    [
        "{{ topic }}",
        "{{ topic | upper }}",
        "{{ 'About ' ~ topic }}",
    ],
)
def test_a_fact_that_is_not_known_is_never_said(own: Path, text: str) -> None:
    """However it is asked for, a missing fact stops the text."""
    write(own, "en/a", text)
    library = FolderLibrary([own])
    with pytest.raises(ResponseError, match="'topic' is undefined"):
        library.fill(library.responses[0], Facts())

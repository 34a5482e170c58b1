"""The library over folders of Markdown files: what it reads and what it refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.library import FolderLibrary
from bot.domain.errors import ConfigurationError, Problem
from bot.domain.response import Response, ResponseKind, Tone

Write = Callable[..., Path]

HOLD = "---\nkind: hold\n---\n{text}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "responses"
    path.mkdir()
    return path


@pytest.fixture
def write(folder: Path) -> Write:
    """Return a function that writes a response file into the folder and returns its path."""

    def write(name: str, content: str, language: str = "en", into: Path = folder) -> Path:
        path = into / language / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return write


def problems(*folders: Path) -> tuple[Problem, ...]:
    with pytest.raises(ConfigurationError) as caught:
        FolderLibrary(folders)
    return caught.value.problems


def names(responses: tuple[Response, ...]) -> list[str]:
    return [response.name for response in responses]


# Reading


def test_a_file_becomes_a_response(folder: Path, write: Write) -> None:
    """Everything in a file arrives in the response, with the file's name as its name."""
    path = write(
        "late",
        "---\nkind: suggestion\ntone: heated\nlanguage: en\nchannel: slack\ntitle: Late\ntopics: [a, b]\n"
        "examples:\n  - Where is it?\nnote: Mind it.\n---\n\nHi {{ name }}, here.\n",
    )
    expected = Response(
        name="late",
        kind=ResponseKind.SUGGESTION,
        tone=Tone.HEATED,
        language="en",
        channel="slack",
        topics=("a", "b"),
        examples=("Where is it?",),
        title="Late",
        note="Mind it.",
        text="Hi {{ name }}, here.",
        source=path,
    )
    assert (expected,) == FolderLibrary([folder]).responses


def test_what_is_left_out_has_a_default(folder: Path, write: Write) -> None:
    """Language comes from the folder; tone and channel are any."""
    write("a", HOLD.format(text="Hallo"), language="de")
    (response,) = FolderLibrary([folder]).responses
    assert ("de", Tone.ANY, "any") == (response.language, response.tone, response.channel)


def test_windows_line_ends_and_byte_order_mark_are_fine(folder: Path, write: Write) -> None:
    """A file saved by a Windows editor is read like any other."""
    path = write("a", "")
    path.write_bytes(b"\xef\xbb\xbf---\r\nkind: hold\r\n---\r\nHello\r\n")
    assert ["Hello"] == [response.text for response in FolderLibrary([folder]).responses]


def test_other_files_are_left_alone(folder: Path, write: Write) -> None:
    """A README, hidden folders and files that are not Markdown are no responses."""
    write("a", HOLD.format(text="Hello"))
    (folder / "README.md").write_text("How we write.", encoding="utf-8")
    (folder / "en" / "list.txt").write_text("x", encoding="utf-8")
    write("hidden", "x", language=".trash")
    assert ["a"] == names(FolderLibrary([folder]).responses)


def test_a_line_of_dashes_in_the_text_stays(folder: Path, write: Write) -> None:
    """Only the first two lines of dashes enclose the front matter."""
    write("a", HOLD.format(text="One\n\n---\n\nTwo"))
    assert "One\n\n---\n\nTwo" == FolderLibrary([folder]).responses[0].text


def test_the_later_folder_wins_by_kind_language_and_name(tmp_path: Path, folder: Path, write: Write) -> None:
    """The operator's text replaces the shipped one of the same name and stands beside the others."""
    own = tmp_path / "own"
    write("a", HOLD.format(text="Shipped a"))
    write("b", HOLD.format(text="Shipped b"))
    write("a", HOLD.format(text="Own a"), into=own)
    write("c", HOLD.format(text="Own c"), into=own)
    library = FolderLibrary([folder, own])
    assert ["Own a", "Shipped b", "Own c"] == [response.text for response in library.responses]


# Refusing


@pytest.mark.parametrize(
    ("content", "key", "line", "expected"),
    [
        ("Hello", "", 1, "must begin with its front matter"),
        ("", "", 1, "must begin with its front matter"),
        ("---\nkind: hold\nHello", "", 1, "must begin with its front matter"),
        ("Hello\n---\nkind: hold\n---\n", "", 1, "must begin with its front matter"),
        ("---\nkind: hold\ntitle: 'open\n---\nHello", "", 4, "must be YAML"),
        ("---\nkind: hold\ntitle: 2024-13-45\n---\nHello", "", 1, "must be YAML"),
        ("---\n- hold\n---\nHello", "", 1, 'lines like "kind: hold"'),
        ("---\n---\nHello", "", 1, 'lines like "kind: hold"'),
        ("---\nkind: hold\nmood: calm\n---\nHello", "mood", 3, "there is no such key"),
        ("---\nkind: hold\ntone: any\nkind: taken\n---\nHello", "kind", 4, "already on line 2"),
        ("---\ntone: calm\n---\nHello", "kind", None, "must be one of hold, clarify_link"),
        ("---\n\nkind: holdd\n---\nHello", "kind", 3, "must be one of hold, clarify_link"),
        ("---\nkind: 7\n---\nHello", "kind", 2, "must be one of hold, clarify_link"),
        ("---\nkind: hold\ntone: angry\n---\nHello", "tone", 3, "must be one of calm, heated, any"),
        ("---\nkind: hold\nchannel: mail\n---\nHello", "channel", 3, "must be one of x, slack, any"),
        ("---\nkind: hold\nlanguage: no\n---\nHello", "language", 3, "put it in quotes (it was read as yes/no)"),
        ("---\nkind: hold\nlanguage: de\n---\nHello", "language", 3, 'must be "en", as the folder'),
        ("---\nkind: hold\ntopics: refund\n---\nHello", "topics", 3, "a list of texts"),
        ("---\nkind: hold\nexamples: [1]\n---\nHello", "examples", 3, "a list of texts"),
        ("---\nkind: hold\nnote: 2024-01-01\n---\nHello", "note", 3, "it was read as a date"),
        ("---\nkind: hold\nnote:\n---\nHello", "note", 3, "it was read as nothing"),
        (f"---\nkind: hold\ntitle: {'x' * 41}\n---\nHello", "title", 3, "at most 40 characters; it has 41"),
        ("---\nkind: hold\n---\n\n", "", None, "there must be a text"),
        ("---\nkind: hold\n---\nHi\n{{ first }}", "", 5, "there is no placeholder {{ first }}"),
        ("---\nkind: hold\n---\n{{ ticket }}", "", 4, "{{ ticket }} is not known in a text of kind hold"),
        ("---\nkind: hold\n---\n\nHi\n{{ name", "", 6, "placeholders look like {{ name }}"),
        ("---\nkind: hold\n---\n{{ name|shout }}", "", 4, "placeholders look like {{ name }}"),
        ("---\nkind: hold\n---\n{{ name.first }}", "", 4, "placeholders look like"),
        ("---\nkind: hold\n---\n{{ 1 / 0 }}", "", 4, "placeholders look like"),
        ("---\nkind: hold\n---\n{% include 'a' %}", "", 4, "placeholders look like"),
        ("---\nkind: hold\n---\n{{ name.__class__.__mro__ }}", "", 4, "placeholders look like"),
        ("---\nkind: hold\n---\nHi\n{name}", "", 5, "{name} would be sent as it stands"),
        ("---\nkind: hold\n---\nDear [FIRST_NAME]", "", 4, "[FIRST_NAME] would be sent as it stands"),
        ("---\nkind: ask_email\n---\nHi", "channel", None, "x or slack"),
        ("---\nkind: ask_email\nchannel: x\n---\nHi", "", 5, "must contain {{ link }}"),
        ("---\nkind: ask_email\nchannel: slack\n---\n{{ link }}", "", 5, "{{ link }} is not known"),
        ("---\nkind: ticket_opened\n---\nHi", "", 4, "must contain {{ ticket }}"),
        ("---\nkind: out_of_hours\n---\nHi", "", 4, "must contain {{ opening }}"),
        ("---\nkind: suggestion\ntitle: a\ntopics: [a]\nexamples: [b]\n---\nHi", "note", None, "filled in"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    folder: Path, write: Write, content: str, key: str, line: int | None, expected: str
) -> None:
    """A mistake in a file is told with file, key, line and what is expected."""
    path = write("a", content)
    found = problems(folder)
    assert (str(path), key) == (found[0].file, found[0].key)
    assert expected in found[0].expected
    assert line is None or line == found[0].line


def test_a_text_that_is_not_utf8_is_refused(folder: Path, write: Write) -> None:
    """A file in another encoding is named, not guessed at."""
    path = write("a", "")
    path.write_bytes(b"---\nkind: hold\n---\nGr\xfc\xdfe\n")
    assert (Problem(str(path), "", None, problems(folder)[0].expected),) == problems(folder)
    assert "UTF-8" in problems(folder)[0].expected


def test_a_file_that_cannot_be_read_is_refused(folder: Path, write: Write) -> None:
    """Something that bears the name of a response but cannot be read is named."""
    write("a", HOLD.format(text="Hello"))
    (folder / "en" / "b.md").symlink_to(folder / "nowhere.md")
    assert "this file must be readable" in problems(folder)[0].expected


def test_a_folder_that_is_not_there_is_refused(folder: Path) -> None:
    """A folder named in the configuration must exist."""
    missing = folder / "missing"
    assert str(missing) == problems(missing)[0].file


@pytest.mark.parametrize("place", ["loose.md", "en/deep/down.md"])
def test_a_response_outside_a_language_folder_is_refused(folder: Path, place: str) -> None:
    """A text that lies where it would never be used is an error, not silently lost."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HOLD.format(text="Hello"), encoding="utf-8")
    assert [str(path)] == [problem.file for problem in problems(folder)]


def test_every_mistake_is_told_at_once(tmp_path: Path, folder: Path, write: Write) -> None:
    """Two mistakes in one file and one in another folder are three problems of one error."""
    own = tmp_path / "own"
    write("a", "---\nkind: hold\ntone: angry\nmood: bad\n---\nHello")
    write("b", "Hello", into=own)
    assert 3 == len(problems(folder, own))

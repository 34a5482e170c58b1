"""The library over folders of Markdown files: what it picks, fills in and suggests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.library import FolderLibrary
from bot.domain.errors import ResponseError
from bot.domain.response import Facts, Response, ResponseKind

Write = Callable[..., Path]

HOLD = "---\nkind: hold\n---\n{text}\n"
SUGGESTION = (
    "---\nkind: suggestion\ntone: {tone}\ntitle: {title}\ntopics: [{topics}]\n"
    "examples: [{examples}]\nnote: Mind it.\n---\nHi {{{{ name }}}}, {title}.\n"
)


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


def suggestion(title: str, topics: str = "a", examples: str = "b", tone: str = "any") -> str:
    return SUGGESTION.format(title=title, topics=topics, examples=examples, tone=tone)


def pick(library: FolderLibrary, turn: int = 0, *, language: str = "en", heated: bool = False) -> str:
    return library.pick(ResponseKind.HOLD, language=language, channel="x", heated=heated, turn=turn).name


def names(responses: tuple[Response, ...]) -> list[str]:
    return [response.name for response in responses]


# Picking


def test_wordings_take_turns(folder: Path, write: Write) -> None:
    """The turn goes round the wordings in the order of their names."""
    for name in ("c", "a", "b"):
        write(name, HOLD.format(text=name))
    library = FolderLibrary([folder])
    assert ["a", "b", "c", "a"] == [pick(library, turn) for turn in range(4)]


def test_each_tone_gets_its_own_and_the_neutral_texts(folder: Path, write: Write) -> None:
    """A text for heated customers is not for calm ones, a neutral text is for both."""
    for tone in ("calm", "heated", "any"):
        write(tone, f"---\nkind: hold\ntone: {tone}\n---\nHello")
    library = FolderLibrary([folder])
    wordings = [names(library.wordings(ResponseKind.HOLD, "en", "x", heated)) for heated in (False, True)]
    assert [["any", "calm"], ["any", "heated"]] == wordings


@pytest.mark.parametrize(("tone", "heated"), [("calm", True), ("heated", False)])
def test_another_tone_is_better_than_silence(folder: Path, write: Write, tone: str, heated: bool) -> None:
    """Where no text of the wanted tone exists, the other one is taken."""
    write("only", f"---\nkind: hold\ntone: {tone}\n---\nHello")
    assert "only" == pick(FolderLibrary([folder]), heated=heated)


def test_a_channel_gets_its_own_and_the_common_texts(folder: Path, write: Write) -> None:
    """A text for Slack never goes to X."""
    for channel in ("x", "slack", "any"):
        write(channel, f"---\nkind: hold\nchannel: '{channel}'\n---\nHello")
    wordings = FolderLibrary([folder]).wordings(ResponseKind.HOLD, "en", "x", False)
    assert ["any", "x"] == names(wordings)


@pytest.mark.parametrize(("language", "expected"), [("it", "it"), ("fr", "de"), ("", "de")])
def test_a_language_without_a_text_gets_the_default_one(
    folder: Path, write: Write, language: str, expected: str
) -> None:
    """The customer's language first, then the operator's default."""
    for spoken in ("en", "de", "it"):
        write(spoken, HOLD.format(text="Hello"), language=spoken)
    assert expected == pick(FolderLibrary([folder], default_language="de"), language=language)


def test_english_is_the_last_resort(folder: Path, write: Write) -> None:
    """A default language without the kind falls back on the language that has every kind."""
    write("en", HOLD.format(text="Hello"))
    assert "en" == pick(FolderLibrary([folder], default_language="de"), language="de")


def test_nothing_to_pick_is_an_error(folder: Path) -> None:
    """A kind without any text is told by kind and channel."""
    with pytest.raises(ResponseError, match="no response of kind hold for channel x"):
        pick(FolderLibrary([folder]))


# Filling


def test_placeholders_are_filled(folder: Path, write: Write) -> None:
    """Facts take the places of their placeholders."""
    write("a", HOLD.format(text="Hi {{ name }}, here is {{ brand }}."))
    library = FolderLibrary([folder])
    facts = Facts(name="Anna", brand="Acme")
    assert "Hi Anna, here is Acme." == library.fill(library.responses[0], facts)


def test_an_empty_fact_is_never_sent(folder: Path, write: Write) -> None:
    """A placeholder whose fact is missing stops the text; the error names response and placeholder."""
    write("a", HOLD.format(text="Hi {{ name }}."))
    library = FolderLibrary([folder])
    with pytest.raises(ResponseError, match=r"a \(en\): 'name' is undefined"):
        library.fill(library.responses[0], Facts(brand="Acme"))


def test_a_fact_is_not_a_template(folder: Path, write: Write) -> None:
    """Braces in a fact stay what they are."""
    write("a", HOLD.format(text="Hi {{ name }}."))
    library = FolderLibrary([folder])
    assert "Hi {{ brand }}." == library.fill(library.responses[0], Facts(name="{{ brand }}", brand="Acme"))


def test_nothing_is_escaped(folder: Path, write: Write) -> None:
    """Texts are plain text: escaping is for the channel that needs it."""
    write("a", HOLD.format(text='"{{ brand }}" & more'))
    library = FolderLibrary([folder])
    assert '"A&B" & more' == library.fill(library.responses[0], Facts(brand="A&B"))


# Suggesting


def suggested(library: FolderLibrary, text: str, topic: str = "", *, heated: bool = False) -> list[str]:
    return names(library.suggest(text, language="en", topic=topic, heated=heated))


@pytest.fixture
def shelf(folder: Path, write: Write) -> Path:
    """Return a folder with three suggestions on topics and three general ones."""
    write("bill", suggestion("Bill", "billing, invoice", "My invoice is wrong"))
    write("login", suggestion("Login", "login", "I cannot sign in"))
    write("export", suggestion("Export", "export", "The export is empty"))
    for name in ("general-1", "general-2", "general-3"):
        write(name, suggestion(name.title(), "general", "Zzz"))
    return folder


def test_shared_words_find_a_suggestion(shelf: Path) -> None:
    """A suggestion whose examples share words with the text comes first, then the general ones."""
    expected = ["export", "general-1", "general-2"]
    assert expected == suggested(FolderLibrary([shelf]), "My EXPORTS are broken")


def test_the_topic_comes_before_the_words(shelf: Path) -> None:
    """What the mention was understood to be about weighs more than the words it shares."""
    expected = ["login", "export", "general-1"]
    assert expected == suggested(FolderLibrary([shelf]), "the export", topic="Login")


@pytest.mark.parametrize("text", ["", "🙈", "Hallo, geht nicht", "x" * 25_000])
def test_there_are_always_three_different_ones(shelf: Path, text: str) -> None:
    """Whatever the customer writes, three different suggestions are there."""
    assert ["general-1", "general-2", "general-3"] == suggested(FolderLibrary([shelf]), text)


def test_heated_customers_are_not_offered_cheer(shelf: Path, write: Write) -> None:
    """A suggestion for calm customers is not offered for a heated one while there are others."""
    write("calm", suggestion("Calm", "export", "The export is empty", tone="calm"))
    assert "calm" not in suggested(FolderLibrary([shelf]), "The export is empty", heated=True)


def test_other_languages_fill_up(shelf: Path, write: Write) -> None:
    """A language with one suggestion gets it first, and the default language's after it."""
    write("rechnung", suggestion("Rechnung", "billing", "Rechnung falsch"), language="de")
    found = FolderLibrary([shelf]).suggest("Rechnung?", language="de", topic="billing", heated=False)
    assert ["rechnung", "bill", "general-1"] == names(found)


def test_a_suggestion_for_one_channel_is_not_offered_on_another(shelf: Path, write: Write) -> None:
    """A text for Slack only is left out for a customer on X."""
    own = suggestion("Slack", "export", "The export is empty").replace("tone:", "channel: slack\ntone:")
    write("slack", own)
    library = FolderLibrary([shelf])

    def offered(channel: str) -> list[str]:
        return names(library.suggest("export", language="en", topic="", heated=False, channel=channel))

    assert (False, True) == ("slack" in offered("x"), "slack" in offered("slack"))


def test_fewer_are_offered_only_where_there_are_fewer(folder: Path, write: Write) -> None:
    """A library of one suggestion offers one."""
    write("bill", suggestion("Bill", "billing", "My invoice is wrong"))
    assert ["bill"] == suggested(FolderLibrary([folder]), "hello")

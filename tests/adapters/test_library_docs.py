"""docs/responses.md tells operators what the library really knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.adapters.library import FolderLibrary, placeholders, response_file
from bot.adapters.library.samples import PLAUSIBLE, WORST
from bot.domain.response import ResponseKind

PAGE = (Path(__file__).parents[2] / "docs" / "responses.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def rows(heading: str) -> list[str]:
    """Return what stands in the first column of the table under a heading."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)


def test_every_key_is_told() -> None:
    """The table of keys has every key of the front matter."""
    assert sorted(response_file.KEYS) == sorted(rows("A file"))


def test_every_kind_is_told() -> None:
    """The table of kinds has every kind."""
    assert sorted(ResponseKind) == sorted(rows("The kinds"))


def test_every_placeholder_is_told() -> None:
    """The table of placeholders has every placeholder."""
    assert sorted(f"{{{{ {name} }}}}" for name in placeholders.NAMES) == sorted(rows("Placeholders"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_said_to_everybody(example: str, tmp_path: Path) -> None:
    """What operators copy works, whatever is known of the customer."""
    (tmp_path / "en").mkdir()
    whole = example if example.startswith("---") else f"---\nkind: hold\n---\n{example}"
    (tmp_path / "en" / "a.md").write_text(whole, encoding="utf-8")
    library = FolderLibrary([tmp_path])
    filled = [library.fill(library.responses[0], one.facts("Acme", "en")) for one in (PLAUSIBLE, *WORST)]
    assert [] == [text for text in filled if "{" in text or not text.startswith("Hi ")]


def test_there_are_examples() -> None:
    """The page shows a whole file and two ways to do without a topic."""
    assert 3 == len(EXAMPLES)

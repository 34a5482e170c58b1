"""The library of a running bot: what it does when its operator edits a text."""

from __future__ import annotations

import shutil
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from library_world import BROKEN, GOOD, TICK, Place, settle, texts

from bot.domain.errors import ConfigurationError
from bot.domain.response import Facts, ResponseKind
from bot.ports.library import Library


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


# What is taken up


def test_it_fulfils_the_port(place: Place) -> None:
    """Picking, filling and suggesting go to the library as it is now."""
    place.write(place.own, "s", "", "---\nkind: suggestion\ntitle: T\ntopics: [a]\nexamples: [b]\nnote: N\n---\nS\n")
    library: Library = place.library()
    picked = library.pick(ResponseKind.HOLD, language="en", channel="x", heated=False, turn=1, avoid=["a"])
    assert "Shipped b" == library.fill(picked, Facts())
    assert ["s"] == [one.name for one in library.suggest("", language="en", topic="a", heated=False, channel="x")]


def test_an_edited_text_is_taken_up(place: Place) -> None:
    """What the operator writes is said from then on."""
    place.write(place.own, "a", "Own a")
    library = place.library()
    place.write(place.own, "a", "Own a, better")
    settle(library)
    assert ["Own a, better", "Shipped b"] == texts(library)


def test_an_edit_of_the_same_length_is_taken_up(place: Place) -> None:
    """A text that is as long as before is another text all the same."""
    place.write(place.own, "a", "Own 1")
    library = place.library()
    place.write(place.own, "a", "Own 2")
    settle(library)
    assert ["Own 2", "Shipped b"] == texts(library)


def test_new_and_deleted_files_are_taken_up(place: Place) -> None:
    """A new file adds a text; without its file, the shipped text is back."""
    old = place.write(place.own, "a", "Own a")
    library = place.library()
    place.write(place.own, "c", "Own c")
    old.unlink()
    settle(library)
    assert ["Shipped a", "Shipped b", "Own c"] == texts(library)


def test_a_first_language_folder_is_taken_up(place: Place) -> None:
    """A language that the operator begins with is there at once."""
    library = place.library()
    (place.own / "de").mkdir()
    (place.own / "de" / "a.md").write_text(GOOD.format(text="Hallo"), encoding="utf-8")
    settle(library)
    assert "Hallo" in texts(library)


def test_a_file_put_back_with_its_old_time_is_taken_up(place: Place, tmp_path: Path) -> None:
    """A copy that keeps the time and the length of a file is told from it."""
    path = place.write(place.own, "a", "Own 1")
    kept = tmp_path / "kept.md"
    shutil.copy2(path, kept)
    place.write(place.own, "a", "Own 2")
    shutil.copystat(kept, path)
    library = place.library()
    time.sleep(TICK)
    shutil.copy2(kept, path)
    settle(library)
    assert ["Own 1", "Shipped b"] == texts(library)


def test_a_linked_language_folder_is_read_and_watched(place: Place, tmp_path: Path) -> None:
    """Folders that a deployment puts in place by links are like any other."""
    for version, text in (("1", "First"), ("2", "Second")):
        place.write(tmp_path / version, "a", text)
    (place.own / "en").rmdir()
    (place.own / "en").symlink_to(tmp_path / "1" / "en")
    library = place.library()
    first = texts(library)
    (place.own / "en").unlink()
    (place.own / "en").symlink_to(tmp_path / "2" / "en")
    settle(library)
    assert (["First", "Shipped b"], ["Second", "Shipped b"]) == (first, texts(library))


def test_nothing_is_read_again_without_a_change(place: Place) -> None:
    """Looking alone changes nothing."""
    library = place.library()
    before = library.responses
    settle(library)
    assert before is library.responses


def test_the_shipped_texts_stay_as_the_program_knew_them(place: Place) -> None:
    """An upgrade on the disk does not reach into a running bot."""
    library = place.library()
    place.write(place.shipped, "a", "", BROKEN)
    place.write(place.own, "c", "Own c")
    settle(library)
    assert (["Shipped a", "Shipped b", "Own c"], []) == (texts(library), place.told)


# What is never handed out


def test_a_file_that_is_being_written_waits(place: Place) -> None:
    """A change is taken up only once it looks the same twice: half a sentence is a valid text."""
    library = place.library()
    path = place.write(place.own, "a", "Give me")
    library.look()
    first = texts(library)
    path.write_text(GOOD.format(text="Give me a moment"), encoding="utf-8")
    library.look()
    second = texts(library)
    library.look()
    assert [["Shipped a", "Shipped b"]] * 2 == [first, second]
    assert ["Give me a moment", "Shipped b"] == texts(library)


def test_a_broken_file_keeps_the_whole_old_library(place: Place) -> None:
    """One mistake, and no change of the same edit is taken up either."""
    library = place.library()
    place.write(place.own, "b", "Own b")
    place.write(place.own, "a", "", BROKEN)
    settle(library)
    assert ["Shipped a", "Shipped b"] == texts(library)


def test_a_folder_that_disappears_keeps_the_old_library(place: Place) -> None:
    """A folder that is moved away takes no text with it."""
    place.write(place.own, "a", "Own a")
    library = place.library()
    shutil.rmtree(place.own)
    settle(library)
    assert ["Own a", "Shipped b"] == texts(library)
    assert [[str(place.own)]] == [[problem.file for problem in told] for told in place.told]


def test_a_broken_file_at_the_start_is_an_error(place: Place) -> None:
    """There is no old library to keep: the operator is told before anything starts."""
    path = place.write(place.own, "a", "", BROKEN)
    with pytest.raises(ConfigurationError) as caught:
        place.library()
    assert [str(path)] == [problem.file for problem in caught.value.problems]


def test_readers_never_see_half_a_change(place: Place) -> None:
    """While texts change under load, whoever reads sees one edit whole."""
    for name in ("a", "b"):
        place.write(place.own, name, "edit 0")
    library = place.library(timedelta(milliseconds=1))
    seen: set[tuple[str, ...]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(tuple(texts(library)))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 20):
        for name in ("a", "b"):
            place.write(place.own, name, f"edit {number}")
        settle(library)
    done.set()
    reader.join(5)
    assert ("edit 19", "edit 19") in seen | {tuple(texts(library))}
    assert [] == [pair for pair in seen if pair[0] != pair[1]]

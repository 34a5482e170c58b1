"""The library of a running bot: what the leads hear of trouble, and the thread that looks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from library_world import BROKEN, GOOD, QUICK, Place, settle, texts, until

from bot.adapters.library import ReloadingLibrary
from bot.domain.errors import Problem


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


# What the leads hear


def test_trouble_is_told_once_and_its_end_once(place: Place) -> None:
    """A broken file is told when it breaks, not at every look; and once it is mended, with nothing."""
    library = place.library()
    path = place.write(place.own, "a", "", BROKEN)
    settle(library)
    settle(library)
    place.write(place.own, "b", "Own b")
    settle(library)
    place.write(place.own, "a", "Own a")
    settle(library)
    settle(library)
    assert [[(str(path), "tone", 3)], []] == [
        [(problem.file, problem.key, problem.line) for problem in told] for told in place.told
    ]
    assert ["Own a", "Own b"] == texts(library)


def test_other_trouble_is_told_again(place: Place) -> None:
    """A second mistake beside the first is news; so is the first one when it comes back."""
    library = place.library()
    for whole in (BROKEN, "Hello", GOOD, BROKEN):
        place.write(place.own, "a", "Own a", whole)
        settle(library)
    assert ["tone", "", None, "tone"] == [told[0].key if told else None for told in place.told]


def test_a_file_taken_away_ends_its_trouble(place: Place) -> None:
    """Deleting the broken file mends it."""
    library = place.library()
    path = place.write(place.own, "a", "", BROKEN)
    settle(library)
    path.unlink()
    settle(library)
    assert [1, 0] == [len(told) for told in place.told]


def test_what_could_not_be_told_is_told_at_the_next_look(place: Place) -> None:
    """Leads who could not be reached hear of it later."""
    failing = [True]

    def tell(problems: tuple[Problem, ...]) -> None:
        if failing.pop() if failing else False:
            raise OSError("no line")
        place.told.append(problems)

    library = ReloadingLibrary([place.shipped, place.own], "en", tell, QUICK)
    place.write(place.own, "a", "", BROKEN)
    library.look()
    with pytest.raises(OSError, match="no line"):
        library.look()
    library.look()
    assert [1] == [len(told) for told in place.told]


# The thread


@pytest.fixture
def watching(place: Place) -> Iterator[ReloadingLibrary]:
    library = place.library()
    library.start()
    yield library
    library.stop()


def test_the_thread_takes_up_a_change(place: Place, watching: ReloadingLibrary) -> None:
    """A started library looks by itself."""
    place.write(place.own, "a", "Own a")
    assert until(lambda: "Own a" in texts(watching))


def test_the_thread_tells_and_goes_on(place: Place, watching: ReloadingLibrary) -> None:
    """A broken file is told from the thread, which then takes up the mended one."""
    place.write(place.own, "a", "", BROKEN)
    assert until(lambda: len(place.told) == 1)
    place.write(place.own, "a", "Own a")
    assert until(lambda: "Own a" in texts(watching))


def test_the_thread_outlives_a_listener_that_fails(place: Place) -> None:
    """A listener that raises is asked again, and the texts go on being watched."""
    calls: list[int] = []

    def fail(problems: tuple[Problem, ...]) -> None:
        calls.append(len(problems))
        raise RuntimeError

    library = ReloadingLibrary([place.shipped, place.own], "en", fail, QUICK)
    library.start()
    place.write(place.own, "a", "", BROKEN)
    assert until(lambda: len(calls) > 1)
    place.write(place.own, "a", "Own a")
    assert until(lambda: "Own a" in texts(library))
    library.stop()


def test_a_stopped_library_keeps_its_texts(place: Place, watching: ReloadingLibrary) -> None:
    """After stop nothing changes any more; stopping twice is fine."""
    watching.stop()
    watching.stop()
    place.write(place.own, "a", "Own a")
    time.sleep(5 * QUICK.total_seconds())
    assert ["Shipped a", "Shipped b"] == texts(watching)


def test_without_a_folder_of_the_operators_there_is_no_thread(place: Place) -> None:
    """Where nothing can change, nothing watches; start and stop are fine."""
    before = threading.active_count()
    library = ReloadingLibrary([place.shipped])
    library.start()
    during = threading.active_count()
    library.stop()
    assert before == during

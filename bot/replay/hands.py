"""Several processes that do pieces of one work beside one another: each piece once, the results in the pieces' order.

The processes are copies of this one as it stands, so nothing that they work with has to be sent to them; what they
return does. Where a system makes no such copies, and for little work, there is one hand: this process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from typing import Any, TypeVar

R = TypeVar("R")

_work: list[Callable[[int], Any]] = []
"""What a copy does with the number of a piece; empty in the process itself."""


def how_many(pieces: int) -> int:
    """Return how many hands are worth their making for so many pieces."""
    if sys.platform != "linux":
        return 1
    return max(1, min(pieces, len(os.sched_getaffinity(0))))


def share_out(work: Callable[[int], R], sizes: Sequence[int], done: Callable[[int], None], hands: int) -> list[R]:
    """Return what `work` makes of each piece, by its number.

    Arguments:
        work: does one piece; it may not change anything that another piece needs.
        sizes: how big the pieces are; the biggest are begun first.
        done: called with the size of a piece that is done. With one hand, `work` tells by itself.
        hands: how many processes; 1 is this one.
    """
    if hands == 1:
        return [work(number) for number in range(len(sizes))]
    return [made for _, made in sorted(_beside(work, sizes, done, hands), key=lambda one: one[0])]


def _beside(
    work: Callable[[int], R], sizes: Sequence[int], done: Callable[[int], None], hands: int
) -> Iterator[tuple[int, R]]:
    copies = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(hands, mp_context=copies, initializer=_begin, initargs=(work,)) as pool:
        running: dict[Future[R], int] = {}
        with warnings.catch_warnings():
            # Newer Pythons warn of copies of a process with threads; those here belong to numpy and hold nothing.
            warnings.simplefilter("ignore", DeprecationWarning)
            for number in sorted(range(len(sizes)), key=lambda number: -sizes[number]):
                running[pool.submit(_do, number)] = number
        try:
            for finished in as_completed(running):
                number = running[finished]
                done(sizes[number])
                yield number, finished.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(work: Callable[[int], Any]) -> None:
    # Ctrl-C reaches the whole group of processes; the first one answers for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [work]


def _do(number: int) -> Any:
    return _work[0](number)

"""Pages of a timeline, newest first: which posts a call asks for and how it comes to the next page.

It must never depend on a position: new posts arrive between two pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from bot.sandbox.x.endpoint import Call
from bot.sandbox.x.posts import is_number
from bot.sandbox.x.problems import invalid


class Dated(Protocol):
    """Something with an id that grows and a time."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> datetime: ...


Item = TypeVar("Item", bound=Dated)


def between(call: Call, items: Sequence[Item]) -> list[Item]:
    """Return the items that `since_id`, `until_id`, `start_time` and `end_time` leave.

    Raises:
        Problem: one of them cannot be read.
    """
    tests: list[Callable[[Item], bool]] = []
    query = call.query
    if "since_id" in query:
        since = _id("since_id", query["since_id"])
        tests.append(lambda item: int(item.id) > since)
    if "until_id" in query:
        until = _id("until_id", query["until_id"])
        tests.append(lambda item: int(item.id) < until)
    if "start_time" in query:
        start = _time("start_time", query["start_time"])
        tests.append(lambda item: item.at.replace(microsecond=0) >= start)
    if "end_time" in query:
        end = _time("end_time", query["end_time"])
        tests.append(lambda item: item.at < end)
    return [item for item in items if all(test(item) for test in tests)]


def page(call: Call, items: Sequence[Item], smallest: int, default: int) -> tuple[list[Item], dict[str, Any]]:
    """Return one page and its `meta`.

    Args:
        call: gives `max_results` and `pagination_token`.
        items: everything, newest first.
        smallest: the least that `max_results` may be; the most is 100.
        default: what it is when absent.

    Raises:
        Problem: one of the two cannot be read.
    """
    size = _size(call.query.get("max_results"), smallest, default)
    rest = list(items)
    if token := call.query.get("pagination_token"):
        last = _last(token)
        rest = [item for item in rest if int(item.id) < last]
    shown = rest[:size]
    meta: dict[str, Any] = {"result_count": len(shown)}
    if shown:
        meta |= {"newest_id": shown[0].id, "oldest_id": shown[-1].id}
    if len(rest) > size:
        meta["next_token"] = f"7140dibdnow{int(shown[-1].id):x}"
    return shown, meta


def _size(value: str | None, smallest: int, default: int) -> int:
    if value is None:
        return default
    if not is_number(value) or not smallest <= int(value) <= 100:
        raise invalid(
            f"The `max_results` query parameter value [{value}] is not between {smallest} and 100",
            max_results=[value],
        )
    return int(value)


def _last(token: str) -> int:
    try:
        return int(token.removeprefix("7140dibdnow"), 16)
    except ValueError:
        message = f"The `pagination_token` query parameter value [{token}] is not valid"
        raise invalid(message, pagination_token=[token]) from None


def _id(name: str, value: str) -> int:
    if not is_number(value):
        raise invalid(f"The `{name}` query parameter value [{value}] is not valid", **{name: [value]})
    return int(value)


def _time(name: str, value: str) -> datetime:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        message = f"The `{name}` query parameter value [{value}] is not a valid RFC 3339 time"
        raise invalid(message, **{name: [value]}) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)

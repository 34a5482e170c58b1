"""Slack's rules for views: modals and the App Home.

Source: docs.slack.dev/reference/views and docs.slack.dev/reference/methods/views.open.
"""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.blocks import MOST_IN_VIEW, complete, problems
from bot.sandbox.slack.call import Refused
from bot.sandbox.slack.elements import text_problems
from bot.sandbox.slack.records import APP, BOT, TEAM, Json

_MOST = {"callback_id": 255, "private_metadata": 3000, "external_id": 255}


def checked_view(view: Any, kind: str) -> Json:
    """Check a view that the app sent and return it as Slack keeps it.

    Args:
        view: the argument `view`.
        kind: `modal` or `home`.

    Raises:
        Refused: `invalid_arguments`, with every rule that the view breaks.
    """
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", "[ERROR] missing required field: view")
    found = [f"[ERROR] {words} [json-pointer:/view{where}]" for words, where in _problems(view, kind)]
    found += problems(view.get("blocks"), MOST_IN_VIEW, "/view/blocks")
    if found:
        raise Refused("invalid_arguments", *found)
    return _kept(view, kind)


def initial_state(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    """The values that a view's inputs have before anybody touches them, by block id and action id."""
    values: dict[str, dict[str, Json]] = {}
    for block in blocks:
        element = block.get("element") if block.get("type") == "input" else None
        if not isinstance(element, dict):
            continue
        state: Json = {"type": element["type"]}
        for name, value in element.items():
            if name.startswith("initial_"):
                chosen = name.removeprefix("initial_")
                state[chosen if chosen == "value" else f"selected_{chosen}"] = value
        if element["type"].endswith("_input"):
            state.setdefault("value", None)
        values[block["block_id"]] = {element["action_id"]: state}
    return values


def _kept(view: Json, kind: str) -> Json:
    blocks = complete(view["blocks"])
    return {
        "type": kind,
        "team_id": TEAM,
        "app_id": APP,
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
        "callback_id": view.get("callback_id") or "",
        "private_metadata": view.get("private_metadata") or "",
        "external_id": view.get("external_id") or "",
        "title": view.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "submit": view.get("submit"),
        "close": view.get("close"),
        "clear_on_close": bool(view.get("clear_on_close")),
        "notify_on_close": bool(view.get("notify_on_close")),
        "blocks": blocks,
        "state": {"values": initial_state(blocks)},
    }


def _problems(view: Json, kind: str) -> Iterator[tuple[str, str]]:
    if view.get("type") != kind:
        yield f"must be {kind}", "/type"
    if not isinstance(view.get("blocks"), list):
        yield "missing required field: blocks", ""
    for name, most in _MOST.items():
        if len(str(view.get(name) or "")) > most:
            yield f"must be less than {most + 1} characters", f"/{name}"
    if kind == "home":
        return
    yield from text_problems(view.get("title"), 24, "/title", plain=True)
    for name in ("submit", "close"):
        if view.get(name) is not None:
            yield from text_problems(view[name], 24, f"/{name}", plain=True)
    blocks = view.get("blocks")
    inputs = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if inputs and view.get("submit") is None:
        yield "missing required field: submit", ""

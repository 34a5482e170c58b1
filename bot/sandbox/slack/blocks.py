"""Slack's rules for blocks: limits, required fields, unique ids.

`problems` finds what Slack would complain about, `complete` fills in the ids that Slack makes up. Neither
changes what it is given. Source: docs.slack.dev/reference/block-kit/blocks.
"""

import secrets
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from bot.sandbox.slack.elements import element_problems, text_problems
from bot.sandbox.slack.records import Json

MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
MOST_CHARACTERS = 13_200
_TYPES = {
    "actions",
    "context",
    "context_actions",
    "divider",
    "file",
    "header",
    "image",
    "input",
    "markdown",
    "rich_text",
    "section",
    "table",
    "video",
}
_MOST_ELEMENTS = {"actions": 25, "context": 10, "context_actions": 5}


def problems(blocks: Any, most: int, root: str = "/blocks") -> list[str]:
    """What Slack would complain about in a list of blocks, each with the place it is at.

    Args:
        blocks: what the app sent as `blocks`.
        most: how many blocks are allowed.
        root: where the list stands in the call's arguments.
    """
    if not isinstance(blocks, list):
        return [_at("must be an array", root)]
    found = [_at(f"no more than {most} items allowed", root)] if len(blocks) > most else []
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        path = f"{root}/{index}"
        if not isinstance(block, dict):
            found.append(_at("must be an object", path))
            continue
        found += [_at(words, path + where) for words, where in _block_problems(block)]
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id:
            if block_id in seen:
                found.append(_at(f"block_id already exists: {block_id}", f"{path}/block_id"))
            seen.add(block_id)
    return found


def complete(blocks: list[Json]) -> list[Json]:
    """A copy of the blocks in which every block and every interactive element has an id."""
    filled = deepcopy(blocks)
    for block in filled:
        block["block_id"] = block.get("block_id") or secrets.token_urlsafe(4)
        for element in interactive(block):
            element["action_id"] = element.get("action_id") or secrets.token_urlsafe(4)
    return filled


def interactive(block: Json) -> Iterator[Json]:
    """The elements of one block that a person can use."""
    candidates = [block.get("accessory"), block.get("element")]
    if block.get("type") in {"actions", "context_actions"}:
        candidates += block.get("elements", [])
    return (e for e in candidates if isinstance(e, dict) and e.get("type") != "image")


def too_long(blocks: list[Json]) -> bool:
    """Whether the texts of a message's blocks are more than Slack takes in all."""
    return sum(len(text) for text in _texts(blocks)) > MOST_CHARACTERS


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "text" and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)


def _block_problems(block: Json) -> Iterator[tuple[str, str]]:
    kind = block.get("type")
    if kind not in _TYPES:
        yield f"unsupported type: {kind}", "/type"
        return
    if len(str(block.get("block_id") or "")) > 255:
        yield "must be less than 256 characters", "/block_id"
    if kind == "section":
        yield from _section(block)
    elif kind == "header":
        yield from text_problems(block.get("text"), 150, "/text", plain=True)
    elif kind in _MOST_ELEMENTS:
        yield from _elements(block, _MOST_ELEMENTS[str(kind)], str(kind))
    elif kind == "input":
        yield from text_problems(block.get("label"), 2000, "/label", plain=True)
        yield from element_problems(block.get("element"), "/element", "input")
        if "hint" in block:
            yield from text_problems(block["hint"], 2000, "/hint", plain=True)
    elif kind == "image":
        yield from element_problems(block, "", "context")
    elif kind == "markdown" and not 0 < len(str(block.get("text") or "")) <= 12_000:
        yield "must be between 1 and 12000 characters", "/text"


def _section(block: Json) -> Iterator[tuple[str, str]]:
    fields = block.get("fields")
    if block.get("text") is None and not fields:
        yield "missing required field: text", ""
    if block.get("text") is not None:
        yield from text_problems(block["text"], 3000, "/text")
    if fields is not None:
        if not isinstance(fields, list) or len(fields) > 10:
            yield "no more than 10 items allowed", "/fields"
        else:
            for index, field in enumerate(fields):
                yield from text_problems(field, 2000, f"/fields/{index}")
    if "accessory" in block:
        yield from element_problems(block["accessory"], "/accessory", "accessory")


def _elements(block: Json, most: int, kind: str) -> Iterator[tuple[str, str]]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        yield "missing required field: elements", ""
        return
    if len(elements) > most:
        yield f"no more than {most} items allowed", "/elements"
    seen: set[str] = set()
    for index, element in enumerate(elements):
        path = f"/elements/{index}"
        if kind == "context" and isinstance(element, dict) and element.get("type") in {"plain_text", "mrkdwn"}:
            yield from text_problems(element, 2000, path)
            continue
        yield from element_problems(element, path, kind)
        action = element.get("action_id") if isinstance(element, dict) else None
        if action and action in seen:
            yield f"action_id already exists: {action}", f"{path}/action_id"
        seen.add(str(action))


def _at(words: str, path: str) -> str:
    return f"[ERROR] {words} [json-pointer:{path}]"

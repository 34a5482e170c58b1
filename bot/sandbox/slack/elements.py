"""Slack's rules for the elements inside blocks and for text objects.

Every function yields (what is wrong, where below the given place); nothing means that Slack would take it.
Source: docs.slack.dev/reference/block-kit/block-elements and .../composition-objects.
"""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.records import Json

Problem = tuple[str, str]

_SELECTS = {
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
}
_PICKERS = {"datepicker", "timepicker", "datetimepicker"}
_INPUTS = {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
}
_CHOICES = {"checkboxes", "radio_buttons"}
_ALLOWED = {
    "context": {"image"},
    "context_actions": {"feedback_buttons", "icon_button"},
    "actions": {"button", "overflow", "workflow_button", *_SELECTS, *_PICKERS, *_CHOICES},
    "accessory": {"button", "overflow", "workflow_button", "image", *_SELECTS, *_PICKERS, *_CHOICES},
    "input": {*_INPUTS, *_SELECTS, *_PICKERS, *_CHOICES},
}
_MOST_OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}


def element_problems(element: Any, path: str, place: str) -> Iterator[Problem]:
    """Check one element; `place` is context, context_actions, actions, accessory or input."""
    if not isinstance(element, dict):
        yield "missing required field: element", path
        return
    kind = str(element.get("type"))
    if kind not in _ALLOWED[place]:
        yield f"unsupported type: {kind}", f"{path}/type"
        return
    yield from _length(element, "action_id", 255, path)
    if kind == "image":
        yield from _image(element, path)
    elif kind in {"button", "workflow_button"}:
        yield from _button(element, path)
    elif kind in {"plain_text_input", "rich_text_input"}:
        limit = element.get("max_length")
        if limit is not None and not (isinstance(limit, int) and 0 < limit <= 3000):
            yield "must be between 1 and 3000", f"{path}/max_length"
        if kind == "plain_text_input":
            yield from _length(element, "initial_value", 3000, path)
    elif kind in _CHOICES or kind == "overflow" or kind.endswith("static_select"):
        yield from _options(element, kind, path)
    if "placeholder" in element:
        yield from text_problems(element["placeholder"], 150, f"{path}/placeholder", plain=True)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{path}/confirm")


def text_problems(value: Any, most: int, path: str, *, plain: bool = False) -> Iterator[Problem]:
    """Check a text object: its type, and that it has between 1 and `most` characters."""
    if not isinstance(value, dict):
        yield f"missing required field: {path.rsplit('/', 1)[-1]}", path
        return
    kinds = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    if value.get("type") not in kinds:
        yield f"unsupported type: {value.get('type')}", f"{path}/type"
    text = value.get("text")
    if not isinstance(text, str):
        yield "missing required field: text", path
    elif text == "":
        yield "must be more than 0 characters", f"{path}/text"
    elif len(text) > most:
        yield f"must be less than {most + 1} characters", f"{path}/text"


def _image(element: Json, path: str) -> Iterator[Problem]:
    if not element.get("image_url") and not element.get("slack_file"):
        yield "missing required field: image_url", path
    if not isinstance(element.get("alt_text"), str):
        yield "missing required field: alt_text", path
    yield from _length(element, "image_url", 3000, path)
    yield from _length(element, "alt_text", 2000, path)


def _button(element: Json, path: str) -> Iterator[Problem]:
    yield from text_problems(element.get("text"), 75, f"{path}/text", plain=True)
    yield from _length(element, "value", 2000, path)
    yield from _length(element, "url", 3000, path)
    yield from _length(element, "accessibility_label", 75, path)
    if element.get("style") not in (None, "primary", "danger"):
        yield f"unsupported value: {element['style']}", f"{path}/style"


def _options(element: Json, kind: str, path: str) -> Iterator[Problem]:
    groups = element.get("option_groups")
    lists = [("/options", element.get("options"))]
    if isinstance(groups, list):
        lists = [(f"/option_groups/{i}/options", group.get("options")) for i, group in enumerate(groups)]
    most = _MOST_OPTIONS.get(kind, 100)
    for name, options in lists:
        if not isinstance(options, list) or not options:
            yield "missing required field: options", path + name
            continue
        if len(options) > most:
            yield f"no more than {most} items allowed", path + name
        for index, option in enumerate(options):
            where = f"{path}{name}/{index}"
            if not isinstance(option, dict):
                yield "must be an object", where
                continue
            yield from text_problems(option.get("text"), 75, f"{where}/text")
            yield from _length(option, "value", 150, where)


def _confirm(confirm: Any, path: str) -> Iterator[Problem]:
    if not isinstance(confirm, dict):
        yield "must be an object", path
        return
    yield from text_problems(confirm.get("title"), 100, f"{path}/title", plain=True)
    yield from text_problems(confirm.get("text"), 300, f"{path}/text")
    for name in ("confirm", "deny"):
        if name in confirm:
            yield from text_problems(confirm[name], 30, f"{path}/{name}", plain=True)


def _length(element: Json, name: str, most: int, path: str) -> Iterator[Problem]:
    value = element.get(name)
    if value is None:
        return
    if not isinstance(value, str):
        yield "must be a string", f"{path}/{name}"
    elif len(value) > most:
        yield f"must be less than {most + 1} characters", f"{path}/{name}"

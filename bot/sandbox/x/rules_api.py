"""GET and POST /2/tweets/search/stream/rules.

Source: https://docs.x.com/x-api/posts/filtered-stream/introduction
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.x.endpoint import Call, answer, endpoint, text_in
from bot.sandbox.x.limits import Group
from bot.sandbox.x.problems import TYPES, invalid
from bot.sandbox.x.stream_rules import StreamRule
from bot.sandbox.x.wire import timestamp

LIST = Group("list stream rules", 450)
CHANGE = Group("change stream rules", 100)


@endpoint(LIST)
async def listed(call: Call) -> Response:
    """The rules that are set."""
    ids = call.listed("ids")
    rules = [rule for rule in call.x.stream_rules.rules.values() if not ids or rule.id in ids]
    data = {"data": [_json(rule) for rule in rules]} if rules else {}
    return answer({**data, "meta": {"sent": timestamp(call.x.clock.now()), "result_count": len(rules)}})


@endpoint(CHANGE)
async def change(call: Call) -> Response:
    """Set rules or take them away; with `dry_run` nothing changes."""
    body = await call.body()
    dry = call.query.get("dry_run", "").lower() == "true"
    if isinstance(adding := body.get("add"), list) and "delete" not in body:
        return _add(call, adding, dry)
    if isinstance(deleting := body.get("delete"), dict) and isinstance(ids := deleting.get("ids"), list):
        return _delete(call, [str(id) for id in ids], dry)
    raise invalid("Exactly one of `add` and `delete` is required")


def _add(call: Call, wanted: list[Any], dry: bool) -> Response:
    rules = call.x.stream_rules
    created: list[StreamRule] = []
    errors: list[dict[str, str]] = []
    for entry in wanted:
        value = text_in(entry, "value") if isinstance(entry, dict) else None
        if not value or not value.strip():
            raise invalid("$.add: every rule needs a `value`")
        if same := rules.same(value):
            type = f"{TYPES}duplicate-rules"
            errors.append({"value": value, "id": same.id, "title": "DuplicateRule", "type": type})
            continue
        rule = rules.make(value, text_in(entry, "tag") or "")
        created.append(rule)
        if not dry:
            rules.rules[rule.id] = rule
    summary = {"created": len(created), "not_created": len(errors), "valid": len(created), "invalid": len(errors)}
    answered: dict[str, Any] = {"meta": {"sent": timestamp(call.x.clock.now()), "summary": summary}}
    if created:
        answered["data"] = [_json(rule) for rule in created]
    if errors:
        answered["errors"] = errors
    return answer(answered, 201 if created else 200)


def _delete(call: Call, ids: list[str], dry: bool) -> Response:
    rules = call.x.stream_rules.rules
    there = [id for id in ids if id in rules]
    if not dry:
        for id in there:
            del rules[id]
    summary = {"deleted": len(there), "not_deleted": len(ids) - len(there)}
    return answer({"meta": {"sent": timestamp(call.x.clock.now()), "summary": summary}})


def _json(rule: StreamRule) -> dict[str, str]:
    return {"id": rule.id, "value": rule.value, "tag": rule.tag}


routes = [
    Route("/2/tweets/search/stream/rules", listed, methods=["GET"]),
    Route("/2/tweets/search/stream/rules", change, methods=["POST"]),
]

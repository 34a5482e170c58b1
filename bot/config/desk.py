"""Checks what the keys of [desk] have to do with its kind. Only the file; the secrets are checked in `environment`."""

from __future__ import annotations

from bot.config.mistakes import Mistakes
from bot.config.tables import DeskEntry

_NEEDS = {
    "email": ("to", "smtp"),
    "zendesk": ("url", "user"),
    "zammad": ("url",),
    "freshdesk": ("url",),
    "github": ("repository",),
    "webhook": ("url",),
}
_URLS = {
    "zammad": "https://support.acme.example",
    "freshdesk": "https://acme.freshdesk.com",
    "webhook": "https://hooks.acme.example/triage-bot",
}


def check_desk(desk: DeskEntry, mistakes: Mistakes) -> None:
    """Note keys that this kind needs and that are missing, and addresses that it cannot use."""
    for key in _NEEDS.get(desk.kind, ()):
        if getattr(desk, key) is None:
            mistakes.add(("desk", key), f'kind = "{desk.kind}" needs this key; add {key} = {_example(desk.kind, key)}')
    if desk.imap and desk.kind != "email":
        mistakes.add(("desk", "imap"), f'only kind = "email" reads a mailbox, not "{desk.kind}"; take this key out')
    if desk.kind != "webhook" and desk.url and ("?" in desk.url or "#" in desk.url):
        mistakes.add(("desk", "url"), "write the address only, without anything from ? or # on")


def _example(kind: str, key: str) -> str:
    if key == "url" and kind in _URLS:
        return f'"{_URLS[kind]}"'
    return str((DeskEntry.model_fields[key].examples or [""])[0])

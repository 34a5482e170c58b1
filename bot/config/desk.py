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
_USES = {
    "local": (),
    "email": ("to", "smtp", "sender", "imap", "imap_folders"),
    "zendesk": ("url", "user", "tags"),
    "zammad": ("url", "group", "tags"),
    "freshdesk": ("url", "tags"),
    "github": ("repository", "url", "tags"),
    "webhook": ("url", "find_url", "tags"),
}
"""The keys of each kind, as the table in docs/desks.md has them."""
_OF_ALL = ("kind", "look_every", "tell_customer_when_solved")
_URLS = {
    "zammad": "https://support.acme.example",
    "freshdesk": "https://acme.freshdesk.com",
    "webhook": "https://hooks.acme.example/triage-bot",
}


def check_desk(desk: DeskEntry, mistakes: Mistakes) -> None:
    """Note keys that this kind needs and that are missing, keys that it has no use for, and addresses that are none.

    A key that nobody reads is most often the trace of a kind that was meant.
    """
    for key in _NEEDS.get(desk.kind, ()):
        if getattr(desk, key) is None:
            mistakes.add(("desk", key), f'kind = "{desk.kind}" needs this key; add {key} = {_example(desk.kind, key)}')
    unused = sorted(desk.model_fields_set - {*_USES[desk.kind], *_OF_ALL})
    for key in unused:
        kinds = [kind for kind in _USES if {*unused} <= {*_USES[kind]}] or [
            kind for kind in _USES if key in _USES[kind]
        ]
        meant = " or ".join(f'kind = "{kind}"' for kind in kinds)
        mistakes.add(("desk", key), f'kind = "{desk.kind}" does not use this key; write {meant}, or take it out')
    if desk.kind != "webhook" and desk.url and ("?" in desk.url or "#" in desk.url):
        mistakes.add(("desk", "url"), "write the address only, without anything from ? or # on")


def _example(kind: str, key: str) -> str:
    if key == "url" and kind in _URLS:
        return f'"{_URLS[kind]}"'
    return str((DeskEntry.model_fields[key].examples or [""])[0])

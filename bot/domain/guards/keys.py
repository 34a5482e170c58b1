"""Finds passwords, tokens and keys in a text by their shape. It never returns what it found, only where.

Sources of the shapes: https://docs.slack.dev/authentication/tokens, https://docs.github.com/en/authentication,
https://docs.stripe.com/keys, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.guards.sentences import folded, without_links

_SHAPES = re.compile(
    r"\bxox[a-z](?:\.xox[a-z])?-[\w-]{6,}|\bxapp-[\w-]{6,}|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{15,}"
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}|\b(?:sk|rk)_(?:live|test)_\w{10,}|\bsk-[\w-]{20,}|\bnpm_\w{30,}"
    r"|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bpypi-[\w-]{30,}|\bwhsec_\w{16,}"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\b(?:Bearer|Basic)\s+(?=[\w.~+/=-]*\d)[\w.~+/=-]{12,}"
)
# None of the shapes and names is there without one of these; looking for them costs next to nothing.
_SHAPES_BEGIN = (
    *("xox", "xapp-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "AKIA", "ASIA", "AIza", "sk_"),
    *("rk_", "sk-", "npm_", "SG.", "pypi-", "whsec_", "eyJ", "PRIVATE KEY", "Bearer", "Basic"),
)
_NAMES_HOLD = ("token", "secret", "key", "pass", "pwd", "kennwort", "contraseña", "pin")
# A value that follows the word for a secret: with a figure or a mark in it, else it is the next word of a sentence.
_NAMED = re.compile(
    r"\b(?:[\w-]{0,30}(?:token|secret|api[_ -]?key|password|passwd|passwort|pwd)|kennwort|contraseña|mot de passe|pin)"
    r"(?:\s+(?:is|ist|es|est|è)\s*:?\s+|\s?[:=]\s?)[\"'“„«`]?(?!https?:)"
    r"((?=[^\s\"']*\d)(?=[^\s\"']*[^\W\d])[^\s\"'“”]{6,}|(?<=pin: )\d{4,8}\b|(?<=pin is )\d{4,8}\b)",
    re.IGNORECASE,
)
_IN_LINK = re.compile(
    r"[?&#](?:[\w-]{0,30}token|auth|api_?key|secret|password|sig(?:nature)?|jwt|session(?:_?id)?|reset_?key)=[^\s&#]{8,}",
    re.IGNORECASE,
)
_LOGIN_IN_LINK = re.compile(r"://[^\s/@:]+:[^\s/@]+@")
_LONG = re.compile(r"(?<![\w/.-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d[\w-]*\d)[A-Za-z0-9_-]{32,}(?![\w/-])")


def keys(text: str) -> Iterator[tuple[int, int]]:
    """Yield where something stands that opens a door."""
    if any(begin in text for begin in _SHAPES_BEGIN):
        yield from (match.span() for match in _SHAPES.finditer(text))
    lowered = folded(text)
    if any(name in lowered for name in _NAMES_HOLD):
        yield from (match.span(1) for match in _NAMED.finditer(text))
    if "://" in text:
        for pattern in (_IN_LINK, _LOGIN_IN_LINK):
            yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span() for match in _LONG.finditer(without_links(text)))

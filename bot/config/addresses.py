"""The addresses of config.toml: what each must be, in words that tell an operator so. It contacts nobody."""

from __future__ import annotations

from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def split_url(text: str) -> tuple[str, str, int | None, str] | None:
    """Return scheme, host, port and user of an address, or None where it is none."""
    try:
        url = urlsplit(text)
        found = (url.scheme, url.hostname or "", url.port, url.username or "")
    except ValueError:
        return None
    return found if found[1] and text.isprintable() and " " not in text else None


def web_address(text: str) -> str:
    """Return the web address of a vendor without its last slash; raise ValueError for anything else."""
    parts = split_url(text)
    if parts is None or parts[0] not in ("http", "https"):
        raise ValueError('write a web address, like "https://api.twitter.com"')
    return text.rstrip("/")


def mail_server(text: str) -> str:
    """Return the address of a mail server; raise ValueError for anything else."""
    parts = split_url(text)
    if parts is None or parts[0] not in ("smtp", "smtps"):
        raise ValueError('write the mail server as "smtp://host:587" (STARTTLS) or "smtps://host:465" (TLS)')
    return text


def mailbox(text: str) -> str:
    """Return the address of a mailbox; raise ValueError for anything else, and for one with a password in it."""
    parts = split_url(text)
    if parts is None or parts[0] not in ("imap", "imaps") or not parts[3]:
        raise ValueError('write the mailbox as "imaps://user@host" (TLS) or "imap://user@host:143" (STARTTLS)')
    if urlsplit(text).password is not None:
        raise ValueError("write no password here; it belongs into the environment variable IMAP_PASSWORD")
    return text


def mail_address(text: str) -> str:
    """Return an email address in its usual form; raise ValueError for anything else."""
    try:
        # A helpdesk inside a company network may have a name without a dot.
        return validate_email(text, check_deliverability=False, globally_deliverable=False).normalized
    except EmailNotValidError:
        raise ValueError('write one email address, like "support@acme.example"') from None


def desk_address(text: str) -> str:
    """Return the web address of a helpdesk; raise ValueError for anything else, and for http:// beyond this machine."""
    parts = split_url(text)
    if parts is None or parts[0] not in ("http", "https"):
        raise ValueError('write a web address, like "https://acme.zendesk.com"')
    if parts[3]:
        raise ValueError("write the address without a user in it; secrets belong into the environment")
    if parts[0] == "http" and parts[1] not in LOOPBACK:
        raise ValueError("write https:// here: the customer's address and our secret travel this way")
    return text


def listening_place(text: str) -> str:
    """Return an address of this machine with a port; raise ValueError for anything else."""
    parts = split_url(f"tcp://{text}")
    if parts is None or parts[2] is None or parts[3] or "/" in text:
        raise ValueError('write an address of this machine and a port, like "127.0.0.1:9464"')
    return text

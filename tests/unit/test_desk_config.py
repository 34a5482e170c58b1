"""The table [desk]: what each kind becomes, and what is said about every mistake in it."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import takewhile
from pathlib import Path

import pytest

from bot.config import DeskTable, Secrets, Settings, load
from bot.config.settings import DESK_SECRETS, SmtpServer
from bot.domain.errors import ConfigurationError, Problem
from bot.domain.policy import Mode

REST = """
[[staff]]
name = "Grace"
slack = "U0GRACE"
role = "lead"
[[teams]]
name = "support"
members = ["Grace"]
lead = "Grace"
"""
HEAD = 'brand = "Acme"\n[slack]\ntriage_channel = "C0TRIAGE"\n[desk]\n'
WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ENVIRON = {
    "SLACK_BOT_TOKEN": "xoxb-fake",
    "SLACK_APP_TOKEN": "xapp-fake",
    **dict.fromkeys(DESK_SECRETS.values(), "fake-secret"),
    "WEBHOOK_SECRET": WEBHOOK_SECRET,
}
TABLES = {
    "zendesk": 'kind = "zendesk"\nurl = "https://acme.zendesk.com"\nuser = "bot@acme.example"\n',
    "zammad": 'kind = "zammad"\nurl = "https://help.acme.example/"\ngroup = "Second level"\n',
    "freshdesk": 'kind = "freshdesk"\nurl = "https://acme.freshdesk.com"\n',
    "github": 'kind = "github"\nrepository = "acme/support"\ntags = ["help", "from-x"]\n',
    "webhook": 'kind = "webhook"\nurl = "https://hooks.acme.example/in/?a=b"\nfind_url = "http://127.0.0.1:8/t"\n',
}


def loaded(tmp_path: Path, desk: str, environ: dict[str, str] | None = None) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(HEAD + desk + REST, encoding="utf-8")
    return load(path, environ or ENVIRON)


def problems(tmp_path: Path, desk: str, environ: dict[str, str] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(ConfigurationError) as raised:
        loaded(tmp_path, desk, environ)
    return raised.value.problems


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("zendesk", {"url": "https://acme.zendesk.com", "user": "bot@acme.example", "tags": ("triage-bot",)}),
        ("zammad", {"url": "https://help.acme.example", "group": "Second level", "tags": ("triage-bot",)}),
        ("freshdesk", {"url": "https://acme.freshdesk.com", "tags": ("triage-bot",)}),
        ("github", {"url": "https://api.github.com", "repository": "acme/support", "tags": ("help", "from-x")}),
        (
            "webhook",
            {
                "url": "https://hooks.acme.example/in/?a=b",
                "find_url": "http://127.0.0.1:8/t",
                "tags": ("triage-bot",),
            },
        ),
    ],
)
def test_a_kind_is_read(tmp_path: Path, kind: str, expected: dict[str, object]) -> None:
    group = {"group": "Users", **expected}
    assert DeskTable(kind, **group) == loaded(tmp_path, TABLES[kind]).desk  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", DESK_SECRETS)
def test_its_secret_is_found_by_its_kind(tmp_path: Path, kind: str) -> None:
    settings = loaded(tmp_path, TABLES[kind])
    assert ENVIRON[DESK_SECRETS[kind]] == settings.secrets.of_desk(settings.desk.kind)


@pytest.mark.parametrize("kind", ["local", "email", "jira"])
def test_other_kinds_have_no_secret_of_a_desk(kind: str) -> None:
    assert "" == Secrets(zendesk_token="a", smtp_password="b").of_desk(kind)


@pytest.mark.parametrize("kind", DESK_SECRETS)
def test_a_missing_secret_is_told_by_its_variable(tmp_path: Path, kind: str) -> None:
    name = DESK_SECRETS[kind]
    (problem,) = problems(tmp_path, TABLES[kind], {**ENVIRON, name: " "})
    assert ("environment", name, True) == (problem.file, problem.key, f'kind = "{kind}"' in problem.expected)


@pytest.mark.parametrize("kind", DESK_SECRETS)
def test_the_secrets_of_other_kinds_are_not_asked_for(tmp_path: Path, kind: str) -> None:
    own = {"SLACK_BOT_TOKEN": "xoxb-fake", "SLACK_APP_TOKEN": "xapp-fake"}
    name = DESK_SECRETS[kind]
    assert kind == loaded(tmp_path, TABLES[kind], {**own, name: ENVIRON[name]}).desk.kind


@pytest.mark.parametrize(
    "secret", ["hunter2", "whsec_", "whsec_short", "whsec_" + "!" * 32, "whsec_" + "A" * 31, "whsec_" + "A" * 100]
)
def test_a_secret_that_cannot_sign_is_told_and_not_shown(tmp_path: Path, secret: str) -> None:
    (problem,) = problems(tmp_path, TABLES["webhook"], {**ENVIRON, "WEBHOOK_SECRET": secret})
    shown = secret != "whsec_" and secret in problem.expected
    assert ("WEBHOOK_SECRET", True, False) == (problem.key, "openssl rand -base64 32" in problem.expected, shown)


@pytest.mark.parametrize("secret", ["two words", "line\nend", "schlüssel"])
def test_a_secret_that_cannot_be_sent_is_told(tmp_path: Path, secret: str) -> None:
    (problem,) = problems(tmp_path, TABLES["zendesk"], {**ENVIRON, "ZENDESK_TOKEN": secret})
    assert ("ZENDESK_TOKEN", False) == (problem.key, secret in problem.expected)


@pytest.mark.parametrize(
    ("kind", "old", "new", "line", "key", "words"),
    [
        ("zendesk", 'url = "https://acme.zendesk.com"\n', "", 4, "url", 'add url = "https://acme.zendesk.com"'),
        ("zendesk", 'user = "bot@acme.example"\n', "", 4, "user", 'add user = "bot@acme.example"'),
        ("zendesk", "bot@acme.example", "bot at acme", 7, "user", "one email address"),
        ("zendesk", "https://acme.zendesk.com", "acme.zendesk.com", 6, "url", "write a web address"),
        ("zendesk", "https://acme.zendesk.com", "http://acme.zendesk.com", 6, "url", "write https:// here"),
        ("zendesk", "https://acme.zendesk.com", "https://bot@acme.zendesk.com", 6, "url", "without a user"),
        ("zendesk", "zendesk.com", "zendesk.com/?a=b", 6, "url", "without anything from ? or # on"),
        ("zendesk", "zendesk.com", "zendesk.com/#a", 6, "url", "without anything from ? or # on"),
        ("zendesk", "zendesk.com", "zendesk.com:port", 6, "url", "write a web address"),
        ("zammad", 'url = "https://help.acme.example/"\n', "", 4, "url", 'add url = "https://support.acme.example"'),
        ("zammad", '"Second level"', '" "', 7, "group", "not empty"),
        ("zammad", '"Second level"', "7", 7, "group", "the group that gets the tickets"),
        ("freshdesk", 'url = "https://acme.freshdesk.com"\n', "", 4, "url", 'add url = "https://acme.freshdesk.com"'),
        ("github", 'repository = "acme/support"\n', "", 4, "repository", 'add repository = "acme/support"'),
        ("github", "acme/support", "https://github.com/acme/support", 6, "repository", '"owner/name"'),
        ("github", '["help", "from-x"]', '"help"', 7, "tags", "a list of tags"),
        ("github", "from-x", "from x", 7, "tags.1", "without spaces"),
        ("github", "from-x", "a,b", 7, "tags.1", "without spaces"),
        ("github", "from-x", "x" * 33, 7, "tags.1", "at most 32"),
        ("github", "repository", "repositry", 6, "repositry", 'did you mean "repository"?'),
        ("webhook", "http://127", "http://8.127", 7, "find_url", "write https:// here"),
        ("webhook", 'kind = "webhook"', 'kind = "Webhook"', 5, "kind", '"github", "webhook"'),
    ],
)
def test_one_mistake_is_told_with_line_key_and_what_is_expected(
    tmp_path: Path, kind: str, old: str, new: str, line: int, key: str, words: str
) -> None:
    found = problems(tmp_path, TABLES[kind].replace(old, new, 1))
    told = [one.line for one in found if one.key == f"desk.{key}" and words in one.expected]
    assert [line] == told


HUSH = "hunter2Zq81hunter2"


@pytest.mark.parametrize(
    ("kind", "line", "variable"),
    [
        ("zendesk", f'token = "{HUSH}"', "ZENDESK_TOKEN"),
        ("zendesk", f'zendesk_token = "{HUSH}"', "ZENDESK_TOKEN"),
        ("zendesk", f'password = "{HUSH}"', "ZENDESK_TOKEN"),
        ("zammad", f'token = "{HUSH}"', "ZAMMAD_TOKEN"),
        ("freshdesk", f'key = "{HUSH}"', "FRESHDESK_KEY"),
        ("freshdesk", f'api_key = "{HUSH}"', "FRESHDESK_KEY"),
        ("github", f'token = "ghp_{HUSH}"', "GITHUB_TOKEN"),
        ("github", f"# github_pat_{HUSH}", "GITHUB_TOKEN"),
        ("webhook", f'secret = "whsec_{HUSH}"', "WEBHOOK_SECRET"),
        ("webhook", f"# whsec_{HUSH}", "WEBHOOK_SECRET"),
    ],
)
def test_a_secret_in_the_file_is_told_with_its_variable_and_never_shown(
    tmp_path: Path, kind: str, line: str, variable: str
) -> None:
    found = problems(tmp_path, f"{TABLES[kind]}{line}\n")
    told = [one for one in found if f"environment variable {variable}," in one.expected]
    assert (1, False) == (len(told), any(HUSH in str(one) for one in found))


@pytest.mark.parametrize("kind", DESK_SECRETS)
def test_what_the_example_says_about_a_kind_works(tmp_path: Path, kind: str) -> None:
    text = (Path(__file__).parents[2] / "config.example.toml").read_text(encoding="utf-8")
    following = text.split(f'# kind = "{kind}"')[1].splitlines()[1:]
    block = takewhile(lambda line: line not in ("#", ""), following)
    lines = [line.removeprefix("# ") for line in block]
    desk = loaded(tmp_path, f'kind = "{kind}"\n' + "\n".join(lines) + "\n").desk
    assert (kind, True) == (desk.kind, desk.url.startswith("https://"))


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ({"kind": "zendesk", "url": "https://Acme.zendesk.com"}, "zendesk acme.zendesk.com"),
        ({"kind": "zammad", "url": "https://acme.example/zammad"}, "zammad acme.example/zammad"),
        (
            {"kind": "github", "url": "https://api.github.com", "repository": "acme/help"},
            "github api.github.com acme/help",
        ),
        (
            {"kind": "webhook", "url": "https://hooks.acme.example:444/secret?key=secret"},
            "webhook hooks.acme.example:444",
        ),
        ({"kind": "email", "to": "support@acme.example"}, "email"),
        ({}, "local"),
    ],
)
def test_a_desk_has_a_name_without_a_secret(table: dict[str, str], name: str) -> None:
    assert name == DeskTable(**table).name  # type: ignore[arg-type]


MAIL = 'kind = "email"\nto = "support@acme.example"\nsmtp = "smtp://mail.acme.example"\n'
IMAP = 'imap = "imaps://support%40acme.example@mail.acme.example"\n'


def test_the_name_at_the_mail_server_may_be_an_address(tmp_path: Path) -> None:
    """In the address of the server its @ is written %40."""
    words = MAIL.replace("mail.acme", "support%40acme.example@mail.acme")
    desk = loaded(tmp_path, words, {**ENVIRON, "SMTP_PASSWORD": "fake-secret"}).desk
    assert SmtpServer("mail.acme.example", 587, False, "support@acme.example") == desk.smtp
    (problem,) = problems(tmp_path, words)
    assert ("SMTP_PASSWORD", True) == (problem.key, "support@acme.example" in problem.expected)


def test_a_mailbox_is_read(tmp_path: Path) -> None:
    words = MAIL + IMAP + 'imap_folders = ["INBOX", "Sent Items", "INBOX"]\nlook_every = "5m"\n'
    desk = loaded(tmp_path, words, {**ENVIRON, "IMAP_PASSWORD": "fake-secret"}).desk
    assert SmtpServer("mail.acme.example", 993, True, "support@acme.example") == desk.imap
    assert (("INBOX", "Sent Items"), timedelta(minutes=5)) == (desk.imap_folders, desk.look_every)


def test_a_mailbox_needs_its_password(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, MAIL + IMAP)
    assert ("environment", "IMAP_PASSWORD") == (problem.file, problem.key)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://mail.acme.example", "imaps://user@host"),
        ("imaps://mail.acme.example", "imaps://user@host"),
        ("mail.acme.example", "imaps://user@host"),
    ],
)
def test_a_mailbox_that_is_none_is_told(tmp_path: Path, address: str, said: str) -> None:
    found = problems(tmp_path, f'{MAIL}imap = "{address}"\n', {**ENVIRON, "IMAP_PASSWORD": "fake-secret"})
    assert [("desk.imap", True)] == [(one.key, said in one.expected) for one in found]


KEYS = {
    "to": '"support@acme.example"',
    "sender": '"bot@acme.example"',
    "smtp": '"smtp://mail.acme.example"',
    "imap": '"imaps://a@mail.acme.example"',
    "imap_folders": '["INBOX"]',
    "url": '"https://acme.example"',
    "user": '"bot@acme.example"',
    "group": '"Users"',
    "repository": '"acme/support"',
    "find_url": '"https://acme.example/t"',
    "tags": '["a"]',
}


def documented(kind: str) -> set[str]:
    """The keys that docs/desks.md names for a kind."""
    text = (Path(__file__).parents[2] / "docs" / "desks.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{kind}` \|([^|]*)\|", text, re.MULTILINE)
    return {*re.findall(r"`(\w+)`", row), *(["tags"] if kind not in ("local", "email") else [])}


@pytest.mark.parametrize("kind", ["local", "email", *DESK_SECRETS])
def test_keys_that_a_kind_does_not_use_are_told_and_the_documented_ones_are_fine(tmp_path: Path, kind: str) -> None:
    lines = "".join(f"{key} = {value}\n" for key, value in KEYS.items())
    environ = {**ENVIRON, "IMAP_PASSWORD": "fake-secret", "SMTP_PASSWORD": "fake-secret"}
    found = problems(tmp_path, f'kind = "{kind}"\n{lines}', environ)
    assert {f"desk.{key}" for key in KEYS.keys() - documented(kind)} == {one.key for one in found}
    assert {True} == {f'kind = "{kind}" does not use this key' in one.expected for one in found}


def test_the_kind_that_was_meant_is_named_with_the_line(tmp_path: Path) -> None:
    words = 'does not use this key; write kind = "email", or take it out'
    found = problems(tmp_path, 'kind = "local"\n' + MAIL.split("\n", 1)[1])
    assert [(6, "desk.to", f'kind = "local" {words}'), (7, "desk.smtp", f'kind = "local" {words}')] == [
        (one.line, one.key, one.expected) for one in found
    ]


def test_keys_of_every_kind_may_stand_with_any(tmp_path: Path) -> None:
    words = 'kind = "local"\nlook_every = "5m"\ntell_customer_when_solved = "off"\n'
    assert "local" == loaded(tmp_path, words).desk.kind


def test_only_the_desk_by_mail_reads_a_mailbox(tmp_path: Path) -> None:
    found = problems(tmp_path, TABLES["zammad"] + IMAP, {**ENVIRON, "IMAP_PASSWORD": "fake-secret"})
    assert ["desk.imap"] == [one.key for one in found]


def test_what_a_customer_hears_and_how_many_tickets_there_are_is_policy(tmp_path: Path) -> None:
    usual = loaded(tmp_path, TABLES["zammad"]).policy
    other = loaded(tmp_path, TABLES["zammad"] + 'tell_customer_when_solved = "approve"\n[guards]\ndaily_tickets = 1\n')
    assert (Mode.OFF, 3) == (usual.tell_solved, usual.daily_tickets)
    assert (Mode.APPROVE, 1) == (other.policy.tell_solved, other.policy.daily_tickets)

"""The operator's file: what it becomes, and what is said about every mistake in it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import DeskTable, Secrets, Settings, SlackTable, SmtpServer, XTable, load
from bot.config.durations import parse_duration
from bot.config.settings import EmbeddingFiles
from bot.domain.approval import ApprovalRule, When
from bot.domain.budgets import X_BUDGETS, Prices, Spending
from bot.domain.case import Channel
from bot.domain.errors import ConfigurationError, Problem
from bot.domain.policy import ChainStep, ChannelPolicy, HeatedFirst, Mode, Role, Staff

WHOLE = """\
brand = "Acme"
languages = ["en", "de"]
answer_timeout = "3m"
database = "triage.db"
responses = "my-responses"

[x]
handle = "acme"
poll_every = "0.5s"
ask_email = "approve"

[slack]
triage_channel = "C0TRIAGE"
customer_channels = ["C0HELP"]
hold = "off"

[desk]
kind = "email"
to = "support@acme.example"
smtp = "smtp://mail.acme.example"

[[staff]]
name = "Ada"
slack = "U0ADA"
role = "responder"
x = ["ada_writes"]

[[staff]]
name = "Grace"
slack = "U0GRACE"
role = "lead"

[[teams]]
name = "billing"
topics = ["refund"]
members = ["Ada"]
lead = "Grace"
timezone = "Europe/Berlin"
hours = [
  "Mon-Fri 09:00-17:00",
  "Sat 10:00-14:00",
]
chain = [
  { notify = "on duty", acknowledge_within = "5m" },
  { notify = "Grace", acknowledge_within = "10m" },
]
"""
ENVIRON = {
    "SLACK_BOT_TOKEN": "xoxb-fake",
    "SLACK_APP_TOKEN": "xapp-fake",
    "X_API_KEY": "key",
    "X_API_SECRET": "hush",
    "X_ACCESS_TOKEN": "token",
    "X_ACCESS_TOKEN_SECRET": "hush-hush",
}
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes the operator's file and returns its path."""

    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems(path: Path, environ: dict[str, str] | None = None) -> tuple[Problem, ...]:
    """Return what is said about a file that must not load; without an environment secrets are not asked for."""
    with pytest.raises(ConfigurationError) as raised:
        load(path, environ or {}, need_secrets=environ is not None)
    return raised.value.problems


def told_lines(path: Path) -> list[int]:
    """Return the lines of everything that is said about a file, which may be fine."""
    try:
        load(path, ENVIRON)
    except ConfigurationError as error:
        return [one.line for one in error.problems if one.line is not None]
    return []


def whole(write: Write, **environ: str) -> Settings:
    return load(write(WHOLE), {**ENVIRON, **environ})


def test_paths_are_relative_to_the_file(write: Write, tmp_path: Path) -> None:
    settings = whole(write)
    assert (tmp_path / "triage.db", tmp_path / "my-responses") == (settings.database, settings.responses)


def test_x_table_is_read_with_fractions_and_defaults(write: Write) -> None:
    expected = XTable("acme", timedelta(seconds=0.5), timedelta(seconds=60), False, "https://api.twitter.com")
    assert expected == whole(write).x


def with_x(write: Write, lines: str) -> Settings:
    """Settings with more lines in the table [x]."""
    return load(write(WHOLE.replace('handle = "acme"', f'handle = "acme"\n{lines}')), ENVIRON)


def test_without_a_word_of_the_operator_the_limits_are_those_of_x_and_nothing_is_too_dear(write: Write) -> None:
    policy = whole(write).policy
    assert (X_BUDGETS, Spending()) == (policy.budgets, policy.spending)


def test_a_limit_of_the_operator_is_never_raised_by_x(write: Write) -> None:
    budgets = with_x(write, "limits = { posts = 50, messages_daily = 100 }").policy.budgets
    chosen = {one.name: one.calls for one in budgets if one.capped}
    assert {"x:public": 50, "x:dm:day": 100} == chosen


@pytest.mark.parametrize(
    ("written", "micros"), [("25", 25_000_000), ("0.1", 100_000), ("0", 0), ("12.345678", 12_345_678)]
)
def test_amounts_are_read_to_the_millionth(write: Write, written: str, micros: int) -> None:
    assert micros == with_x(write, f"monthly_budget = {written}").policy.spending.monthly


def test_a_price_of_the_operator_stands_for_that_of_x(write: Write) -> None:
    prices = with_x(write, "prices = { reply_with_link = 0.3 }").policy.spending.prices
    assert (300_000, Prices().reply) == (prices.reply_with_link, prices.reply)


def test_slack_address_always_ends_with_a_slash(write: Write) -> None:
    settings = load(write(WHOLE.replace("[desk]", 'api_url = "http://127.0.0.1:8/api"\n[desk]')), ENVIRON)
    assert SlackTable("C0TRIAGE", ("C0HELP",), "http://127.0.0.1:8/api/") == settings.slack


def test_email_desk_sends_from_its_own_address_by_default(write: Write) -> None:
    server = SmtpServer("mail.acme.example", 587, False, "")
    assert (
        DeskTable("email", "support@acme.example", "support@acme.example", server, imap_folders=("INBOX",))
        == whole(write).desk
    )


def test_mailbox_logs_in_itself_where_the_address_names_nobody(write: Write) -> None:
    smtp = whole(write, SMTP_PASSWORD="pw").desk.smtp
    assert smtp is not None
    assert smtp.user == "support@acme.example"


def test_policy_has_the_modes_of_both_channels(write: Write) -> None:
    expected = {
        Channel.X: ChannelPolicy(Mode.AUTO, Mode.APPROVE),
        Channel.SLACK: ChannelPolicy(Mode.OFF, Mode.AUTO),
    }
    assert expected == whole(write).policy.channels


def test_policy_has_the_staff(write: Write) -> None:
    expected = (Staff("Ada", "U0ADA", Role.RESPONDER, ("ada_writes",)), Staff("Grace", "U0GRACE", Role.LEAD))
    assert expected == whole(write).policy.staff


def test_policy_has_what_a_lead_approves(write: Write) -> None:
    line = 'lead = "Grace"\napproval = { when = ["heated", "first"], first = 3 }'
    policy = load(write(WHOLE.replace('lead = "Grace"', line)), ENVIRON).policy
    assert ApprovalRule(frozenset({When.HEATED, When.FIRST}), 3) == policy.teams[0].approval


def test_a_team_without_topics_cannot_have_answers_outside_of_them_approved(write: Write) -> None:
    bare = 'name = "support"\nmembers = ["Ada"]\nlead = "Grace"\napproval = { when = ["outside topics"] }\n'
    path = write(f"{WHOLE}\n[[teams]]\n{bare}")
    assert ["teams.1.approval.topics"] == [one.key for one in problems(path)]


def test_policy_has_the_chain(write: Write) -> None:
    expected = (ChainStep("on duty", timedelta(minutes=5)), ChainStep("Grace", timedelta(minutes=10)))
    assert expected == whole(write).policy.teams[0].chain


SMALLEST = """\
brand = "Acme"
[slack]
triage_channel = "C0TRIAGE"
[[staff]]
name = "Grace"
slack = "U0GRACE"
role = "lead"
[[teams]]
name = "support"
members = ["Grace"]
lead = "Grace"
"""


def test_absent_table_is_a_channel_that_is_off(write: Write) -> None:
    settings = load(write(SMALLEST), ENVIRON)
    assert (None, Mode.OFF) == (settings.x, settings.policy.channel(Channel.X).hold)


def test_absent_desk_is_the_local_one(write: Write) -> None:
    assert DeskTable("local") == load(write(SMALLEST), ENVIRON).desk


def test_absent_channel_needs_no_secrets(write: Write) -> None:
    slack_only = {name: value for name, value in ENVIRON.items() if name.startswith("SLACK")}
    assert load(write(SMALLEST), slack_only).slack is not None


def test_absent_timeout_is_three_minutes(write: Write) -> None:
    assert timedelta(minutes=3) == load(write(SMALLEST), ENVIRON).policy.answer_timeout


def test_byte_order_mark_of_an_editor_is_fine(write: Write) -> None:
    assert load(write("\ufeff" + SMALLEST), ENVIRON).brand == "Acme"


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ('brand = "Acme"', "brand = 3", 1, "brand", 'like "Acme"'),
        ('brand = "Acme"', 'brand = " "', 1, "brand", "not empty"),
        ('brand = "Acme"', "", None, "brand", 'this key is missing; add brand = "Acme"'),
        ("languages", "langages", 2, "langages", 'did you mean "languages"?'),
        ('["en", "de"]', '["en", "German"]', 2, "languages.1", "two small letters"),
        ('["en", "de"]', "[]", 2, "languages", "list at least one"),
        ('"3m"', '"3 minutes"', 3, "answer_timeout", '"90s"'),
        ('"3m"', "180", 3, "answer_timeout", "in quotes"),
        ('"3m"', '"0s"', 3, "answer_timeout", "longer than zero"),
        ('"triage.db"', '"postgresql://db/triage"', 4, "database", "not supported yet"),
        ('handle = "acme"', 'handle = "@acme"', 8, "x.handle", "without the @"),
        ('handle = "acme"', 'handle = "acme"\nmonthly_budget = "25"', 9, "x.monthly_budget", "25 or 0.015"),
        ('handle = "acme"', 'handle = "acme"\nmonthly_budget = -1', 9, "x.monthly_budget", "in US dollars"),
        ('handle = "acme"', 'handle = "acme"\nmonthly_budget = nan', 9, "x.monthly_budget", "in US dollars"),
        ('handle = "acme"', 'handle = "acme"\nlimits = 3', 9, "x.limits", "write a table, like { posts = 100 }"),
        ('handle = "acme"', 'handle = "acme"\nlimits = { posts = 0 }', 9, "x.limits.posts", "from 1"),
        ('handle = "acme"', 'handle = "acme"\nlimits = { post = 3 }', 9, "x.limits.post", 'did you mean "posts"?'),
        ('handle = "acme"', 'handle = "acme"\nprices = { reply = true }', 9, "x.prices.reply", "in US dollars"),
        ("poll_every", "pol_every", 9, "x.pol_every", 'did you mean "poll_every"?'),
        ('ask_email = "approve"', 'ask_email = "ask"', 10, "x.ask_email", '"auto", "approve", "off"'),
        ('ask_email = "approve"', 'on_new_message = "stop"', 10, "x.on_new_message", '"keep", "restart", "cancel"'),
        ('ask_email = "approve"', 'stream = "yes"', 10, "x.stream", "true or false, without quotes"),
        ('ask_email = "approve"', 'api_url = "api.twitter.com"', 10, "x.api_url", "web address"),
        ('ask_email = "approve"', 'answer_timeout = "5m"', 10, "x.answer_timeout", "the top of the file"),
        ('ask_email = "approve"', 'lead = "Grace"', 10, "x.lead", "it belongs to [[teams]]"),
        ('"C0TRIAGE"', '"#triage"', 13, "slack.triage_channel", "id of a Slack channel"),
        ('["C0HELP"]', '["C0HELP", "help"]', 14, "slack.customer_channels.1", "id of a Slack channel"),
        ('["C0HELP"]', '["C0TRIAGE"]', 14, "slack.customer_channels.0", "customers must not be"),
        ('["C0HELP"]', '["C0HELP"]\nleads_group = "leads"', 15, "slack.leads_group", "id of a Slack user group"),
        ('["C0HELP"]', '["C0HELP"]\nresponders_group = "C0HELP"', 15, "slack.responders_group", "not its name"),
        ('"off"', "false", 15, "slack.hold", '"auto", "approve", "off"'),
        ('kind = "email"', 'kind = "jira"', 18, "desk.kind", '"local", "email"'),
        ("support@acme.example", "support at acme", 19, "desk.to", "one email address"),
        ('to = "support@acme.example"', "", 17, "desk.to", 'kind = "email" needs this key'),
        ('"smtp://mail.acme.example"', '"mail.acme.example"', 20, "desk.smtp", "smtp://host:587"),
        ('name = "Ada"', 'name = "Grace"', 29, "staff.1.name", "there already"),
        ('name = "Ada"', 'name = "lead"', 23, "staff.0.name", "a meaning of its own"),
        ('"U0ADA"', '"ada"', 24, "staff.0.slack", "Copy member ID"),
        ('"U0ADA"', '"U0GRACE"', 30, "staff.1.slack", "there already"),
        ('slack = "U0ADA"', "", 22, "staff.0.slack", "this key is missing"),
        ('role = "responder"', 'role = "boss"', 25, "staff.0.role", '"responder", "lead"'),
        ('members = ["Ada"]', 'members = ["Adda"]', 36, "teams.0.members.0", 'did you mean "Ada"?'),
        ('members = ["Ada"]', 'members = ["Ada", "Ada"]', 36, "teams.0.members.1", "listed twice"),
        ('members = ["Ada"]', "members = []", 36, "teams.0.members", "list at least one"),
        ('members = ["Ada"]', "", 33, "teams.0.members", "this key is missing"),
        ('lead = "Grace"', 'lead = "Garce"', 37, "teams.0.lead", 'did you mean "Grace"?'),
        ('lead = "Grace"', 'lead = "Ada"', 37, "teams.0.lead", 'has the role "responder"'),
        ("Europe/Berlin", "Europe/Berln", 38, "teams.0.timezone", 'did you mean "Europe/Berlin"?'),
        ("Europe/Berlin", "../etc/passwd", 38, "teams.0.timezone", "there is no time zone"),
        ("Mon-Fri 09", "Monday 09", 40, "teams.0.hours.0", 'not like "Mon-Fri 09:00-17:00"'),
        ("Sat 10:00-14:00", "Sat 25:00-26:00", 41, "teams.0.hours.1", "no such time of day"),
        ("Sat 10:00-14:00", "Sat 14:00-10:00", 41, "teams.0.hours.1", "closes before it opens"),
        ('notify = "Grace"', 'notify = "boss"', 45, "teams.0.chain.1.notify", '"on duty", "lead", "Ada", "Grace"'),
        ('"10m" }', '"10" }', 45, "teams.0.chain.1.acknowledge_within", '"90s"'),
        ('"10m" }', '"10m", by = "sms" }', 45, "teams.0.chain.1.by", "notify, acknowledge_within"),
        ('lead = "Grace"', 'lead = "Grace"\napproval = true', 38, "teams.0.approval", "write a table, like { when ="),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { first = 3 }',
            38,
            "teams.0.approval.when",
            "this key is missing; add when =",
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { when = [] }',
            38,
            "teams.0.approval.when",
            "list at least one",
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { when = ["angry"] }',
            38,
            "teams.0.approval.when.0",
            '"always", "heated", "outside topics", "first"',
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { when = ["always", "heated"] }',
            38,
            "teams.0.approval.when",
            "keep it alone",
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { when = ["first", "first"] }',
            38,
            "teams.0.approval.when.1",
            "listed twice",
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { when = ["first"], first = 0 }',
            38,
            "teams.0.approval.first",
            "a whole number from 1",
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { when = ["heated"], first = 3 }',
            38,
            "teams.0.approval.first",
            'only with "first"',
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { when = ["heated"], topics = ["refund"] }',
            38,
            "teams.0.approval.topics",
            'only with "outside topics"',
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { when = ["outside topics"], topics = ["refnd"] }',
            38,
            "teams.0.approval.topics.0",
            'did you mean "refund"?',
        ),
        (
            'lead = "Grace"',
            'lead = "Grace"\napproval = { wen = ["heated"] }',
            38,
            "teams.0.approval.wen",
            'did you mean "when"?',
        ),
        ("[[teams]]", "[teams]", 33, "teams", "two brackets: [[teams]]"),
        ("[[teams]]", "[[team]]", 33, "team", 'did you mean "teams"?'),
        ("[desk]", "[[desk]]", 17, "desk", "begins with the line [desk]"),
    ],
)
def test_one_mistake_is_told_with_line_key_and_what_is_expected(
    write: Write, old: str, new: str, line: int | None, key: str, words: str
) -> None:
    path = write(WHOLE.replace(old, new, 1))
    told = [(one.file, one.line) for one in problems(path) if one.key == key and words in one.expected]
    assert [(str(path), line)] == told


def test_a_second_team_with_the_same_topic_is_told(write: Write) -> None:
    again = '[[teams]]\nname = "sales"\ntopics = ["Refund"]\nmembers = ["Ada"]\nlead = "Grace"\n'
    assert [("teams.1.topics.0", 49)] == [(one.key, one.line) for one in problems(write(WHOLE + again))]


def test_neither_staff_nor_teams_are_told_both(write: Write) -> None:
    text = SMALLEST[: SMALLEST.index("[[staff]]")]
    assert ["staff", "teams"] == [one.key for one in problems(write(text))]


def test_file_without_any_channel_is_told(write: Write) -> None:
    text = SMALLEST.replace('[slack]\ntriage_channel = "C0TRIAGE"\n', "")
    (problem,) = problems(write(text))
    assert "neither [x] nor [slack]" in problem.expected


def test_mistakes_in_different_tables_are_told_at_once_in_the_order_of_the_file(write: Write) -> None:
    text = (
        WHOLE.replace('"3m"', "3").replace('"0.5s"', '"soon"').replace('"U0ADA"', '"ada"').replace('["Ada"]', '["Bo"]')
    )
    expected = ["answer_timeout", "x.poll_every", "staff.0.slack", "teams.0.members.0"]
    assert expected == [one.key for one in problems(write(text))]


def test_mistakes_of_file_and_environment_are_told_together(write: Write) -> None:
    found = problems(write(WHOLE.replace('"3m"', "3")), {**ENVIRON, "SLACK_APP_TOKEN": ""})
    assert ["answer_timeout", "SLACK_APP_TOKEN"] == [one.key for one in found]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('brand = "Acme\nx = 1\n', 1),
        ('brand = "Acme"\n[x\n', 2),
        ("brand = [1,\n2,\n", 2),
        ("a = 1\na = 2\n", 2),
        ("[x]\nhandle = acme\n", 2),
    ],
)
def test_broken_toml_is_told_with_its_line(write: Write, text: str, line: int) -> None:
    (problem,) = problems(write(text))
    assert (line, True) == (problem.line, problem.expected.startswith("this is not valid TOML"))


def test_missing_file_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "nowhere.toml")
    assert (str(tmp_path / "nowhere.toml"), True) == (problem.file, "`triage-bot init`" in problem.expected)


def test_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert "must be readable" in problem.expected


def test_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes('brand = "Müller"'.encode("latin-1"))
    (problem,) = problems(path)
    assert "UTF-8" in problem.expected


HUSH = "hunter2-Zq81"


@pytest.mark.parametrize(
    ("old", "new", "line", "variable"),
    [
        ("[x]", f'SLACK_BOT_TOKEN = "xoxb-{HUSH}"\n[x]', 7, "SLACK_BOT_TOKEN"),
        ("[x]", f'[x]\napi_key = "{HUSH}"', 8, "X_API_KEY"),
        ("[x]", f'[x]\nclient_secret = "{HUSH}"', 8, "X_CLIENT_SECRET"),
        ("[x]", f'[x]\nmy_secret_thing = "{HUSH}"', 8, "X_ACCESS_TOKEN"),
        ("[slack]", f'[slack]\napp_token = "xapp-{HUSH}"', 13, "SLACK_APP_TOKEN"),
        ('"C0TRIAGE"', f'"xoxb-{HUSH}"', 13, "SLACK_BOT_TOKEN"),
        ("[slack]", f"[slack]\n# xapp-1-{HUSH}", 13, "SLACK_APP_TOKEN"),
        ("[desk]", f'[desk]\npassword = "{HUSH}"', 18, "SMTP_PASSWORD"),
        ("smtp://mail", f"smtp://me:{HUSH}@mail", 20, "SMTP_PASSWORD"),
        ("[desk]", f'[desk.login]\npassword = "{HUSH}"', 18, "SMTP_PASSWORD"),
    ],
)
def test_secret_in_the_file_is_told_with_its_variable_and_never_shown(
    write: Write, old: str, new: str, line: int, variable: str
) -> None:
    found = problems(write(WHOLE.replace(old, new, 1)))
    told = [one.line for one in found if f"environment variable {variable}," in one.expected]
    assert ([line], False) == (told, any(HUSH in str(one) for one in found))


def test_secret_in_broken_toml_is_told_and_never_shown(write: Write) -> None:
    found = problems(write(f'brand = "Acme\ntoken = "xoxb-{HUSH}"'))
    assert ([1, 2], False) == ([one.line for one in found], any(HUSH in str(one) for one in found))


def test_token_as_a_key_is_never_shown(write: Write) -> None:
    found = problems(write(SMALLEST.replace("[slack]", f"xoxb-{HUSH} = 1\n[slack]")))
    assert not any(HUSH in str(one) for one in found)


@pytest.mark.parametrize(
    ("environ", "keys"),
    [
        ({"SLACK_BOT_TOKEN": ""}, ["SLACK_BOT_TOKEN"]),
        ({"SLACK_BOT_TOKEN": "xapp-fake", "SLACK_APP_TOKEN": "xoxb-fake"}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ({"X_ACCESS_TOKEN_SECRET": ""}, ["X_ACCESS_TOKEN_SECRET"]),
        ({"X_API_KEY": "", "X_CLIENT_ID": "id", "X_CLIENT_SECRET": "hush"}, ["X_REFRESH_TOKEN"]),
        (dict.fromkeys((name for name in ENVIRON if name.startswith("X_")), ""), ["X_API_KEY"]),
    ],
)
def test_missing_secret_is_told_by_its_variable(write: Write, environ: dict[str, str], keys: list[str]) -> None:
    found = problems(write(WHOLE), {**ENVIRON, **environ})
    assert [("environment", key) for key in keys] == [(one.file, one.key) for one in found]


def test_user_in_the_mail_servers_address_needs_a_password(write: Write) -> None:
    found = problems(write(WHOLE.replace("smtp://", "smtp://me@")), ENVIRON)
    assert ["SMTP_PASSWORD"] == [one.key for one in found]


def test_oauth2_alone_is_enough_for_x(write: Write) -> None:
    environ = {"X_CLIENT_ID": "id", "X_CLIENT_SECRET": "hush", "X_REFRESH_TOKEN": "r", "X_API_KEY": ""}
    assert whole(write, **environ).secrets.has_x_oauth2


OAUTH2 = {"X_CLIENT_ID": "id", "X_CLIENT_SECRET": "hush", "X_REFRESH_TOKEN": "r"}


def with_stream(stream: str) -> str:
    return SMALLEST.replace("[slack]", f'[x]\nhandle = "acme"\nstream = {stream}\n[slack]')


def test_the_stream_wants_the_apps_own_token_beside_oauth_2(write: Write) -> None:
    (problem,) = problems(write(with_stream("true")), {**ENVIRON, "X_API_KEY": "", **OAUTH2})
    assert ("environment", "X_BEARER_TOKEN") == (problem.file, problem.key)


@pytest.mark.parametrize(
    ("stream", "environ"),
    [
        ("true", {"X_API_KEY": "", **OAUTH2, "X_BEARER_TOKEN": "b"}),
        ("true", {}),
        ("true", OAUTH2),
        ("false", {"X_API_KEY": "", **OAUTH2}),
    ],
)
def test_otherwise_the_stream_needs_no_token_from_the_operator(
    write: Write, stream: str, environ: dict[str, str]
) -> None:
    settings = load(write(with_stream(stream)), {**ENVIRON, **environ})
    assert settings.x is not None
    assert settings.x.stream is (stream == "true")


def test_offline_no_secret_is_asked_for(write: Write) -> None:
    assert Secrets() == load(write(WHOLE), {}, need_secrets=False).secrets


def test_settings_never_show_a_secret(write: Write) -> None:
    shown = repr(whole(write))
    assert [] == [value for value in ENVIRON.values() if f"'{value}'" in shown]


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("3m", 180), ("2h", 7200), ("90d", 7776000), ("0.5s", 0.5), ("1.5m", 90)]
)
def test_durations_are_read(text: str, seconds: float) -> None:
    assert timedelta(seconds=seconds) == parse_duration(text)


@pytest.mark.parametrize("text", ["", "3", "m", "3 m", "-3m", "3M", "1h30m", "٣m", "1e3s", "999999999d", 3, None])
def test_other_durations_are_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"^write a duration"):
        parse_duration(text)


@given(
    st.text(max_size=200) | st.lists(st.sampled_from([*WHOLE.splitlines(), "[", '"', "=", "x = [[1]]"])).map("\n".join)
)
def test_any_text_loads_or_is_told_with_lines_inside_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(text, encoding="utf-8", newline="")
    assert all(1 <= line <= max(len(text.splitlines()), 1) for line in told_lines(path))


def test_line_is_right_after_a_text_with_a_separator_that_is_no_line_end(write: Write) -> None:
    text = WHOLE.replace('["refund"]', '["re\u2028fund"]').replace('"Europe/Berlin"', '"Europe/Berln"')
    assert 38 in [one.line for one in problems(write(text)) if one.key == "teams.0.timezone"]


def test_reading_is_as_the_operator_wants_it(write: Write, tmp_path: Path) -> None:
    digest = "a" * 64
    table = f'[reading]\nunsure_below = 0\nheated_first = "lead"\nembed_model = "m"\nembed_sha256 = "{digest}"\n'
    settings = load(write(WHOLE + table), ENVIRON)
    assert (0.0, HeatedFirst.LEAD) == (settings.policy.unsure_below, settings.policy.heated_first)
    assert EmbeddingFiles(tmp_path / "m", digest) == settings.embedding


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ("unsure_below = 1.5", "reading.unsure_below", "1"),
        ('heated_first = "boss"', "reading.heated_first", "lead"),
        ('embed_model = "m"', "reading.embed_sha256", "belong together"),
        (f'embed_sha256 = "{"a" * 64}"', "reading.embed_model", "belong together"),
        ('embed_model = "m"\nembed_sha256 = "abc"', "reading.embed_sha256", "sha256sum"),
    ],
)
def test_a_mistake_in_reading_is_told_with_its_key(write: Write, line: str, key: str, said: str) -> None:
    (problem,) = problems(write(f"{WHOLE}[reading]\n{line}\n"), ENVIRON)
    assert key == problem.key
    assert said in problem.expected

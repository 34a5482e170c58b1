"""Whatever a text is made of: no guard raises, and every finding points into the text."""

from __future__ import annotations

from dataclasses import replace

from acme import ADA, GRACE, NOON
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Channel
from bot.domain.guards import Draft, Earlier, History, check
from bot.domain.stop import says_stop

# Pieces by which the guards go, so that chance finds their edges.
PIECES = st.sampled_from(
    [
        *("{", "}", "{{", "}}", "{name}", "[", "]", "<", ">", "%", "%%", "$", "#", "@", "`", "|", "_", "=", '"', "'"),
        *("Dear", "Hi", "None", "undefined", "nan", "why", "Why", "?", "!", ".", ",", ":", " ", "\n", "\t", "\u00a0"),
        *("Ada", "Grace", "@ada_writes", "U0ADA", "<@U0ADA>", "a@b.example", "+49 30 1234567", "DE89 3704 0044"),
        *("4111 1111 1111 1111", "xoxb-", "token=", "password: ", "https://", "acme.example", "İ", "ß", "ﬁ", "e\u0301"),
        *(
            "we will get back to you",
            "soon",
            "your fault",
            "por",
            "qué",
            "🙂",
            "👍🏽",
            "\u200b",
            "\ud800",
            "１２３",
            "٣",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join), st.text(alphabet=st.characters()))
FACTS = Draft(
    "",
    public=True,
    weight=1,
    limit=280,
    staff=(ADA, GRACE),
    channel=Channel.X,
    heated=True,
    now=NOON,
    known_handles=frozenset({"acme"}),
    ticket_links=("https://help.acme.example/t/",),
    internal_hosts=("wiki.acme.internal",),
    internal_texts=("one two three four five six seven",),
    history=History(to_customer=(Earlier("one second", NOON),), on_account=("one second",)),
)


@given(text=TEXTS, public=st.booleans())
def test_no_text_makes_a_guard_raise_and_every_finding_lies_in_it(text: str, public: bool) -> None:
    for finding in check(replace(FACTS, text=text, public=public)):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message.endswith(".")


@given(text=TEXTS)
def test_the_same_draft_has_the_same_findings(text: str) -> None:
    draft = replace(FACTS, text=text)
    assert check(draft) == check(replace(draft))


@given(name=st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])), text=TEXTS)
def test_any_name_and_any_text_of_others_may_come_along(name: str, text: str) -> None:
    staff = (replace(ADA, name=name, slack=name, handles=(name,)),)
    draft = replace(FACTS, text=text, staff=staff, internal_texts=(text,), customer_texts=(name,), customer_name=name)
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in check(draft))


@given(before=TEXTS, after=TEXTS, name=st.from_regex(r"[A-Za-z]{2,12}", fullmatch=True))
def test_a_name_in_doubled_braces_never_leaves(before: str, after: str, name: str) -> None:
    text = f"{before.replace('=', '')} {{{{ {name} }}}} {after}"
    assert "placeholder" in {finding.guard for finding in check(replace(FACTS, text=text))}


@given(text=TEXTS)
def test_any_text_can_be_asked_for_a_stop(text: str) -> None:
    assert says_stop(text) in (True, False)

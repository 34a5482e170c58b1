"""What was not filled in never leaves, and ordinary text with brackets, per cent signs and code may."""

from __future__ import annotations

import pytest

from bot.domain.guards import Draft, Severity, check

UNFILLED = [
    # Braces of one kind or another.
    ("Dear {FirstName}, thank you", "{FirstName}"),
    ("Hi {first_name}, one second", "{first_name}"),
    ("Hi {first-name}, one second", "{first-name}"),
    ("Hi {name!r}, one second", "{name!r}"),
    ("Hi {name|there}, one second", "{name|there}"),
    ("Hi {First Name}, one second", "{First Name}"),
    # An address that was not shown to whoever edits.
    ("We have written to a…@e….com now.", "a…@e….com"),
    ("Hi { name }, one second", "{ name }"),
    ("Hi {customer.name}, one second", "{customer.name}"),
    ("Hi {customer['name']}, one second", "{customer['name']}"),
    ("You owe {total:.2f} EUR.", "{total:.2f}"),
    ("You have {count, plural, one {message}}.", "{count, plural, one {message}"),
    ("Hi {}, one second", "{}"),
    ("Hi {0}, one second", "{0}"),
    ("Hallo {Vorname}, einen Moment", "{Vorname}"),
    ("Bonjour {prénom}, un instant", "{prénom}"),
    ("Hi {FirstName, one second", "{FirstName"),
    ("See https://acme.example/t/{ticket_id} for more.", "{ticket_id}"),
    ("Hi {{ name }}, one second", "{{ name }}"),
    ("Hi {{name}}, one second", "{{name}}"),
    ("Hi {{{name}}}, one second", "{{{name}}}"),
    ('Hi {{ name | default: "friend" }}, one second', '{{ name | default: "friend" }}'),
    ("Your ticket is {{ ticket\n}}.", "{{ ticket\n}}"),
    ("Hi {{name, one second", "{{name"),
    ("Hi {{1}}, one second", "{{1}}"),
    ("Hi name}}, one second", "name}}"),
    ("Please let {name} know.", "{name}"),
    ("Thank you (again) {name}, one second", "{name}"),
    ('We read {ticket} from "Acme".', "{ticket}"),
    ("Hi {{ }}, one second", "{{ }}"),
    ("See https://acme.example/t/%7Bticket%7D for more.", "%7Bticket%7D"),
    ("Hi {% if name %}you", "{% if name %}"),
    ("Hi <%= name %>, one second", "<%= name %>"),
    ("Hi <?= $name ?>, one second", "<?= $name ?>"),
    ("Hi ${name}, one second", "${name}"),
    ("Hi ${}, one second", "${}"),
    ("Hi #{name}, one second", "#{name}"),
    ("Your ticket is #{ticket.id / no such object}.", "#{ticket.id / no such object}"),
    ("Hi @{name}, one second", "@{name}"),
    # Per cent signs, stars and dollars.
    ("Hi %%FIRSTNAME%%, one second", "%%FIRSTNAME%%"),
    ("Hi %%first name%%, one second", "%%first name%%"),
    ("Hi %FIRSTNAME%, one second", "%FIRSTNAME%"),
    ("Hi %first_name%, one second", "%first_name%"),
    ("Hi %(name)s, one second", "%(name)s"),
    ("Hi %s, one second", "%s"),
    ("Hi %1$s, one second", "%1$s"),
    ("Hi *|FNAME|*, one second", "*|FNAME|*"),
    ("Hi $first_name, one second", "$first_name"),
    # Brackets.
    ("Hi [FIRST_NAME], one second", "[FIRST_NAME]"),
    ("Your plan is [PLAN_TIER].", "[PLAN_TIER]"),
    ("Hi [Name], one second", "[Name]"),
    ("Hi [First Name], one second", "[First Name]"),
    ("Please see [insert link here].", "[insert link here]"),
    ("Click [LINK] to go on.", "[LINK]"),
    ("Here is the [link] to it.", "[link]"),
    ("Your number is [TICKET NUMBER].", "[TICKET NUMBER]"),
    ("Hallo [Kundenname], einen Moment", "[Kundenname]"),
    ("Hi <name>, one second", "<name>"),
    ("Hi <<name>>, one second", "<<name>>"),
    ("Hi [[name]], one second", "[name]"),
    ("Hi __FIRST_NAME__, one second", "__FIRST_NAME__"),
    ("Hi @@name@@, one second", "@@name@@"),
    ("Hi <first_name>, one second", "<first_name>"),
    ("Hi <FirstName>, one second", "<FirstName>"),
    ("Hi <your name>, one second", "<your name>"),
    ("Your ticket is <ticket_number>.", "<ticket_number>"),
    # Words that software puts where it knows nothing.
    ("Hi None, one second", "Hi None"),
    ("Dear None, one second", "Dear None"),
    ("Hallo None, einen Moment", "Hallo None"),
    ("Hola None, un momento", "Hola None"),
    ("Hi undefined, one second", "Hi undefined"),
    ("Hi null, one second", "Hi null"),
    ("Hi nan, one second", "Hi nan"),
    ("Hi N/A, one second", "Hi N/A"),
    ("Hi FNAME, one second", "Hi FNAME"),
    ("Dear Mr None, one second", "Dear Mr None"),
    ("Your ticket is None.", "ticket is None"),
    ("Your ticket number is undefined.", "number is undefined"),
    ("We opened ticket #null for you.", "ticket #null"),
    ("We opened ticket T-None for you.", "T-None"),
    ("That is $NaN a month.", "$NaN"),
    ("That is nan EUR a month.", "nan EUR"),
    ("We will be there in NaN minutes.", "NaN minutes"),
    ("None, let me look into this.", "None, "),
    ("We are back on Invalid Date.", "Invalid Date"),
    ("Hi [object Object], one second", "[object Object]"),
    ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
    ("TODO: say something kind", "TODO:"),
    # Nothing where a name or a number should be.
    ("Dear , one second", "Dear ,"),
    ("dear , one second", "dear ,"),
    ("Dear, one second", "Dear,"),
    ("Hi , one second", "Hi ,"),
    ("Dear Mr. , one second", "Dear Mr. ,"),
    ("Sehr geehrte , einen Moment", "Sehr geehrte ,"),
    ("Hallo , einen Moment", "Hallo ,"),
    ("Cher , un instant", "Cher ,"),
    ("Estimado , un momento", "Estimado ,"),
    ("Gentile , un momento", "Gentile ,"),
    ("Hi @, one second", "Hi @"),
    ("Your ticket number is .", "is ."),
    ("We are back by , thank you.", "by ,"),
]

ORDINARY = [
    # Braces.
    "An empty object is written {} in JavaScript.",
    "The call returns {} with no items.",
    'Please send {"id": 7, "name": "Anna"} as the body.',
    'It answers {"a":{"b":1}} now.',
    'It answers {"a":{"b":true}} now.',
    "The set {1, 2, 3} has three members.",
    "The set {a, b} is fine.",
    "Set a { color: red; } in the style sheet.",
    "Write a{color:red} in the style sheet.",
    "if (ready) { start(); } is enough.",
    "function f() { return x } works.",
    'Use import {useState} from "react" there.',
    'import { name } from "./people" is right.',
    "const {name} = user; reads it.",
    "rename file.{js,ts} please",
    "for i in {1..5} works in bash",
    "The id is {3F2504E0-4F89-41D3-9A0C-0305E82C3301}.",
    "In LaTeX write \\textbf{word} for bold.",
    "It looks like https://acme.example/x?a={1}",
    'style={{color: "red"}} is fine.',
    "int a[2][2] = {{1,2},{3,4}};",
    "(see the page {below the fold})",
    # Faces.
    "That is odd :{",
    "That is fine :-}",
    "Fine {-_-} then",
    "Fine {^_^} then",
    "Really {o_o} now",
    "Really [O_O] now",
    "Fine d[-_-]b then",
    "<3 and </3",
    "Fine >:] then",
    "¯\\_(ツ)_/¯",
    "%-) indeed",
    # Per cent signs and money.
    "Set the price to $5 and save 20% today.",
    "It is 50%-60% faster, 100% sure.",
    "5% of 10% is 0.5%.",
    "20 % off and 30 % more",
    "It is 50%% off and 20%% more.",
    "See https://acme.example/a%20b%3Dc for it.",
    "Open %APPDATA%\\Acme and look.",
    "Open %USERNAME% in the path.",
    'Use printf("%s") for that.',
    "Use %s for strings and %d for numbers.",
    "Set $JAVA_HOME and $PATH first.",
    "$ACME is at $12.50.",
    # Brackets.
    "Use a[0] and f(x) <= 3.",
    "Use user[name] there.",
    "As written [1], it works [sic].",
    "[SOLVED] The export works.",
    "[x] done, [ ] not done",
    "The log says [ERROR] and [WARN].",
    "The page says [ERR_CONNECTION_RESET].",
    "The log says [HTTP_TIMEOUT].",
    "Read [the guide](https://acme.example) first.",
    "Read [link](https://acme.example) first.",
    "Click [Email] and then [Next].",
    "Type [a-z] only.",
    "List<String> and Map<User> are types.",
    "Write <b>bold</b> and <code>x</code>.",
    "Use the <title> tag, then the <link> tag.",
    "a < b and c > d",
    "x <- y works",
    "Run `acme login <email>` once.",
    "Write `[NAME]` as it stands.",
    # Words.
    "None of our servers is down.",
    "None of these works for me.",
    "Second to none, bar none.",
    "There are none left.",
    "Hi, none of that is your doing.",
    "Thanks, None of it is lost.",
    "The value is None in Python.",
    "It prints None when the function returns nothing.",
    "That is undefined behaviour, sorry.",
    "The error says: the variable is undefined.",
    "It reports undefined is not a function.",
    "The total of that field shows NaN.",
    "My nan uses it as well.",
    "The nan bread is fine.",
    "The deal is null and void.",
    "Null Problem, wir sehen nach.",
    "Dear Nan, one second.",
    "Run it if __name__ is __main__.",
    # Greetings.
    "Hi, thanks for writing.",
    "Hello, one second.",
    "Hey! One second.",
    "Oh dear, that is not right.",
    "Dear Anna, one second.",
    "Dear all, we are back.",
    "Hallo, einen Moment.",
    "Bonjour ! Un instant.",
    "Hola, un momento.",
    "Hi there, your ticket is T-1042.",
    "Hi @anna_k, one second.",
    "We are open 9 @ Main Street.",
    "The dates are TBD.",
    "Your TODO list is back.",
    "We use UTF-8 and 😀.",
    "Wait ... what is on the screen?",
    "We moved to .NET, and it is fine.",
]


def findings(text: str) -> list[str]:
    """What the guard quotes of a text."""
    found = [one for one in check(Draft(text, False, len(text), 3000, ())) if one.guard == "placeholder"]
    assert all(one.severity is Severity.STOP for one in found)
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(("text", "gap"), UNFILLED)
def test_what_was_not_filled_in_stays_here(text: str, gap: str) -> None:
    assert [gap] == findings(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_may_leave(text: str) -> None:
    assert [] == findings(text)


def test_the_tables_hold_enough_real_cases() -> None:
    assert len(set(UNFILLED)) >= 60
    assert len(set(ORDINARY)) >= 60


@pytest.mark.parametrize("text", ["", "   \n ", "\u200b\u2060", "@anna_k", " @anna_k @acme "])
def test_an_empty_message_stays_here(text: str) -> None:
    found = check(Draft(text, True, len(text), 280, ()))
    assert [("placeholder", Severity.STOP, 0, 0)] == [(one.guard, one.severity, one.start, one.end) for one in found]


@pytest.mark.parametrize("text", ["👍", "…", "@anna_k 👍", "OK"])
def test_a_short_message_is_not_empty(text: str) -> None:
    assert [] == findings(text)


def test_every_gap_is_told_once() -> None:
    assert ["{{ name }}", "{ticket}", "[LINK_HERE]"] == findings("Hi {{ name }}, {ticket} is at [LINK_HERE].")

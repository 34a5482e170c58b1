"""Prints how long a mention takes to its holding reply, on loopback, bot idle: `make bench`.

Measured at the vendors' side: from the answer that brought the mention to the bot (the poll's answer on X, the message
in Slack) to the arrival of the call that posts the holding reply. Both times are the sandbox's own clock.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import datetime

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import Stage

CUSTOMERS = ("anna_k", "bo_writes", "mia_dev")
COLLEAGUES = ("U0CARL", "U0DIANA")
# Four wordings for each customer: no text comes twice to anybody, which the guards would stop, and no burst is reached.
ON_X = 4 * len(CUSTOMERS)
IN_SLACK = 3 * len(COLLEAGUES)


def main() -> None:
    """Measure and print."""
    with Rehearsal() as rehearsal:
        stage = rehearsal.stage
        on_x = [_x(stage, number) for number in range(ON_X)]
        in_slack = [_slack(stage, number) for number in range(IN_SLACK)]
    _print("X: poll to holding reply", on_x)
    _print("Slack: message to holding reply", in_slack)


def _x(stage: Stage, number: int) -> float:
    before = _last_call(stage)
    stage.post(CUSTOMERS[number % 3], f"@acme my export number {number} ends with an error, what can I do?")
    calls = _wait(stage, before, lambda call: call["method"] == "POST" and call["path"].endswith("/2/tweets"))
    posted = next(call for call in calls if call["method"] == "POST" and call["path"].endswith("/2/tweets"))
    polls = [call for call in calls if call["path"].endswith("/mentions") and call["n"] < posted["n"]]
    time.sleep(0.3)
    return _between(polls[-1]["at"], posted["at"])


def _slack(stage: Stage, number: int) -> float:
    before = _last_call(stage)
    asked = stage.slack(COLLEAGUES[number % 2], "C0HELP", f"<@U0BOT> my export number {number} ends with an error")
    calls = _wait(stage, before, lambda call: call["path"].endswith("chat.postMessage"))
    # The triage channel's card goes out beside it; the reply is the first one.
    posted = next(call for call in calls if call["path"].endswith("chat.postMessage"))
    time.sleep(1.5)
    return datetime.fromisoformat(posted["at"]).timestamp() - float(asked["ts"])


def _wait(stage: Stage, before: int, arrived: object) -> list[dict[str, object]]:
    for _ in range(400):
        calls = stage.calls(before)
        if any(arrived(call) for call in calls):  # type: ignore[operator]
            return calls
        time.sleep(0.02)
    sys.exit("The holding reply did not arrive within 8 s.")


def _last_call(stage: Stage) -> int:
    calls = stage.calls()
    return int(calls[-1]["n"]) if calls else 0


def _between(first: object, second: object) -> float:
    return (datetime.fromisoformat(str(second)) - datetime.fromisoformat(str(first))).total_seconds()


def _print(what: str, seconds: list[float]) -> None:
    ordered = sorted(1000 * one for one in seconds)
    median, worst = statistics.median(ordered), ordered[-1]
    print(f"{what}: median {median:.0f} ms, worst {worst:.0f} ms of {len(ordered)}")


if __name__ == "__main__":
    main()

"""What stands behind everything that staff can do in Slack: who may do it, and what happens then. It holds no code
of any feature; `registry.py` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.adapters.slack import fields
from bot.adapters.slack.acts import Act
from bot.adapters.slack.critic import Critic
from bot.adapters.slack.listens import Listens, UseCases
from bot.adapters.slack.replies import Replies
from bot.adapters.slack.windows import Windows
from bot.adapters.slack.workspace import Workspace
from bot.domain.policy import Role
from bot.ports.store import Store


class Done(Protocol):
    """Marks an envelope done where nothing else does."""

    def __call__(self, envelope: int, refused: str = "") -> None:
        """`refused` says in a short sentence why the one who did it was not obeyed."""
        ...


@dataclass(frozen=True)
class Tools:
    """What may be used to obey."""

    store: Store
    engine: UseCases
    workspace: Workspace
    windows: Windows
    replies: Replies
    done: Done

    @property
    def intake(self) -> Listens:
        """The one way into a case."""
        return self.engine.intake


@dataclass(frozen=True)
class Doing:
    """An act of the teammate `who`, who may do it; `envelope` is the inbox row that brought it, `key` its key there."""

    act: Act
    who: str
    envelope: int
    key: str = ""

    @property
    def case_id(self) -> str:
        """The case that it is about; raises DecodeError where it is about none."""
        return self.text("case")

    def text(self, name: str) -> str:
        """Return a text that was carried along; raise DecodeError where it is missing."""
        return fields.text(self.act.carried, name)


Obey = Callable[[Tools, Doing], None]
"""Does what somebody wants. It marks the envelope done in the transaction in which it takes effect, or by `done`.

Raises DecodeError for an act that carries something else than it must.
"""


@dataclass(frozen=True)
class Handler:
    """What happens when somebody with at least the role `least` does it.

    One that `opens_window` keeps its trigger, which is good for three seconds.
    """

    obey: Obey
    least: Role = Role.RESPONDER
    opens_window: bool = False


Check = Callable[[Critic, Act], Mapping[str, tuple[str, ...]]]
"""Returns what speaks against a submitted window, by the id of the block under which it is shown; {} for nothing.

It is asked while the window is still open and has a second. Raises DecodeError for a broken one.
"""

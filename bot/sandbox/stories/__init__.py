"""Stories that are played against the sandbox, each from the customers' and the staff's point of view."""

from bot.sandbox.stories import approval, collision, dear_firstname, escalation, intern, outage, promise, ticket
from bot.sandbox.stories.telling import Story, Tale

STORIES: dict[str, Story] = {
    "intern": intern.STORY,
    "dear-firstname": dear_firstname.STORY,
    "outage": outage.STORY,
    "ticket": ticket.STORY,
    "collision": collision.STORY,
    "approval": approval.STORY,
    "escalation": escalation.STORY,
    "promise": promise.STORY,
}

__all__ = ["STORIES", "Story", "Tale"]

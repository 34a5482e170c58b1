"""A message as it is about to be posted, and the one way to write mrkdwn into it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.models.blocks import Block, MarkdownTextObject, SectionBlock


@dataclass(frozen=True)
class Drawn:
    """A message ready to be posted: blocks, and the text that notifications and screen readers get."""

    text: str
    blocks: tuple[Block, ...] = ()


def section(words: str, accessory: object = None) -> SectionBlock:
    """Return a section of mrkdwn in which Slack makes no mention or link of its own accord."""
    return SectionBlock(text=MarkdownTextObject(text=words, verbatim=True), accessory=accessory)  # type: ignore[arg-type]

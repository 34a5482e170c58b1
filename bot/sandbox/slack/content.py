"""What a message or a `response_url` answer consists of, read from the arguments and checked by Slack's rules."""

from dataclasses import dataclass

from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, complete, problems, too_long
from bot.sandbox.slack.call import Call, Refused
from bot.sandbox.slack.files import file_problems
from bot.sandbox.slack.records import Json

MOST_TEXT = 40_000
MOST_METADATA = 8_000


@dataclass(frozen=True)
class Content:
    """Text, blocks, attachments and metadata; `None` means that the argument was not given."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None


def read_content(call: Call, *, required: bool = True) -> Content:
    """Read and check the content of a message.

    Args:
        call: the call that carries it.
        required: refuse a message that has neither text nor blocks nor attachments.

    Raises:
        Refused: with the error Slack uses, such as `invalid_blocks` or `msg_too_long`.
    """
    text = None if call.args.get("text") is None else call.text("text")
    blocks = _blocks(call)
    attachments = call.structure("attachments")
    if attachments is not None and not isinstance(attachments, list):
        raise Refused("invalid_attachments")
    if attachments is not None and len(attachments) > 100:
        raise Refused("too_many_attachments")
    if required and not (text and text.strip()) and not blocks and not attachments:
        raise Refused("no_text")
    if text is not None and len(text) > MOST_TEXT:
        raise Refused("msg_too_long")
    return Content(text, blocks, attachments, _metadata(call))


def _blocks(call: Call) -> list[Json] | None:
    blocks = call.structure("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    found = problems(blocks, MOST_IN_MESSAGE) or file_problems(call.state, blocks, "/blocks")
    if found:
        words = [problem.removeprefix("[ERROR] ") for problem in found]
        raise Refused("invalid_blocks", *found, errors=words)
    if too_long(blocks):
        raise Refused("msg_blocks_too_long")
    return complete(blocks)


def _metadata(call: Call) -> Json | None:
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return None if metadata is None else {}
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format", "[ERROR] event_type and event_payload are required")
    if len(str(metadata)) > MOST_METADATA:
        raise Refused("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}

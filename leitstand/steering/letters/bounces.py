# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reading what a mail server sends back when it could not deliver (RFC 3464). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Any

LARGEST = 5_000_000  # bytes; a report that quotes the whole mail is far smaller


@dataclass(frozen=True, slots=True)
class Bounce:
    """One recipient that could not be reached. ``message_id`` is the mail's, "" if not quoted.

    ``is_final``: the server will not try again.
    """

    email: str
    message_id: str
    status: str
    reason: str
    is_final: bool


class NoReport(ValueError):
    """The message is no report about a delivery."""


def bounces_in(content: bytes) -> tuple[Bounce, ...]:
    """The recipients of which the report says that a mail did not reach them.

    Raises :class:`NoReport`.
    """
    if len(content) > LARGEST:
        raise NoReport
    message = message_from_bytes(content, policy=default)
    if message.get_content_type() != "multipart/report":
        raise NoReport
    status = next(_parts(message, "message/delivery-status"), None)
    if status is None:
        raise NoReport
    message_id = _original_id(message)
    blocks: Any = status.get_payload()
    if not isinstance(blocks, list):
        raise NoReport
    return tuple(
        Bounce(
            email=_address(block),
            message_id=message_id,
            status=_words(block, "Status").partition(" ")[0],
            reason=_reason(block),
            is_final=_words(block, "Action").lower() == "failed",
        )
        for block in blocks
        if _words(block, "Action").lower() in {"failed", "delayed"}
    )


def _parts(message: Message, *kinds: str) -> Iterator[Any]:
    return (part for part in message.walk() if part.get_content_type() in kinds)


def _original_id(report: Message) -> str:
    """The Message-ID of the mail that came back, from its copy or from its headers."""
    for part in _parts(report, "message/rfc822", "text/rfc822-headers", "message/global-headers"):
        if part.get_content_type() == "message/rfc822":
            inner: Any = part.get_payload()
            original: Any = inner[0] if isinstance(inner, list) and inner else EmailMessage()
        else:
            raw: Any = part.get_payload(decode=True)
            original = message_from_bytes(raw or b"", policy=default)
        if found := _words(original, "Message-ID"):
            return found
    return ""


def _address(block: Message) -> str:
    """The recipient as we wrote it, where the server kept that; else as it ended up."""
    said = _words(block, "Original-Recipient") or _words(block, "Final-Recipient")
    return said.partition(";")[2].strip().strip("<>").lower() or said.strip().lower()


def _reason(block: Message) -> str:
    said = _words(block, "Diagnostic-Code").partition(";")[2].strip()
    return " ".join((said or _words(block, "Status")).split())[:400]


def _words(block: Message, name: str) -> str:
    """A header's text on one line; a broken one is as good as none."""
    try:
        return " ".join(str(block.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # what foreign machines write
        return ""

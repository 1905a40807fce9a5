# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The mail around the words: headers that other mail programs understand."""

import datetime as dt
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr

from django.conf import settings

from leitstand.ui.mail import MailText, one_line


def new_message_id() -> str:
    """A name for a mail that nobody can guess, in the sender's domain."""
    domain = parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1].rpartition("@")[2]
    return make_msgid(domain=domain or "localhost")


def mail_message(
    text: MailText, *, email: str, name: str, language: str, message_id: str, at: dt.datetime
) -> EmailMessage:
    """The mail. It says that a machine sent it (RFC 3834), so that no machine answers it; people's
    answers go to whom the imprint names.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(text.subject, 250)
    message["From"] = str(settings.DEFAULT_FROM_EMAIL)
    message["To"] = Address(one_line(name, 80), addr_spec=_plain(email))
    contact = parseaddr(str(settings.LEITSTAND_CONTACT).removeprefix("mailto:"))[1]
    if "@" in contact and "/" not in contact:
        message["Reply-To"] = contact
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(text.body, cte="quoted-printable")
    message["Content-Language"] = language  # the line before takes away what begins with Content-
    return message


def _plain(email: str) -> str:
    """The address with its domain in the letters that every mail server knows."""
    local, _at, domain = email.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return email

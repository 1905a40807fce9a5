# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Contacts of institutions: people whom the office asks.

They are known to the office alone. The record of acts names the institution and the contact's
number, never a person: it can never be changed, and a person must be removable.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import require
from leitstand.core.selectors import institution_ids
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.steering.models import Contact
from leitstand.steering.permissions import MANAGE_ROUNDS

LANGUAGES = frozenset({"de", "en"})


class ContactNotFound(LookupError):
    """There is no such contact."""


class ContactRefused(Exception):
    """The contact cannot stand so; ``problems`` are sentences by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class WantedContact:
    """Who shall be asked for the institution called ``institution`` (its slug)."""

    institution: str
    email: str
    name: str = ""
    language: str = "de"
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    changed: int
    same: int


@transaction.atomic
def contact_add(*, actor: Actor, wanted: WantedContact) -> int:
    """The contact exists; returns its number. Raises :class:`ContactRefused`."""
    require(actor, MANAGE_ROUNDS)
    take_turn()
    wanted = _tidied(wanted)
    problems, owner = _checked(wanted)
    if owner and Contact.objects.filter(institution_id=owner, email=wanted.email).exists():
        problems["email"] = _("Diese Adresse ist für die Institution schon eingetragen.")
    if problems:
        raise ContactRefused(problems)
    made = Contact.objects.create(
        institution_id=owner,
        email=wanted.email,
        name=wanted.name,
        language=wanted.language,
        is_active=wanted.is_active,
    )
    _log(actor, "contact.add", wanted.institution, made.pk)
    return int(made.pk)


@transaction.atomic
def contact_change(*, actor: Actor, contact: int, wanted: WantedContact) -> bool:
    """The contact is as wanted; False where it was so already.

    A new address forgets that mail to the old one bounced. Raises :class:`ContactRefused`,
    :class:`ContactNotFound`.
    """
    require(actor, MANAGE_ROUNDS)
    take_turn()
    found = _contact(contact)
    wanted = _tidied(wanted)
    problems, owner = _checked(wanted)
    others = Contact.objects.filter(institution_id=owner, email=wanted.email)
    if owner and others.exclude(pk=found.pk).exists():
        problems["email"] = _("Diese Adresse ist für die Institution schon eingetragen.")
    if problems:
        raise ContactRefused(problems)
    return _written(actor, found, wanted, owner)


@transaction.atomic
def contact_remove(*, actor: Actor, contact: int) -> None:
    """Nothing of the contact is kept here. Raises :class:`ContactNotFound`."""
    require(actor, MANAGE_ROUNDS)
    take_turn()
    found = _contact(contact)
    slug, row_id = found.institution.slug, int(found.pk)
    found.delete()
    _log(actor, "contact.remove", slug, row_id)


@transaction.atomic
def contacts_import(*, actor: Actor, wanted: Sequence[WantedContact]) -> Imported:
    """Every contact is as its row says, all or none; who is not among the rows stays as they are.

    Importing the same again changes nothing. Raises :class:`ContactRefused` by row, from 1.
    """
    require(actor, MANAGE_ROUNDS)
    take_turn()
    ids = institution_ids()
    known = {
        (one.institution_id, one.email): one
        for one in Contact.objects.select_related("institution")
    }
    problems: dict[str, str] = {}
    counts = {"added": 0, "changed": 0, "same": 0}
    for number, row in enumerate(wanted, start=1):
        one = _tidied(row)
        found, owner = _checked(one, ids)
        if found:
            problems[str(number)] = " ".join(found.values())
            continue
        there = known.get((owner, one.email))
        if there is not None:
            counts["changed" if _written(actor, there, one, owner) else "same"] += 1
            continue
        made = Contact.objects.create(
            institution_id=owner, email=one.email, name=one.name, language=one.language
        )
        known[(owner, one.email)] = made
        _log(actor, "contact.add", one.institution, made.pk)
        counts["added"] += 1
    if problems:
        raise ContactRefused(problems)
    return Imported(**counts)


def contact_problems(wanted: WantedContact, ids: dict[str, int]) -> dict[str, str]:
    """What is wrong with a contact by itself, for a preview; ``ids`` are known institutions."""
    return _checked(_tidied(wanted), ids)[0]


def _written(actor: Actor, found: Contact, wanted: WantedContact, owner: int) -> bool:
    values = {
        "institution_id": owner,
        "email": wanted.email,
        "name": wanted.name,
        "language": wanted.language,
        "is_active": wanted.is_active,
    }
    altered = [name for name, value in values.items() if getattr(found, name) != value]
    if not altered:
        return False
    if "email" in altered:
        found.bounced_at = None
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    _log(actor, "contact.change", wanted.institution, found.pk, altered)
    return True


def _tidied(wanted: WantedContact) -> WantedContact:
    return WantedContact(
        wanted.institution.strip(),
        wanted.email.strip().lower(),
        " ".join(wanted.name.split()),
        wanted.language.strip().lower() or "de",
        wanted.is_active,
    )


def _checked(
    wanted: WantedContact, ids: dict[str, int] | None = None
) -> tuple[dict[str, str], int]:
    """What is wrong by field, and the institution's row number (0 for none)."""
    owner = (institution_ids() if ids is None else ids).get(wanted.institution, 0)
    problems: dict[str, str] = {}
    if not owner:
        problems["institution"] = (
            _("Diese Institution gibt es nicht: %s") % wanted.institution
            if wanted.institution
            else _("Die Institution fehlt.")
        )
    try:
        validate_email(wanted.email)
    except ValidationError:
        problems["email"] = (
            _("Das ist keine E-Mail-Adresse: %s") % wanted.email[:100]
            if wanted.email
            else _("Die E-Mail-Adresse fehlt.")
        )
    if len(wanted.email) > 254 or len(wanted.name) > 200:
        problems["name"] = _("Name oder Adresse ist zu lang.")
    if wanted.language not in LANGUAGES:
        problems["language"] = _("Die Sprache ist „de“ oder „en“, nicht: %s") % wanted.language[:20]
    return problems, owner


def _contact(contact: int) -> Contact:
    try:
        return Contact.objects.select_related("institution").get(pk=contact)
    except Contact.DoesNotExist:
        raise ContactNotFound(str(contact)) from None


def _log(
    actor: Actor, act: str, institution: str, contact: int, fields: Sequence[str] = ()
) -> None:
    audit_record(
        actor=actor_key(actor),
        act=act,
        subject=f"contact:{institution}/{contact}",
        details={"fields": ", ".join(fields)} if fields else {},
        is_write=False,  # no public page knows of contacts
    )

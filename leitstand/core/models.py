# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Institutions with their names and members over time, accounts, and the record of acts."""

from collections.abc import Hashable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from leitstand.core.enums import (
    INSTITUTIONAL_ROLES,
    AccountRole,
    GrantSource,
    InstitutionKind,
    NameKind,
)
from leitstand.core.history import tracked
from leitstand.core.rules import GrantedRole
from leitstand.core.search.models import SearchDocument, SearchWord

__all__ = [
    "Account",
    "AuditEvent",
    "CacheEntry",
    "DataVersion",
    "HeldForm",
    "Institution",
    "InstitutionName",
    "Membership",
    "RoleGrant",
    "SearchDocument",
    "SearchWord",
    "SignIn",
]


class Account(AbstractUser):
    """A person who may sign in. What the person may do follows from the roles held, from nothing
    else: the groups, permissions and flags of Django's own model grant nothing here.

    ``roles`` are those in force, None until somebody asks; ``resting_roles`` wait for a second
    factor. Both belong to the request that the account was read for.
    """

    roles: tuple[GrantedRole, ...] | None = None
    resting_roles: tuple[GrantedRole, ...] = ()
    has_second_factor: bool = False

    class Meta:
        db_table = "core_account"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def remembered(self) -> dict[Hashable, Any]:
        """What was found out about the account so far; it lives as long as this object."""
        return {}


class RoleGrant(models.Model):
    """A role that an account holds for a span of days, or until it is revoked.

    ``institution`` is whom the person acts for. ``plan`` is the slug of the only plan it holds for;
    empty means every plan. A slug, because core does not know plans, and slugs never change.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12, choices=AccountRole.choices)
    institution = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    plan = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=12, choices=GrantSource.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("account", "role", "plan", "institution"),
                condition=Q(revoked_at__isnull=True, institution__isnull=False),
                name="grant_once",
            ),
            models.UniqueConstraint(
                fields=("account", "role", "plan"),
                condition=Q(revoked_at__isnull=True, institution__isnull=True),
                name="grant_without_institution_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=AccountRole.values), name="grant_role_known"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=INSTITUTIONAL_ROLES) | Q(institution__isnull=False),
                name="grant_for_institution",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="grant_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.role}"


class SignIn(models.Model):
    """A browser's session. ``key`` is a digest: who reads the table or a backup of it cannot sign
    in with what stands there. Without an account it is a sign-in under way.
    """

    key = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="sign_ins"
    )
    content = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]


class HeldForm(models.Model):
    """What somebody wrote into a form that could not be taken, kept for that account alone."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="held_forms")
    path = models.CharField(max_length=500)
    content = models.JSONField()
    held_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("account", "path"), name="held_form_once"),
        ]

    def __str__(self) -> str:
        return self.path


class CacheEntry(models.Model):
    """The table behind Django's database cache, which counts sign-in attempts over processes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_cache"

    def __str__(self) -> str:
        return self.cache_key


class AuditEvent(models.Model):
    """One act, written once by a service and never changed: who did what to which thing, and why.

    Field history says *how* a row changed and points here for the act behind it. The database
    itself refuses to change or delete a row.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=200)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, db_index=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    # From when the changes of the act hold; empty for an act that changes no history.
    holds_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=("subject", "holds_from"), name="act_holds_from"),
            models.Index(fields=("actor", "act", "at"), name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.act} {self.subject}"


class DataVersion(models.Model):
    """One row, one number, raised by every act in the transaction that writes it.

    It is a time in millionths of a second, or one more than before where that is not later. Row
    numbers of acts would not do: they are given out when an act begins, so a higher one can be
    committed first and a cache would never learn of the lower.
    """

    number = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return str(self.number)


class ChangeEntry(models.Model):
    """A line of the journal: one thing that one act changed, written once with its history rows.

    ``id`` grows in the order in which acts become visible to others (see ``turns``). ``thing`` and
    ``key`` name the record; ``scope`` is the slug of its plan, empty outside of plans.
    ``holds_from`` is empty where the thing has always held. ``records`` tells what was touched.
    """

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="entries")
    scope = models.CharField(max_length=80, blank=True)
    thing = models.CharField(max_length=40)
    key = models.TextField()
    kind = models.CharField(max_length=8)
    holds_from = models.DateTimeField(null=True)
    records = models.JSONField()

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=("scope", "id"), name="change_by_scope"),
            models.Index(fields=("scope", "holds_from"), name="change_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.key}: {self.kind}"


class RateBucket(models.Model):
    """How many requests a group of client addresses has taken in a period of time.

    The number of the bucket is a keyed digest cut to a few bits, so nobody can tell an address
    from it, and the table cannot grow past the number of buckets.
    """

    id = models.PositiveIntegerField(primary_key=True)
    period = models.PositiveBigIntegerField()
    taken = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.id}: {self.taken}"


class Institution(models.Model):
    """A body that owes, leads or contributes to something. ``slug`` is stable for ever."""

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=InstitutionKind.choices)
    name_de = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500)
    short_de = models.CharField(max_length=500, blank=True)
    short_en = models.CharField(max_length=500, blank=True)
    abbreviation = models.CharField(max_length=500, blank=True)
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )
    note_de = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    history = tracked()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=InstitutionKind.values),
                name="institution_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(part_of=F("id")), name="institution_not_part_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.abbreviation or self.short_de or self.name_de


class InstitutionName(models.Model):
    """A name an institution bears, bore or is printed under, with its span of days."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="names")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    kind = models.CharField(max_length=12, choices=NameKind.choices)
    lines_from = models.PositiveIntegerField(null=True, blank=True)
    lines_to = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_assumed = models.BooleanField(default=False)

    history = tracked()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("institution", "kind", "text"), name="institution_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Membership(models.Model):
    """An institution's membership of a group, for a span of days (open where not known)."""

    group = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="memberships_held"
    )
    position = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    lines_from = models.PositiveIntegerField(null=True, blank=True)
    lines_to = models.PositiveIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=500, blank=True)

    history = tracked()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("group", "member", "valid_from"), name="membership_once"
            ),
            models.UniqueConstraint(
                fields=("group", "member"),
                condition=Q(valid_from__isnull=True),
                name="undated_membership_once",
            ),
            models.CheckConstraint(condition=~Q(group=F("member")), name="membership_not_in_self"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="membership_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.group}"

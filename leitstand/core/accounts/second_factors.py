# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The second factor: from when it counts, how often a code does, and how it is taken away."""

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Account, Actor, actor_key
from leitstand.core.accounts.selectors import factors, second_factor
from leitstand.core.accounts.services import AccountRejected
from leitstand.core.accounts.sessions import digest
from leitstand.core.models import SignIn
from leitstand.core.permissions import MANAGE_ACCOUNTS, require
from leitstand.core.services import audit_record


@transaction.atomic
def factor_begun(*, account: Account, counter: int, keep: str) -> None:
    """The second factor counts from now: the code of its set-up opens nothing a second time, and
    who was signed in elsewhere with the password alone is so no longer.

    ``keep`` is the key of the session in which it was set up, ``counter`` the half minute of its
    code.
    """
    factor = second_factor(account)
    if factor is None:
        raise AccountRejected(_("Dieses Konto hat keinen zweiten Faktor."))
    code_spend(factor_id=factor.pk, counter=counter)
    SignIn.objects.filter(account=account).exclude(key=digest(keep)).delete()


@transaction.atomic
def code_spend(*, factor_id: int, counter: int) -> bool:
    """Codes up to this half minute open nothing any more; False if that one was spent before.

    The library remembers a used code for half a minute and takes it for one and a half (RFC 6238,
    5.2: a code must not be taken twice).
    """
    factor = factors().select_for_update().get(pk=factor_id)
    if factor.data.get("spent", -1) >= counter:
        return False
    factor.data = factor.data | {"spent": counter}
    factor.save(update_fields=["data"])
    return True


@transaction.atomic
def factor_remove(*, actor: Actor, account: Account, reason: str = "") -> None:
    """The account has neither second factor nor recovery codes, and nobody is signed in with it.

    For a lost telephone; who asks must be known by other means. Raises :class:`AccountRejected`.
    """
    require(actor, MANAGE_ACCOUNTS)
    if second_factor(account) is None:
        raise AccountRejected(_("Dieses Konto hat keinen zweiten Faktor."))
    factors().filter(user_id=account.pk).delete()
    SignIn.objects.filter(account=account).delete()
    audit_record(
        actor=actor_key(actor),
        act="account.second-factor-off",
        subject=f"account:{account.pk}",
        reason=reason,
        is_write=False,
    )

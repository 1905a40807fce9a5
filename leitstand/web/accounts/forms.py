# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""allauth's forms in our words: its own labels speak to the reader as a friend."""

from typing import Any

from allauth.account import forms as account
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.utils.translation import gettext_lazy as _

from leitstand.core.accounts.actors import actor_key
from leitstand.core.accounts.second_factors import code_spend
from leitstand.core.accounts.services import knock_record


class LoginForm(account.LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Benutzername")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Passwort")
        self.fields["password"].help_text = ""


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Passwort")


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Bisheriges Passwort")
        _name_passwords(self)


class SignupForm(account.SignupForm):  # type: ignore[misc]
    """An account of one's own, where the operator allows that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Benutzername")
        self.fields["email"].label = _("E-Mail-Adresse")
        _name_passwords(self)


class OneTimeCode:
    """A code that counts once, and is on record where it does not count at all."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        """The code, if it was not taken before."""
        code = str(super().clean_code())  # type: ignore[misc]
        if self.authenticator.type != Authenticator.Type.TOTP:
            return code
        counter = counter_of(decrypt(self.authenticator.data["secret"]), code)
        if counter is None or not code_spend(factor_id=self.authenticator.pk, counter=counter):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        self.authenticator.refresh_from_db(fields=["data"])
        return code

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        knock_record(
            actor="nobody",
            act="account.second-factor-failed",
            subject=actor_key(self.user),
            is_counted_by_subject=True,
        )


def counter_of(secret: str, code: str) -> int | None:
    """The half minute whose code this is, the latest of those that are open now."""
    open_now = sorted(yield_hotp_counters_from_time(), reverse=True)
    return next((one for one in open_now if _is_code(secret, one, code)), None)


def _is_code(secret: str, counter: int, code: str) -> bool:
    expected = format_hotp_value(hotp_value(secret, counter))
    return bool(compare_user_code(actual=code, expected=expected))


class AuthenticateForm(OneTimeCode, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class ReauthenticateByCodeForm(OneTimeCode, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code of the second factor once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class ActivateTOTPForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the app knows the secret.

    ``counter`` is the half minute of the code, once the form was found good.
    """

    counter: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code aus der App")

    def clean_code(self) -> str:
        """The code, if the app shows it now."""
        code = str(super().clean_code())
        counter = counter_of(self.secret, code)
        if counter is None:  # its time ran out between two lines
            raise get_adapter().validation_error("incorrect_code")
        self.counter = counter
        return code


def _name_passwords(form: Any) -> None:
    form.fields["password1"].label = _("Neues Passwort")
    form.fields["password1"].help_text = _("Mindestens zwölf Zeichen.")
    form.fields["password2"].label = _("Neues Passwort noch einmal")

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Setting up the second factor."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from django.db import transaction
from django.http import HttpResponse

from leitstand.core.accounts.second_factors import factor_begun


class SecondFactorView(ActivateTOTPView):  # type: ignore[misc]
    """Sets up an authenticator app; its code was the second factor of this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The factor counts from now, here; other sessions of the account are over."""
        account = self.request.user
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            factor_begun(
                account=account, counter=form.counter, keep=self.request.session.session_key
            )
        record_authentication(self.request, account, "mfa", type="totp")
        return response

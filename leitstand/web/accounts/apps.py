# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""allauth's apps, as this installation starts them."""

from allauth.socialaccount.apps import SocialAccountConfig


class ProviderConfig(SocialAccountConfig):  # type: ignore[misc]
    """allauth's own app for identity providers.

    Its own `ready` imports every provider, and with it libraries (jwt, requests) that no
    command line needs. Ours is registered where its addresses are (`accounts.provider`).
    """

    def ready(self) -> None:
        """Nothing is loaded; allauth's checks speak only of settings that are not used here."""

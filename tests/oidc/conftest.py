# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A real OpenID Connect provider on loopback, and an installation that knows it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from pytest_django import Settings

from leitstand.core.rules import claim_rules
from tests.servers import free_port

FOLDER = Path(__file__).parent
ROLES = "groups:mpi-office=office, groups:senweb=lead@senweb/berlin-2018-2021"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where the provider listens."""

    url: str

    def forge(self, kind: str) -> None:
        """The next ID token is forged in this way."""
        self._ask(f"/forge/{kind}")

    def groups(self, person: str, *groups: str) -> None:
        """From now on the person is in these groups alone."""
        self._ask(f"/groups/{person}/{','.join(groups)}")

    def reset(self) -> None:
        """Everybody is in their groups, and no token is forged."""
        self._ask("/groups/")
        self._ask("/forge/none")

    def _ask(self, path: str) -> None:
        assert requests.get(self.url + path, timeout=10).text == "ok"


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Provider]:
    """The provider; in CI it must be installed, elsewhere the tests are skipped without it."""
    # A machine without Node has one from PyPI beside its Python.
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None or not (FOLDER / "node_modules" / "oidc-provider").is_dir():
        reason = "no OpenID Connect provider: run npm ci in tests/oidc"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    assert node
    port = free_port()
    with subprocess.Popen(
        [node, str(FOLDER / "provider.mjs"), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield Provider(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


@pytest.fixture
def provider(running_provider: Provider, settings: Settings) -> Provider:
    """The provider, and this installation as its client."""
    settings.LEITSTAND_OIDC_URL = running_provider.url
    settings.LEITSTAND_OIDC_NAME = "Behördenanmeldung"
    settings.LEITSTAND_OIDC_ROLES = claim_rules(ROLES)
    settings.LEITSTAND_MFA = "required"
    app = {
        "provider_id": "sso",
        "name": "Behördenanmeldung",
        "client_id": "leitstand",
        "secret": "loopback-secret-loopback-secret",
        "settings": {
            "server_url": running_provider.url,
            "scope": ["openid", "profile", "email", "groups"],
        },
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    running_provider.reset()
    return running_provider

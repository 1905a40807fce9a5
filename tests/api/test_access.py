# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The interface answers everyone alike: who is signed in plays no part, and neither do sign-ins."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from leitstand.core.accounts.services import knock_record, sign_in_record
from leitstand.core.models import AuditEvent
from leitstand.core.permissions import HAVE_ACCOUNT, VIEW_AUDIT
from leitstand.plan.document import PlanDocument
from leitstand.plan.permissions import CHANGE_MEASURE, VIEW_HISTORY
from leitstand.ui.access import PUBLIC, access_of
from leitstand.ui.api.gate import gate
from tests.house.reference.addresses import all_addresses, is_api
from tests.people import EVERYBODY, NOBODY, ClientOf, person

MEASURES = "/api/v1/plans/berlin-2018-2021/measures"
CHANGES = "/api/v1/changes"


def answer(request: HttpRequest) -> HttpResponse:
    """Something to guard."""
    return HttpResponse()


@pytest.mark.parametrize("permission", ["", "undeclared", HAVE_ACCOUNT, VIEW_AUDIT, CHANGE_MEASURE])
def test_what_is_not_for_everyone_cannot_be_put_into_the_interface(permission: str) -> None:
    with pytest.raises(TypeError, match="not everyone's"):
        gate(answer, parameters=(), access=permission)


def test_every_address_says_who_may_ask() -> None:
    found = {one.name: access_of(one.view) for one in all_addresses() if is_api(one)}
    assert found.pop("api:changes") == VIEW_HISTORY
    assert len(found) > 10
    assert set(found.values()) == {PUBLIC}


@pytest.mark.parametrize("role", [role for role in EVERYBODY if role != NOBODY])
def test_who_is_signed_in_gets_the_same_for_the_same(
    client_of: ClientOf, berlin: PlanDocument, settings: Settings, role: str
) -> None:
    settings.LEITSTAND_API_RATE = 0
    signed_in = client_of(role)
    stranger = Client().get(MEASURES)
    with CaptureQueriesContext(connection) as captured:
        found = signed_in.get(MEASURES)
    assert (found.content, found["ETag"]) == (stranger.content, stranger["ETag"])
    assert found["Cache-Control"] == stranger["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in found["Vary"]
    assert len(captured) == 1


def test_sign_ins_and_refusals_are_no_changes_and_leave_every_etag(
    client: Client, berlin: PlanDocument
) -> None:
    before = [(client.get(path)["ETag"], client.get(path).content) for path in (MEASURES, CHANGES)]
    sign_in_record(account=person("office"), method="password")
    knock_record(actor="nobody", act="access.refused", subject="/protokoll")
    assert AuditEvent.objects.filter(act="access.refused").exists()
    after = [(client.get(path)["ETag"], client.get(path).content) for path in (MEASURES, CHANGES)]
    assert after == before

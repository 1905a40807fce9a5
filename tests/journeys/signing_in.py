# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a person does at the door of Leitstand."""

from playwright.sync_api import Page

from tests.people import PASSWORD, person


def sign_in(page: Page, role: str, back: str = "") -> None:
    """The person of the role, made if need be, comes in and is led to ``back``."""
    person(role, password=PASSWORD)
    page.goto(f"/konto/anmelden{f'?next={back}' if back else ''}")
    fill_in(page, role)


def fill_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """The form of the door, which the page shows, is filled in and sent."""
    page.get_by_label("Benutzername").fill(username)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden", exact=True).click()

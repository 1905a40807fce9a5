# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The desk of the programme office."""

from django.urls import path

from leitstand.steering.views import (
    differences,
    office,
    office_contacts,
    office_letters,
    office_links,
    office_review,
    office_rounds,
    office_steps,
    office_worklist,
)
from leitstand.ui.pages import page_paths

DESK = "geschaeftsstelle"
ROUND = f"{DESK}/runden/<slug:round>"
CONTACTS = f"{DESK}/kontakte"
urlpatterns = [
    *page_paths(DESK, office.desk, "office"),
    *page_paths(CONTACTS, office_contacts.contacts, "office-contacts"),
    path(f"{CONTACTS}/einlesen", office_contacts.contact_import, name="office-contact-import"),
    path(f"{CONTACTS}/neu", office_contacts.contact_new, name="office-contact-add"),
    path(
        f"{CONTACTS}/neu/<slug:institution>",
        office_contacts.contact_new,
        name="office-contact-new",
    ),
    path(f"{CONTACTS}/<int:contact>", office_contacts.contact_edit, name="office-contact"),
    path(f"{DESK}/plaene/<slug:plan>/neue-runde", office_rounds.round_new, name="office-new"),
    *page_paths(
        f"{DESK}/plaene/<slug:plan>/was-sich-aendert",
        differences.office_difference_list,
        "office-differences",
    ),
    *page_paths(ROUND, office_worklist.round_desk, "office-round"),
    path(f"{ROUND}/aendern", office_rounds.round_edit, name="office-edit"),
    path(f"{ROUND}/verwerfen", office_rounds.round_drop, name="office-discard"),
    path(f"{ROUND}/post", office_letters.letters, name="office-letters"),
    path(f"{ROUND}/links", office_links.links, name="office-links"),
    path(f"{ROUND}/links/<slug:institution>", office_links.link, name="office-link"),
    path(f"{ROUND}/antworten/<int:duty>", office_review.review, name="office-review"),
    path(f"{ROUND}/schritte/<slug:step>", office_steps.round_step, name="office-step"),
]

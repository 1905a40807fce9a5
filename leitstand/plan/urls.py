# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the plan room."""

from django.urls import path

from leitstand.plan import converters  # noqa: F401  (registers path_id)
from leitstand.plan.views import (
    changes,
    editing,
    feed,
    findings,
    goals,
    history,
    institutions,
    measure,
    measures,
    overview,
    tree,
    web,
)
from leitstand.ui.pages import page_paths

app_name = "plan"
PLAN = "plaene/<slug:plan>"
urlpatterns = [
    *page_paths(PLAN, overview.glance, "glance"),
    *page_paths(f"{PLAN}/massnahmen", measures.measure_list, "measures"),
    *page_paths(f"{PLAN}/massnahmen/<path_id:measure>", measure.measure_detail, "measure"),
    *page_paths(
        f"{PLAN}/massnahmen/<path_id:measure>/verlauf",
        history.measure_history_page,
        "measure-history",
    ),
    path(f"{PLAN}/massnahme-hinzufuegen", editing.measure_add, name="measure-add"),
    path(
        f"{PLAN}/massnahmen/<path_id:measure>/bearbeiten",
        editing.measure_edit,
        name="measure-edit",
    ),
    path(
        f"{PLAN}/massnahmen/<path_id:measure>/verlauf/<int:act>/zuruecknehmen",
        editing.change_undo,
        name="change-undo",
    ),
    *page_paths(f"{PLAN}/themen/<path_id:node>", tree.node_detail, "node"),
    *page_paths(f"{PLAN}/ziele", goals.goal_list, "goals"),
    *page_paths(f"{PLAN}/ziele/<path_id:goal>", goals.goal_detail, "goal"),
    *page_paths(f"{PLAN}/institutionen", institutions.institution_list, "institutions"),
    *page_paths(
        f"{PLAN}/institutionen/<slug:institution>",
        institutions.institution_detail,
        "institution",
    ),
    *page_paths(f"{PLAN}/geflecht", web.web, "web"),
    *page_paths(f"{PLAN}/pruefung", findings.finding_list, "findings"),
    *page_paths(f"{PLAN}/aenderungen", changes.change_list, "changes"),
    path(f"{PLAN}/aenderungen.atom", feed.change_feed, name="changes-feed"),
]

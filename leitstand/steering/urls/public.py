# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone may read of a published round."""

from django.urls import URLPattern

from leitstand.plan import converters  # noqa: F401  (registers path_id)
from leitstand.steering.views import differences, public, public_measure, public_rules
from leitstand.ui.pages import page_paths

PLAN = "plaene/<slug:plan>"
urlpatterns: list[URLPattern] = [
    *page_paths(f"{PLAN}/stand", public.standing, "standing"),
    *page_paths(f"{PLAN}/was-sich-aendert", differences.difference_list, "differences"),
    *page_paths(f"{PLAN}/runden", public.round_list, "published-rounds"),
    *page_paths(f"{PLAN}/runden/<slug:round>", public.round_detail, "round"),
    *page_paths(
        f"{PLAN}/runden/<slug:round>/massnahmen/<path_id:measure>",
        public_measure.round_measure,
        "round-measure",
    ),
    *page_paths(f"{PLAN}/bewertungsregeln", public_rules.rule_list, "rules"),
]

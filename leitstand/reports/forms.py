# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The form of a parliamentary question. It reads what was written; builders decide what can be."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitstand.plan.selectors import PlanCard
from leitstand.reports.asking import MOST_WORDS
from leitstand.reports.inputs import ParliamentQuestion
from leitstand.reports.texts import cleaned

LANGUAGES = (("de", _("Deutsch")), ("en", _("Englisch")))


class QuestionForm(forms.Form):
    """What is asked, as of which day. The measures stand beside, as a list of their own."""

    number = forms.CharField(
        label=_("Nummer der Anfrage"),
        max_length=100,
        required=False,
        help_text=_("Wie auf der Drucksache, zum Beispiel 19/12 345."),
    )
    asked_by = forms.CharField(label=_("Gefragt von"), max_length=200, required=False)
    words = forms.CharField(
        label=_("Wortlaut der Frage"),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    day = forms.DateField(
        label=_("Stand am"),
        help_text=_("Gesagt wird, was an diesem Tag galt und bis dahin eingefroren war."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    language = forms.ChoiceField(label=_("Sprache der Antwort"), choices=LANGUAGES)

    def __init__(self, data: Any, plans: tuple[PlanCard, ...], initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"day": timezone.localdate(), "language": "de", **initial})
        if len(plans) > 1:
            choices = [(one.slug, one.title) for one in plans]
            self.fields = {
                "plan": forms.ChoiceField(label=_("Plan"), choices=choices),
                **self.fields,
            }

    def question(self, plan: str, measures: tuple[str, ...]) -> ParliamentQuestion:
        """The question that the form asks."""
        said = self.cleaned_data
        day: dt.date = said["day"]
        return ParliamentQuestion(
            plan=plan,
            measures=measures,
            day=day,
            words=cleaned(said["words"]),
            number=said["number"].strip(),
            asked_by=said["asked_by"].strip(),
        )

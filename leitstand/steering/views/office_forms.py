# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The forms of the office's desk. They read what was written; services decide what may be."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitstand.plan.selectors import PlanFrame
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.steering.services.rounds import Wanted

LANGUAGES = (("de", _("Deutsch")), ("en", _("Englisch")))
WEEKS_TO_ANSWER = 4


def day_field(label: object, hint: object = "") -> forms.DateField:
    """A day, as the browser's own calendar gives it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=str(label), help_text=str(hint), widget=widget)


class RoundForm(forms.Form):
    """What the office says about a round. ``scope`` are branches of the plan's tree."""

    title_de = forms.CharField(
        label=_("Titel"),
        max_length=200,
        help_text=_("Das Wort „Berichtsrunde“ steht überall davor, wo es gebraucht wird."),
    )
    title_en = forms.CharField(label=_("Titel (englisch)"), max_length=200)
    slug = forms.SlugField(
        label=_("Kennung"),
        max_length=80,
        help_text=_("Steht in der Adresse und ändert sich nie, zum Beispiel 2026-2."),
    )
    reporting_on = forms.DateField(
        label=_("Stichtag"),
        help_text=_("Wer an diesem Tag federführend ist, wird gefragt."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    due_on = forms.DateField(
        label=_("Frist"),
        help_text=_("Bis zum Ende dieses Tages kann geantwortet werden."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    scope = forms.MultipleChoiceField(
        label=_("Umfang"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: object, frame: PlanFrame, card: RoundCard | None, titles: tuple[str, str]
    ) -> None:
        super().__init__(data, initial=_initial(card, titles))  # type: ignore[arg-type]
        self.is_fixed = card is not None and card.state != "draft"
        self.frame, self.card = frame, card
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            (node.key, node.name) for node in frame.nodes.values()
        ]
        if card is not None:
            del self.fields["slug"]
        if self.is_fixed:
            # People answer what they were asked.
            del self.fields["reporting_on"], self.fields["scope"]

    @property
    def chosen(self) -> frozenset[str]:
        """The branches that are ticked."""
        if "scope" not in self.fields:
            return frozenset()
        return frozenset(self["scope"].value() or ())

    def wanted(self) -> Wanted:
        """What the form says; what cannot change any more is as it was."""
        said = self.cleaned_data
        fixed = self.card if self.is_fixed else None
        return Wanted(
            said["title_de"],
            said["title_en"],
            fixed.reporting_on if fixed else said["reporting_on"],
            said["due_on"],
            fixed.scope if fixed else self._scope(said["scope"]),
            self.card.is_example if self.card else False,
        )

    def _scope(self, chosen: list[str]) -> tuple[str, ...]:
        """The ticked branches without those that lie below another; all of the trunk is none."""
        ticked = set(chosen)
        kept = tuple(
            node.key
            for node in self.frame.nodes.values()
            if node.key in ticked
            and not any(above.key in ticked for above in self.frame.path(node.id)[:-1])
        )
        trunk = {node.key for node in self.frame.children.get(None, ())}
        return () if set(kept) == trunk else kept


def _initial(card: RoundCard | None, titles: tuple[str, str]) -> dict[str, object]:
    if card is not None:
        return {
            "title_de": titles[0],
            "title_en": titles[1],
            "reporting_on": card.reporting_on,
            "due_on": card.due_on,
            "scope": card.scope,
        }
    today = timezone.localdate()
    half = 1 if today.month <= 6 else 2
    return {
        "title_de": f"{half}. Halbjahr {today.year}",
        "title_en": f"Half-year {half} of {today.year}",
        "slug": f"{today.year}-{half}",
        "reporting_on": today,
        "due_on": today + dt.timedelta(weeks=WEEKS_TO_ANSWER),
    }


class ReopenForm(forms.Form):
    """Until when answers come in again."""

    due_on = day_field(_("Neue Frist"), _("Bis zum Ende dieses Tages kann geantwortet werden."))


class FreezeForm(forms.Form):
    """That the office knows of open questions."""

    despite_open_questions = forms.BooleanField(
        label=_("Trotz offener Rückfragen einfrieren"), required=False
    )


class ContactForm(forms.Form):
    """Somebody who can be asked for an institution."""

    institution = forms.ChoiceField(label=_("Institution"))
    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Sprache der Mails"), choices=LANGUAGES)
    is_active = forms.BooleanField(
        label=_("Bekommt Mails und Links"),
        required=False,
        help_text=_("Wer nicht mehr zuständig ist, bekommt keine Mails mehr."),
    )

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["institution"].choices = [  # type: ignore[attr-defined]
            ("", _("bitte wählen")),
            *choices,
        ]


class ContactFileForm(forms.Form):
    """A list of contacts as a file."""

    file = forms.FileField(
        label=_("Datei"),
        help_text=_("CSV oder Excel (.xlsx), höchstens 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class QuestionForm(forms.Form):
    """What the office wants to know."""

    text = forms.CharField(
        label=_("Rückfrage"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Die Institution sieht sie bei ihrer Antwort und bekommt sie per Mail."),
    )


class LinkForm(forms.Form):
    """To whom a personal link is given."""

    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Sprache"), choices=LANGUAGES)

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Fields that the forms share."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.committee.enums import BodyKind, ItemKind, OrderState, Outcome, SeatRole

Choices = list[tuple[str, str]]


class SeveralOf(forms.MultipleChoiceField):
    """Several of many. What is no choice is told by the service, by name."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: Any) -> None:
        """Anything: the service knows what there is."""


class OneOf(forms.ChoiceField):
    """One of many. What is no choice is told by the service, by name."""

    def validate(self, value: Any) -> None:
        """Required or not; the service knows what there is."""
        forms.Field.validate(self, value)


def day_field(label: Any, hint: Any = "", *, required: bool = True) -> Any:
    """A day, as the browser's own calendar gives it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=hint, widget=widget, required=required)


def words_field(label: Any, hint: Any = "", *, required: bool = True, rows: int = 4) -> Any:
    """Several lines of words. How many are too many the service says."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=widget, required=required)


def line_field(label: Any, hint: Any = "", *, required: bool = True) -> Any:
    """One line of words."""
    return forms.CharField(label=label, help_text=hint, required=required)


class SentOnce(forms.Form):
    """Carries a number of its own, so that sending it twice does it once."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        initial = {"submission": uuid4()} | (kwargs.pop("initial", None) or {})
        super().__init__(data, initial=initial, **kwargs)


class Choosing(forms.Form):
    """Takes the choices of its fields by name."""

    def __init__(self, data: Any = None, *, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, given in choices.items():
            field: Any = self.fields.get(name)
            if field is None:
                continue
            if isinstance(field, forms.MultipleChoiceField):
                # What is chosen stands first, where it can be seen among a hundred.
                chosen = set(self[name].value() or ())
                field.choices = sorted(given, key=lambda one: one[0] not in chosen)
                continue
            nothing = _("bitte wählen") if field.required else "–"
            field.choices = [("", nothing), *given]


class BodyForm(Choosing):
    """A body in both languages."""

    name_de = line_field(_("Name"))
    name_en = line_field(_("Name (englisch)"))
    slug = forms.SlugField(
        label=_("Kennung"),
        max_length=80,
        help_text=_("Steht in der Adresse und ändert sich nie, zum Beispiel skip."),
    )
    short = line_field(
        _("Kurzname"), _("Steht vor den Nummern der Beschlüsse, zum Beispiel SKIP."), required=False
    )
    kind = forms.ChoiceField(label=_("Art"), choices=BodyKind.choices)
    institution = OneOf(
        label=_("Im Plan genannt als"),
        required=False,
        help_text=_("Nur damit kann ein Beschluss eine neue Maßnahme in den Plan bringen."),
    )
    rule_de = words_field(_("Arbeitsweise in wenigen Sätzen"), required=False)
    rule_en = words_field(_("Arbeitsweise (englisch)"), required=False)


class SeatForm(Choosing):
    """Who sits in a body."""

    institution = OneOf(label=_("Institution"), required=False)
    function_de = line_field(
        _("Funktion"), _("Zum Beispiel: Regierender Bürgermeister von Berlin"), required=False
    )
    function_en = line_field(_("Funktion (englisch)"), required=False)
    role = forms.ChoiceField(label=_("sitzt als"), choices=SeatRole.choices)
    valid_from = day_field(_("vom"))
    valid_to = day_field(_("bis"), _("Leer: bis auf Weiteres."), required=False)


class SeatEndForm(forms.Form):
    """The last day of a seat."""

    valid_to = day_field(_("Letzter Tag"))


class MeetingForm(SentOnce):
    """A meeting before it takes place."""

    title_de = line_field(_("Titel"))
    title_en = line_field(_("Titel (englisch)"), required=False)
    held_on = day_field(_("Tag"))
    starts_at = forms.TimeField(
        label=_("Beginn"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    place = line_field(_("Ort"), required=False)


class ItemForm(Choosing):
    """An item of an agenda."""

    title_de = line_field(_("Titel"))
    title_en = line_field(_("Titel (englisch)"), required=False)
    kind = forms.ChoiceField(label=_("Art"), choices=ItemKind.choices)
    text_de = words_field(_("Worum es geht"), required=False)
    text_en = words_field(_("Worum es geht (englisch)"), required=False, rows=3)
    proposal = OneOf(label=_("Vorschlag aus dem Netzwerk"), required=False)
    order = OneOf(label=_("Auftrag, um den es geht"), required=False)
    measures = SeveralOf(label=_("Maßnahmen"), required=False)


class PaperForm(forms.Form):
    """A file for a meeting."""

    file = forms.FileField(
        label=_("Datei"),
        help_text=_("PDF, PNG, JPEG, Word, Excel, OpenDocument ohne Makros, Text; bis 10 MB."),
    )
    title = line_field(_("Titel"), _("Leer: der Name der Datei."), required=False)
    item = OneOf(label=_("Zum Tagesordnungspunkt"), required=False)

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.choices = [("", _("zur Sitzung als Ganzes")), *items]


class DecisionForm(SentOnce, Choosing):
    """What was decided under an item. ``seen`` is how many decisions the writer knew of."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    number = line_field(_("Nummer"))
    outcome = forms.ChoiceField(label=_("Ergebnis"), choices=Outcome.choices)
    decided_on = day_field(_("Beschlossen am"))
    text_de = words_field(_("Text des Beschlusses"), rows=6)
    text_en = words_field(_("Text (englisch)"), required=False, rows=3)
    supersedes = OneOf(
        label=_("Hebt einen früheren Beschluss auf"),
        required=False,
        help_text=_("Widerspricht er einem früheren, fragen wir ohnehin nach."),
    )
    measures = SeveralOf(label=_("Maßnahmen"), required=False)


class OrderForm(SentOnce, Choosing):
    """Who shall do what until when."""

    institution = OneOf(label=_("Auftrag an"))
    text_de = words_field(_("Auftrag"))
    text_en = words_field(_("Auftrag (englisch)"), required=False, rows=3)
    due_on = day_field(_("Frist"))
    measures = SeveralOf(label=_("Maßnahmen"), required=False)


class FollowUpForm(SentOnce):
    """What became of an order."""

    state = forms.ChoiceField(label=_("Stand"), choices=OrderState.choices)
    text = words_field(_("Was ist getan, was fehlt?"), required=False)
    said_on = day_field(_("Stand vom"))


class AmendForm(forms.Form):
    """The texts of a measure as a decision changes them. ``seen`` is the newest act on it."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    title_de = line_field(_("Titel"))
    title_en = line_field(_("Titel (englisch)"))
    summary_de = words_field(_("Inhalt"), rows=8)
    summary_en = words_field(_("Inhalt (englisch)"), rows=8)
    remark_de = words_field(_("Anmerkung"), required=False, rows=3)
    remark_en = words_field(_("Anmerkung (englisch)"), required=False, rows=3)
    effective_on = day_field(
        _("Gilt ab"), _("Der Tag des Beschlusses oder ein späterer, aber kein künftiger.")
    )


class ProposalForm(SentOnce, Choosing):
    """A topic that shall join the plan."""

    title = line_field(_("Titel"))
    text = words_field(_("Worum geht es, und warum?"), rows=6)
    goal = OneOf(
        label=_("Dient dem Ziel"),
        help_text=_("Neue Themen richten sich an den gemeinsam formulierten Zielen aus."),
    )
    node = OneOf(label=_("Aufgabenfeld"))
    lead = OneOf(label=_("Mögliche Federführung"), required=False)
    proposed_for = OneOf(label=_("Vorgeschlagen von"), required=False)


class SupportForm(Choosing):
    """Who supports a proposal since when."""

    institution = OneOf(label=_("Institution"))
    supported_on = day_field(_("Unterstützt seit"))


class AdoptForm(Choosing):
    """The words in which an accepted proposal joins the plan."""

    title_de = line_field(_("Titel"))
    title_en = line_field(_("Titel (englisch)"))
    summary_de = words_field(_("Inhalt"), rows=6)
    summary_en = words_field(_("Inhalt (englisch)"), rows=6)
    node = OneOf(label=_("Aufgabenfeld"))
    lead = OneOf(label=_("Federführung"), required=False)
    effective_on = day_field(
        _("Gilt ab"), _("Der Tag des Beschlusses oder ein späterer, aber kein künftiger.")
    )

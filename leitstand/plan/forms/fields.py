# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The single forms that a measure is edited with. Fields are called as in the plan document.

They only read what was written and say what is obviously missing. Whether it may stand in a plan is
decided by the document's own validation.
"""

from typing import Any, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.plan.enums import CommitmentKind, OpenRoleKind, RoleKind

Choices: TypeAlias = "tuple[tuple[str, str], ...]"
CHOOSE = ("", _("bitte wählen"))
MAX_WORDS, MAX_PROSE = 500, 2000


class OneLine(forms.CharField):
    """Words without line breaks, as a plan prints them; breaks and runs of blanks become one."""

    def to_python(self, value: Any) -> str:
        """The words, trimmed."""
        return " ".join((super().to_python(value) or "").split())


def prose(label: Any, rows: int = 2, *, required: bool = True, hint: Any = "") -> OneLine:
    """A longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return OneLine(
        label=label, max_length=MAX_PROSE, required=required, help_text=hint, widget=widget
    )


def words(label: Any, *, required: bool = False, hint: Any = "") -> OneLine:
    """A few words."""
    return OneLine(label=label, max_length=MAX_WORDS, required=required, help_text=hint)


def day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    """A day, as the browser's own calendar gives it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget)


class ReasonForm(forms.Form):
    """Why somebody writes."""

    reason = prose(
        _("Warum?"), hint=_("Zum Beispiel ein Beschluss. Der Grund steht öffentlich im Verlauf.")
    )


class MeasureForm(ReasonForm):
    """What a measure says, why it is changed, and from when that holds."""

    title_de = prose(_("Titel"))
    title_en = prose(_("Titel (englisch)"))
    summary_de = prose(_("Kurzfassung"), 5)
    summary_en = prose(_("Kurzfassung (englisch)"), 5)
    remark_de = prose(_("Anmerkung zum Text"), required=False)
    remark_en = prose(_("Anmerkung zum Text (englisch)"), required=False)
    strategies = forms.MultipleChoiceField(
        label=_("Strategien des Landes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    effective_on = day(
        _("Gilt ab"), hint=_("Leer heißt: ab jetzt. Nicht vor einer Änderung, die schon gilt.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, strategies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strategies"].choices = strategies  # type: ignore[attr-defined]


class JoiningForm(forms.Form):
    """Where a new measure stands, and the decision that brings it in."""

    node = forms.ChoiceField(label=_("Aufgabenfeld"))
    number = OneLine(
        label=_("Nummer"),
        required=False,
        max_length=12,
        help_text=_("Leer heißt: die nächste freie."),
    )
    decided_on = day(_("Beschlossen am"), required=True)
    decided_by = forms.ChoiceField(label=_("Beschlossen von"))
    goal = forms.ChoiceField(label=_("Ziel, dem die Maßnahme dient"))
    decision = words(_("Bezeichnung des Beschlusses"))

    def __init__(
        self, *args: Any, nodes: Choices, institutions: Choices, goals: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (("node", nodes), ("decided_by", institutions), ("goal", goals)):
            self.fields[name].choices = (CHOOSE, *options)  # type: ignore[attr-defined]

    def joined(self) -> dict[str, Any]:
        """The decision, in the shape of the plan document."""
        said = self.cleaned_data
        return {name: said[name] for name in ("decided_on", "decided_by", "goal")} | {
            "decision": said["decision"] or None
        }


class EntryForm(forms.Form):
    """One entry of a list. Left empty it is no entry; ticked off it goes."""

    # Which choices a field takes from the plan.
    taken_from_plan: dict[str, str] = {}

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, source in self.taken_from_plan.items():
            self.fields[name].choices = (CHOOSE, *choices[source])  # type: ignore[attr-defined]

    def entry(self) -> dict[str, Any] | None:
        """The entry in the shape of the plan document, None where there is none (any more)."""
        said = dict(self.cleaned_data)
        if said.pop("DELETE", False) or not said:
            return None
        return {name: None if value == "" else value for name, value in said.items()}


class RoleForm(EntryForm):
    """An institution with what it does."""

    taken_from_plan = {"institution": "institutions"}
    institution = forms.ChoiceField(label=_("Institution"))
    role = forms.ChoiceField(label=_("Rolle"), choices=(CHOOSE, *RoleKind.choices))
    phase = words(_("Phase"))
    scope = words(_("Umfang"))
    as_printed = words(_("So gedruckt"), hint=_("Leer heißt: der kurze Name der Institution."))


class OpenRoleForm(EntryForm):
    """A place that is not filled yet."""

    as_printed = words(_("Wer gesucht wird"), required=True)
    role = forms.ChoiceField(label=_("Rolle"), choices=(CHOOSE, *RoleKind.choices))
    kind = forms.ChoiceField(label=_("Warum offen"), choices=(CHOOSE, *OpenRoleKind.choices))
    phase = words(_("Phase"))
    scope = words(_("Umfang"))


class CommitmentForm(EntryForm):
    """A date, rhythm or amount in the measure's words."""

    kind = forms.ChoiceField(label=_("Art"), choices=(CHOOSE, *CommitmentKind.choices))
    as_printed = words(_("In Worten"), required=True)
    start = day(_("Beginn"))
    end = day(_("Ende"))
    value = forms.FloatField(label=_("Menge"), required=False)
    unit = words(_("Einheit"))


class CrossReferenceForm(EntryForm):
    """A pointer to another measure of the plan."""

    target = OneLine(
        label=_("Kennung der Maßnahme"), max_length=120, help_text=_("zum Beispiel flaechen.2.II")
    )
    as_printed = words(_("In Worten"), required=True)


class ExternalReferenceForm(EntryForm):
    """A pointer to a programme outside of the plan."""

    taken_from_plan = {"programme": "programmes"}
    programme = forms.ChoiceField(label=_("Programm"))
    code = words(_("Kennzeichen"))
    as_printed = words(_("In Worten"), required=True)

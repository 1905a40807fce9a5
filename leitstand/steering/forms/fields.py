# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The single forms of an answer: the main one, and one row of each list.

They only read what was written. What an answer may say is decided by ``AnswerContent``.
"""

import re
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.steering.enums import EvidenceKind, Outlook, Progress

# What each state means, in a sentence: so that eighty institutions mean the same by it.
STATE_SENTENCES = {
    Progress.NOT_STARTED: _("Es ist noch nichts geschehen."),
    Progress.PREPARING: _(
        "Wir klären Zuständigkeit, Geld oder Konzept; umgesetzt wird noch nicht."
    ),
    Progress.RUNNING: _("Die Umsetzung hat begonnen."),
    Progress.STANDING: _("Sie läuft dauerhaft und hat kein Ende."),
    Progress.DONE: _("Was die Maßnahme wollte, ist getan."),
    Progress.PAUSED: _("Die Arbeit ruht zurzeit. Bitte sagen Sie unten, warum."),
    Progress.MERGED: _("Sie wird in einer anderen Maßnahme weitergeführt."),
    Progress.GIVEN_UP: _("Sie wird nicht weiterverfolgt. Bitte sagen Sie unten, warum."),
}
OUTLOOK_SENTENCES = {
    Outlook.ON_TRACK: _("Wir erreichen, was wir uns vorgenommen haben."),
    Outlook.AT_RISK: _("Es kann später oder weniger werden."),
    Outlook.OFF_TRACK: _("So, wie es jetzt läuft, erreichen wir es nicht."),
}
LONGEST = 4_000


def words(label: Any, hint: Any = "", *, rows: int = 3) -> forms.CharField:
    """A text of several lines, which may stay empty."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST, required=False, widget=widget
    )


def one_line(label: Any, hint: Any = "", *, longest: int = 300) -> forms.CharField:
    """One line, which may stay empty."""
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=False)


def day(label: Any, hint: Any = "") -> forms.DateField:
    """A day, as the browser's own calendar gives it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=hint, required=False, widget=widget)


class EuroField(forms.DecimalField):
    """An amount as people write it: ``1.250.000``, ``1250000,50``, ``12 500 €``."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=Decimal(0),
            max_digits=13,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )

    def to_python(self, value: Any) -> Any:
        """The amount, or None."""
        said = re.sub(r"[\s\u00a0\u202f€']", "", str(value or ""))
        if "," in said:
            said = said.replace(".", "").replace(",", ".")
        elif re.fullmatch(r"\d{1,3}(\.\d{3})+", said):
            said = said.replace(".", "")
        return super().to_python(said)


class AnswerForm(forms.Form):
    """What everybody is asked. ``seen`` and ``submission`` come back as they were sent."""

    state = forms.ChoiceField(
        label=_("Wie steht die Maßnahme?"),
        required=False,
        choices=Progress.choices,
        widget=forms.RadioSelect,
    )
    merged_into = forms.ChoiceField(
        label=_("In welcher Maßnahme ist sie aufgegangen?"),
        required=False,
        help_text=_("Nur wenn sie in einer anderen aufgegangen ist."),
    )
    outlook = forms.ChoiceField(
        label=_("Wie schätzen Sie den Verlauf selbst ein?"),
        required=False,
        choices=Outlook.choices,
        widget=forms.RadioSelect,
    )
    account = words(_("Was ist geschehen?"), _("Zwei, drei Sätze genügen."), rows=4)
    obstacles = words(_("Was steht im Weg?"))
    support_wanted = words(_("Welche Unterstützung wünschen Sie sich?"))
    next_step = words(_("Was ist der nächste Schritt?"), rows=2)
    next_step_due = day(_("Bis wann?"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, measures: tuple[tuple[str, str], ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["merged_into"].choices = (  # type: ignore[attr-defined]
            ("", _("keine")),
            *measures,
        )


class RowForm(forms.Form):
    """One row of a list. A row in which nothing was written is no row; ``gone`` takes one away."""

    prefix_of_id = "x"
    id = forms.RegexField(r"^[a-z0-9-]{1,40}$", widget=forms.HiddenInput, required=False)
    gone = forms.BooleanField(label=_("Diese Zeile entfernen"), required=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written, or it is to go."""
        said = self.data
        if said.get(self.add_prefix("gone")):
            return True
        return not any(
            str(said.get(self.add_prefix(name), "")).strip() for name in self.fields if name != "id"
        )

    def entry(self) -> dict[str, Any]:
        """The row in the shape of ``AnswerContent``."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "gone"}
        if "id" in said:
            said["id"] = said["id"] or f"{self.prefix_of_id}-{uuid4().hex[:10]}"
        return said


class MilestoneForm(RowForm):
    """A step with a date."""

    prefix_of_id = "m"
    title = one_line(_("Schritt"))
    due_on = day(_("Geplant bis"))
    done_on = day(_("Erreicht am"))
    is_dropped = forms.BooleanField(label=_("Fällt weg"), required=False)
    depends_on = one_line(
        _("Wartet auf"),
        _(
            "Kennung einer anderen Maßnahme oder eines Meilensteins, etwa flaechen.2.II oder"
            " flaechen.2.II#konzept; mehrere durch Strichpunkt getrennt. Die Kennungen stehen im"
            " Zeitplan."
        ),
        longest=1_700,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.initial.get("depends_on")
        if known is not None and not isinstance(known, str):
            self.initial = {**self.initial, "depends_on": "; ".join(known)}

    @property
    def more(self) -> str:
        """What stands among the further particulars; "" for nothing."""
        return str(self["depends_on"].value() or "")


class EvidenceForm(RowForm):
    """Something that others can look at. A file is taken in before the row is read."""

    prefix_of_id = "n"
    kind = forms.ChoiceField(
        label=_("Art"), required=False, choices=(("", _("bitte wählen")), *EvidenceKind.choices)
    )
    title = one_line(_("Was ist es?"))
    href = one_line(_("Adresse im Netz"), _("beginnt mit https://"), longest=1_000)
    code = one_line(_("Kennzahl oder Nummer"))
    body = one_line(_("Beschlossen von"))
    dated_on = day(_("Vom"))
    attachment = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def entry(self) -> dict[str, Any]:
        """The row; its kind follows from what is there if nobody chose one."""
        said = super().entry()
        if not said["kind"]:
            said["kind"] = (
                EvidenceKind.DOCUMENT
                if said["attachment"]
                else EvidenceKind.LINK
                if said["href"]
                else None
            )
        return said


class BudgetForm(RowForm):
    """Money of one year from one source."""

    id = None  # type: ignore[assignment]  # Django's way to take a field away
    line = one_line(_("Haushaltsstelle oder Förderkennzeichen"))
    source = one_line(_("Woher"), _("zum Beispiel Landeshaushalt, GRW, EFRE"))
    year = forms.IntegerField(
        label=_("Jahr"),
        required=False,
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    planned_eur = EuroField(_("Geplant (Euro)"))
    committed_eur = EuroField(_("Gebunden (Euro)"))
    spent_eur = EuroField(_("Ausgegeben (Euro)"))


class RemarkForm(forms.Form):
    """A few words to the office, or to its question."""

    text = forms.CharField(
        label=_("Ihre Nachricht"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class PassOnForm(forms.Form):
    """A colleague who takes over all or some of the measures."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)
    language = forms.ChoiceField(
        label=_("Sprache der E-Mail"), choices=(("de", "Deutsch"), ("en", "English"))
    )
    measures = forms.MultipleChoiceField(
        label=_("Welche Maßnahmen?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, measures: tuple[tuple[str, str], ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].choices = measures  # type: ignore[attr-defined]

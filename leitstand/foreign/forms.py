# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The forms of the office's desk. They read what was written; services decide what may be."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.foreign.enums import SourceKind
from leitstand.foreign.rules.mirror import Mirror
from leitstand.foreign.services.sources import STALE_DAYS, WantedSource
from leitstand.steering.enums import Progress

LANGUAGES = (("de", _("Deutsch")), ("en", _("Englisch")))
LONGEST_LABEL = 120
UNDECIDED, KEPT = "", "keep"
MEANINGS = (
    (UNDECIDED, _("noch nicht entschieden")),
    (KEPT, _("Wort der Quelle so stehen lassen")),
    *Progress.choices,
)


class SourceForm(forms.Form):
    """What the office says about a source."""

    programme = forms.ChoiceField(
        label=_("Programm"), help_text=_("So, wie der Plan es nennt. Das bleibt so.")
    )
    slug = forms.SlugField(
        label=_("Kennung"), max_length=80, help_text=_("Ändert sich nie, zum Beispiel bek-2030.")
    )
    name_de = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Steht auf den Seiten: „Stand laut …“, zum Beispiel BEK 2030."),
    )
    name_en = forms.CharField(label=_("Name (englisch)"), max_length=200)
    kind = forms.ChoiceField(label=_("Wie kommt der Bericht?"), choices=SourceKind.choices)
    url = forms.CharField(
        label=_("Adresse"),
        max_length=2000,
        required=False,
        help_text=_("Nur wenn abgerufen wird. Bei einem anderen Leitstand endet sie auf .json."),
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Sprache der Quelle"), choices=LANGUAGES)
    stale_days = forms.IntegerField(
        label=_("Veraltet nach (Tage)"),
        min_value=1,
        max_value=3650,
        help_text=_("Gerechnet vom Stichtag, den die Quelle nennt."),
    )
    is_active = forms.BooleanField(label=_("Die Quelle wird gezeigt und abgerufen"), required=False)
    is_example = forms.BooleanField(
        label=_("Alles, was diese Quelle sagt, ist erfunden (Beispieldaten)"), required=False
    )

    def __init__(
        self, data: Any, *, programmes: Sequence[tuple[str, str]], found: Mirror | None = None
    ) -> None:
        super().__init__(data, initial=_initial(found, programmes))
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]
        if found is not None:
            del self.fields["programme"], self.fields["slug"]

    def wanted(self, found: Mirror | None = None) -> WantedSource:
        """What the form says; what words and codes mean stands elsewhere and stays."""
        own = {name: self.cleaned_data[name] for name in _OWN}
        terms = found.terms if found else None
        return WantedSource(
            **own,
            states=dict(terms.states) if terms else {},
            codes=dict(terms.codes) if terms else {},
        )


_OWN = (
    *("name_de", "name_en", "kind", "url", "language", "stale_days"),
    *("is_active", "is_example"),
)


def _initial(found: Mirror | None, programmes: Sequence[tuple[str, str]]) -> dict[str, object]:
    if found is None:
        first = programmes[0][0] if programmes else ""
        return {"kind": "url", "stale_days": STALE_DAYS, "is_active": True, "slug": first}
    terms = found.terms
    return {
        "name_de": terms.names[0],
        "name_en": terms.names[1],
        **{name: getattr(terms, name) for name in _OWN[2:]},
    }


class MeaningsForm(forms.Form):
    """What the words of a source mean here, and which of its codes is which of ours.

    ``words`` are pairs of the source's word and what it calls it.
    """

    new_word = forms.CharField(
        label=_("Weiteres Wort"),
        max_length=200,
        required=False,
        help_text=_("Eines, das die Quelle benutzen wird, aber noch nicht benutzt hat."),
    )
    new_state = forms.ChoiceField(label=_("bedeutet"), choices=MEANINGS, required=False)
    codes = forms.CharField(
        label=_("Codes"),
        required=False,
        help_text=_(
            "Nur wo sie sich unterscheiden. Je Zeile: Code der Quelle = Code, unter dem der Plan"
            " die Maßnahme nennt. Zum Beispiel: 4.1.W14 = W-14"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        data: Any,
        *,
        words: Sequence[tuple[str, str]],
        states: Mapping[str, str],
        codes: Mapping[str, str],
    ) -> None:
        lines = "\n".join(f"{theirs} = {ours}" for theirs, ours in codes.items())
        super().__init__(data, initial={"codes": lines})
        known = {one.casefold(): state or KEPT for one, state in states.items()}
        self.words = tuple(word for word, _called in words)
        self.before = dict(codes)
        for place, (word, called) in enumerate(words):
            label = _short(word if called == word else f"{called} ({word})")
            self.fields[f"state_{place}"] = forms.ChoiceField(
                label=label,
                choices=MEANINGS,
                required=False,
                initial=known.get(word.casefold(), UNDECIDED),
            )

    @property
    def word_fields(self) -> list[Any]:
        """The fields of the words, with the word that each is about."""
        return [(word, self[f"state_{place}"]) for place, word in enumerate(self.words)]

    def clean_codes(self) -> dict[str, str | None]:
        """The pairs that the lines say; those that are gone are taken back."""
        found: dict[str, str | None] = dict.fromkeys(self.before)
        for line in self.cleaned_data["codes"].splitlines():
            theirs, is_pair, ours = (part.strip() for part in line.partition("="))
            if not line.strip():
                continue
            if not (theirs and is_pair and ours):
                raise forms.ValidationError(
                    _("Diese Zeile hat nicht die Form „fremder Code = unser Code“: %(line)s"),
                    params={"line": line[:100]},
                )
            found[theirs] = ours
        return found

    def states(self) -> dict[str, str | None]:
        """What every word means from now on; None for one that is not decided."""
        said = {word: self.cleaned_data[f"state_{place}"] for place, word in enumerate(self.words)}
        if self.cleaned_data["new_word"]:
            said[self.cleaned_data["new_word"]] = self.cleaned_data["new_state"]
        kept = {KEPT: "", UNDECIDED: None}
        return {word: kept.get(state, state) for word, state in said.items()}


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[:LONGEST_LABEL]}…"


class ReportFileForm(forms.Form):
    """A report as a file."""

    file = forms.FileField(
        label=_("Bericht als Datei"), help_text=_("JSON im Format leitstand.measures/1, bis 10 MB.")
    )

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Why nothing was taken from a source, in a sentence for whoever reads the page."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from leitstand.foreign.enums import Fault
from leitstand.ui.formats import number

Details = Mapping[str, Any]


def fault_sentence(fault: str, details: Details) -> str:
    """The sentence in the active language; a fault that this version does not know is named."""
    write = _SENTENCES.get(fault)
    return write(details) if write else _("Der Abruf ist misslungen (%s).") % fault


def _future(details: Details) -> str:
    if details.get("code"):
        return _("Die Quelle nennt für %(code)s einen Tag in der Zukunft: %(day)s.") % details
    return _("Die Quelle nennt einen Tag in der Zukunft: %(day)s.") % details


def _shape(details: Details) -> str:
    if details["kind"] == "missing":
        return _("Der Bericht ist unvollständig: %(place)s fehlt.") % details
    return _("Der Bericht hat nicht die vereinbarte Form. Erste Stelle: %(place)s.") % details


def _too_large(details: Details) -> str:
    megabytes = number(int(details["limit"]) // 1024**2)
    return _("Die Antwort ist größer als %s MB; mehr wird nicht gelesen.") % megabytes


_SENTENCES: Final[dict[str, Callable[[Details], str]]] = {
    Fault.ADDRESS: lambda d: (
        _("Diese Adresse ist keine, die abgerufen werden kann: %(url)s") % d
    ),
    Fault.FORBIDDEN: lambda d: _(
        "%(host)s ist keine öffentliche Adresse. Wer die Installation betreibt, kann sie mit"
        " LEITSTAND_FOREIGN_HOSTS erlauben."
    )
    % d,
    Fault.UNKNOWN_HOST: lambda d: _("Den Rechner %(host)s gibt es nicht (kein Eintrag im DNS).") % d,
    Fault.UNREACHABLE: lambda d: _("Der Rechner %(host)s nimmt keine Verbindung an.") % d,
    Fault.SLOW: lambda d: _("Die Quelle hat nach %(seconds)s Sekunden nicht fertig geantwortet.")
    % d,
    Fault.CERTIFICATE: lambda d: _(
        "Das Zertifikat von %(host)s ist nicht gültig, die Verbindung also nicht sicher."
    )
    % d,
    Fault.BROKEN: lambda d: _("Die Verbindung brach ab, bevor die Antwort vollständig war."),
    Fault.STATUS: lambda d: _("Die Quelle antwortet mit dem Fehler %(status)s.") % d,
    Fault.ELSEWHERE: lambda d: _(
        "Die Quelle verweist auf eine andere Adresse (%(target)s). Bitte diese eintragen, wenn sie"
        " stimmt."
    )
    % d,
    Fault.REDIRECTS: lambda d: _("Die Quelle verweist immer weiter und liefert nichts."),
    Fault.TOO_LARGE: _too_large,
    Fault.PACKED: lambda d: _("Die Antwort ist auf eine Weise gepackt, die hier niemand liest: %(coding)s")
    % d,
    Fault.WEB_PAGE: lambda d: _("Unter der Adresse steht eine Internetseite, kein Bericht in JSON."),
    Fault.NOT_TEXT: lambda d: _("Der Bericht ist kein Text in UTF-8."),
    Fault.NOT_JSON: lambda d: _("Der Bericht ist kein lesbares JSON."),
    Fault.OTHER_FORMAT: lambda d: _(
        "Der Bericht hat das Format „%(found)s“. Gelesen wird nur „%(known)s“."
    )
    % d,
    Fault.SHAPE: _shape,
    Fault.NOTHING: lambda d: _("Die Quelle hat noch keinen Stand veröffentlicht."),
    Fault.FUTURE: _future,
    Fault.TWICE: lambda d: _("Der Bericht nennt %(code)s zweimal.") % d,
    Fault.INTERRUPTED: lambda d: _("Der Abruf wurde unterbrochen. Übernommen wurde nichts."),
}

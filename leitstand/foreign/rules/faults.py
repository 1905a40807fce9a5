# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Why nothing was taken from a source, in a sentence for whoever reads the page."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.foreign.enums import Fault
from leitstand.ui.formats import number


def fault_sentence(fault: str, details: Mapping[str, Any]) -> str:
    """The sentence in the active language; a fault that this version does not know is named."""
    if fault == Fault.SHAPE and details["kind"] == "missing":
        return _("Der Bericht ist unvollständig: %(place)s fehlt.") % details
    if fault == Fault.FUTURE and details.get("code"):
        return _("Die Quelle nennt für %(code)s einen Tag in der Zukunft: %(day)s.") % details
    if fault == Fault.TOO_LARGE:
        details = {"limit": number(int(details["limit"]) // 1024**2)}
    words = _SENTENCES.get(fault)
    return str(words) % details if words else _("Der Abruf ist misslungen (%s).") % fault


_SENTENCES: Final[Mapping[str, Promise]] = {
    Fault.ADDRESS: gettext_lazy(
        "Diese Adresse ist keine, die abgerufen werden kann: %(url)s",
    ),
    Fault.FORBIDDEN: gettext_lazy(
        "%(host)s ist keine öffentliche Adresse. Wer die Installation betreibt, kann sie mit"
        " LEITSTAND_FOREIGN_HOSTS erlauben."
    ),
    Fault.UNKNOWN_HOST: gettext_lazy("Den Rechner %(host)s gibt es nicht (kein Eintrag im DNS)."),
    Fault.UNREACHABLE: gettext_lazy("Der Rechner %(host)s nimmt keine Verbindung an."),
    Fault.SLOW: gettext_lazy("Die Quelle hat nach %(seconds)s Sekunden nicht fertig geantwortet."),
    Fault.CERTIFICATE: gettext_lazy(
        "Das Zertifikat von %(host)s ist nicht gültig, die Verbindung also nicht sicher."
    ),
    Fault.BROKEN: gettext_lazy("Die Verbindung brach ab, bevor die Antwort vollständig war."),
    Fault.STATUS: gettext_lazy("Die Quelle antwortet mit dem Fehler %(status)s."),
    Fault.ELSEWHERE: gettext_lazy(
        "Die Quelle verweist auf eine andere Adresse (%(target)s). Bitte diese eintragen, wenn sie"
        " stimmt."
    ),
    Fault.REDIRECTS: gettext_lazy("Die Quelle verweist immer weiter und liefert nichts."),
    Fault.TOO_LARGE: gettext_lazy(
        "Die Antwort ist größer als %(limit)s MB; mehr wird nicht gelesen."
    ),
    Fault.PACKED: gettext_lazy(
        "Die Antwort ist auf eine Weise gepackt, die hier niemand liest: %(coding)s"
    ),
    Fault.WEB_PAGE: gettext_lazy(
        "Unter der Adresse steht eine Internetseite, kein Bericht in JSON."
    ),
    Fault.NOT_TEXT: gettext_lazy("Der Bericht ist kein Text in UTF-8."),
    Fault.NOT_JSON: gettext_lazy("Der Bericht ist kein lesbares JSON."),
    Fault.OTHER_FORMAT: gettext_lazy(
        "Der Bericht hat das Format „%(found)s“. Gelesen wird nur „%(known)s“."
    ),
    Fault.SHAPE: gettext_lazy(
        "Der Bericht hat nicht die vereinbarte Form. Erste Stelle: %(place)s."
    ),
    Fault.NOTHING: gettext_lazy("Die Quelle hat noch keinen Stand veröffentlicht."),
    Fault.FUTURE: gettext_lazy("Die Quelle nennt einen Tag in der Zukunft: %(day)s."),
    Fault.TWICE: gettext_lazy("Der Bericht nennt %(code)s zweimal."),
    Fault.INTERRUPTED: gettext_lazy("Der Abruf wurde unterbrochen. Übernommen wurde nichts."),
}

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The list of rules, in the order in which findings are told. Keys are stable: they stand in URLs
and exports.
"""

from django.utils.translation import gettext_lazy as _

from leitstand.plan.checks import (
    commitments,
    counts,
    goals,
    names,
    participation,
    references,
    responsibility,
)
from leitstand.plan.checks.finding import Basis, Rule, Severity

RULES: tuple[Rule, ...] = (
    Rule(
        "declared-counts",
        Severity.BREACH,
        _("Angekündigte und wirkliche Zahl"),
        _(
            "Wie viele Elemente einer Ebene der Plan ankündigt, gegen die Zahl, die er enthält."
            " Fehlt eines, weiß niemand, ob ein Inhalt verloren ging oder die Zahl falsch ist."
        ),
        Basis.OWN_RULE,
        counts.declared_counts,
    ),
    Rule(
        "numbering",
        Severity.WARNING,
        _("Lücken und Sprünge in der Nummerierung"),
        _(
            "Die Nummern von Zweigen, Maßnahmen und Teilen gegen eine Zählung ohne Lücke. Eine"
            " Nummer, die fehlt oder doppelt steht, macht Verweise unsicher."
        ),
        Basis.GOOD_PRACTICE,
        counts.numbering,
    ),
    Rule(
        "without-lead",
        Severity.BREACH,
        _("Maßnahme ohne Federführung"),
        _(
            "Jede Maßnahme gegen die Frage, wer sie verantwortet. Wo niemand genannt ist, kann auch"
            " niemand berichten."
        ),
        Basis.OWN_RULE,
        responsibility.without_lead,
        (responsibility.RESPONSIBLE,),
    ),
    Rule(
        "lead-only-per-phase",
        Severity.WARNING,
        _("Federführung nur für Phasen oder Teile"),
        _(
            "Die Federführungen einer Maßnahme gegen die Maßnahme als Ganzes. Gilt jede nur für"
            " eine Phase oder einen Teil, hält niemand die Übergänge zusammen."
        ),
        Basis.GOOD_PRACTICE,
        responsibility.lead_only_per_phase,
    ),
    Rule(
        "too-many-responsible",
        Severity.BREACH,
        _("Zu viele Federführungen"),
        _(
            "Die Zahl der federführenden Institutionen gegen die Höchstzahl, die der Plan sich"
            " setzt. Führen viele, fühlt sich leicht niemand zuständig."
        ),
        Basis.OWN_RULE,
        responsibility.too_many_responsible,
        (responsibility.RESPONSIBLE,),
    ),
    Rule(
        "too-many-responsible-joint",
        Severity.WARNING,
        _("Zu viele Verantwortliche, wenn „in Verbindung mit“ mitzählt"),
        _(
            "Federführende und mit „in Verbindung mit“ genannte Institutionen zusammen gegen die"
            " Höchstzahl. Ob diese als verantwortlich gelten, entscheidet, ob die Regel eingehalten"
            " ist; der Plan müsste es sagen."
        ),
        Basis.OWN_RULE,
        responsibility.too_many_responsible_joint,
        (responsibility.RESPONSIBLE,),
    ),
    Rule(
        "without-contributors",
        Severity.NOTICE,
        _("Maßnahme ohne Mitarbeit"),
        _(
            "Jede Maßnahme mit Federführung gegen die Frage, wer mitarbeitet. Ohne Namen ist offen,"
            " ob niemand gebraucht wird oder nur niemand genannt ist."
        ),
        Basis.OWN_RULE,
        participation.without_contributors,
    ),
    Rule(
        "single-institution",
        Severity.NOTICE,
        _("Alles bei einer Institution"),
        _(
            "Maßnahmen, in denen eine einzige Institution alle Aufgaben hat. Fällt sie aus, fehlt"
            " jemand, der weitermacht oder nachfragt."
        ),
        Basis.GOOD_PRACTICE,
        participation.single_institution,
    ),
    Rule(
        "collective-lead",
        Severity.WARNING,
        _("Federführung bei einer Gruppe"),
        _(
            "Federführungen gegen die Frage, ob eine bestimmte Stelle gemeint ist. Eine Gruppe hat"
            " keine Adresse, an die man eine Nachfrage schicken kann."
        ),
        Basis.GOOD_PRACTICE,
        responsibility.collective_lead,
    ),
    Rule(
        "open-roles",
        Severity.NOTICE,
        _("Offene Plätze"),
        _(
            "Stellen der Umsetzungsstruktur, an denen noch kein Name steht. Sie sollten nach und"
            " nach besetzt werden."
        ),
        Basis.GOOD_PRACTICE,
        participation.open_roles,
    ),
    Rule(
        "lead-also-contributes",
        Severity.NOTICE,
        _("Verantwortlich und mitarbeitend zugleich"),
        _(
            "Institutionen, die in einer Maßnahme zweimal stehen, ohne dass Phasen sie trennen. Es"
            " bleibt unklar, welche Aufgabe gilt."
        ),
        Basis.GOOD_PRACTICE,
        participation.lead_also_contributes,
    ),
    Rule(
        "lead-concentration",
        Severity.NOTICE,
        _("Viele Federführungen bei einer Institution"),
        _(
            "Die Zahl der Federführungen je Institution gegen ein Fünftel aller Maßnahmen. Wer so"
            " viel führt, wird leicht zum Engpass."
        ),
        Basis.GOOD_PRACTICE,
        responsibility.lead_concentration,
    ),
    Rule(
        "abbreviation-not-expanded",
        Severity.NOTICE,
        _("Abkürzung nicht ausgeschrieben"),
        _(
            "Gedruckte Abkürzungen von Institutionen gegen den Text des Plans. Was er nirgends"
            " ausschreibt, versteht nur, wer es schon weiß."
        ),
        Basis.GOOD_PRACTICE,
        names.abbreviation_not_expanded,
    ),
    Rule(
        "name-variants",
        Severity.WARNING,
        _("Vermutlich eine Institution unter mehreren Namen"),
        _(
            "Gedruckte Namen gegeneinander. Stehen zwei für dieselbe Institution, zählt jede"
            " Auswertung falsch."
        ),
        Basis.GOOD_PRACTICE,
        names.name_variants,
    ),
    Rule(
        "cross-reference-missing",
        Severity.WARNING,
        _("Verweis ins Leere"),
        _("Ziele von Verweisen gegen den Inhalt des Plans. Was es nicht gibt, kann niemand lesen."),
        Basis.GOOD_PRACTICE,
        references.missing,
    ),
    Rule(
        "cross-reference-unnumbered",
        Severity.NOTICE,
        _("Verweis ohne Nummer"),
        _(
            "Verweise, die einen ganzen Zweig statt einer Maßnahme nennen. Wer nachschlägt, muss"
            " selbst suchen und kann die falsche finden."
        ),
        Basis.GOOD_PRACTICE,
        references.unnumbered,
    ),
    Rule(
        "cross-reference-not-returned",
        Severity.NOTICE,
        _("Verweis ohne Rückverweis"),
        _(
            "Verweise gegen das, was am Ziel steht. Wer dort liest, erfährt nichts von der"
            " Maßnahme, mit der er sich abstimmen soll."
        ),
        Basis.GOOD_PRACTICE,
        references.not_returned,
    ),
    Rule(
        "one-undertaking-several-leads",
        Severity.WARNING,
        _("Ein Vorhaben, mehrere Federführungen"),
        _(
            "Vorhaben, die mehrere Maßnahmen beauftragen, gegen deren Federführungen. Sind sie"
            " verschieden, kann dasselbe zweimal oder gar nicht geschehen."
        ),
        Basis.GOOD_PRACTICE,
        references.one_undertaking_several_leads,
    ),
    Rule(
        "nothing-dated",
        Severity.WARNING,
        _("Maßnahmen ohne Zeitangabe"),
        _(
            "Maßnahmen gegen den Kalender: Frist, Beginn, Zeitraum oder Turnus. Ohne Zeitangabe ist"
            " keine Maßnahme je zu spät."
        ),
        Basis.GOOD_PRACTICE,
        commitments.nothing_dated,
    ),
    Rule(
        "nothing-prioritised",
        Severity.WARNING,
        _("Angekündigte Reihenfolge fehlt"),
        _(
            "Die Ankündigung, Maßnahmen zeitlich zu ordnen, gegen die Maßnahmen selbst. Abgelesen"
            " wird sie an Frist und Beginn, denn ein Feld für Priorität hat der Plan nicht."
        ),
        Basis.OWN_RULE,
        commitments.nothing_prioritised,
        (commitments.PRIORITY,),
    ),
    Rule(
        "nothing-measurable",
        Severity.WARNING,
        _("Maßnahmen ohne messbare Menge"),
        _(
            "Maßnahmen gegen die Frage, woran man ihren Erfolg zählt. Ohne Menge bleibt jedes"
            " Ergebnis eine Sache der Meinung."
        ),
        Basis.GOOD_PRACTICE,
        commitments.nothing_measurable,
    ),
    Rule(
        "beyond-period",
        Severity.NOTICE,
        _("Zusage über die Laufzeit hinaus"),
        _(
            "Zeitangaben gegen den letzten Tag des Plans. Was danach liegt, kann er selbst nicht"
            " mehr einlösen; es braucht einen Nachfolger."
        ),
        Basis.GOOD_PRACTICE,
        commitments.beyond_period,
    ),
    Rule(
        "goals-without-measures",
        Severity.BREACH,
        _("Ziel ohne Maßnahme"),
        _(
            "Ziele gegen die Maßnahmen auf ihrem Zweig. Ein Ziel, für das nichts geplant ist,"
            " bleibt ein Wunsch."
        ),
        Basis.OWN_RULE,
        goals.goals_without_measures,
    ),
    Rule(
        "measures-without-goal",
        Severity.WARNING,
        _("Maßnahme ohne Ziel"),
        _(
            "Maßnahmen gegen die Ziele auf ihrem Zweig und darüber. Ohne Ziel lässt sich nicht"
            " sagen, wozu eine Maßnahme dient."
        ),
        Basis.GOOD_PRACTICE,
        goals.measures_without_goal,
    ),
)

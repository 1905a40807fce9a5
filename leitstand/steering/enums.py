# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words with a fixed meaning in reporting rounds. Values are stable: they stand in exports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundState(TextChoices):
    """Where a round stands. What may follow what stands in ``rules.life``."""

    DRAFT = "draft", _("in Vorbereitung")
    OPEN = "open", _("offen")
    REVIEW = "review", _("in Durchsicht")
    FROZEN = "frozen", _("eingefroren")
    PUBLISHED = "published", _("veröffentlicht")


class Progress(TextChoices):
    """The state of a measure in the words of who leads it. There is none for silence: an answer
    that was not given is no answer.
    """

    NOT_STARTED = "not-started", _("nicht begonnen")
    PREPARING = "preparing", _("in Vorbereitung")
    RUNNING = "running", _("läuft")
    STANDING = "standing", _("Daueraufgabe")
    DONE = "done", _("abgeschlossen")
    PAUSED = "paused", _("ruht")
    MERGED = "merged", _("in anderer Maßnahme aufgegangen")
    GIVEN_UP = "given-up", _("aufgegeben")


# Nothing more is expected of a measure in one of these.
FINAL = frozenset({Progress.DONE, Progress.MERGED, Progress.GIVEN_UP})


class Outlook(TextChoices):
    """How the leading institution itself sees it (self-assessment)."""

    ON_TRACK = "on-track", _("im Plan")
    AT_RISK = "at-risk", _("gefährdet")
    OFF_TRACK = "off-track", _("nicht im Plan")


class Overall(TextChoices):
    """The state of a measure that several answers are owed for, where they share no state.

    Together with :class:`Progress` these are the states in which a roll-up counts measures.
    """

    MIXED = "mixed", _("uneinheitlich")
    PARTLY_REPORTED = "partly-reported", _("teilweise berichtet")
    NOT_REPORTED = "not-reported", _("nicht berichtet")


class Verdict(TextChoices):
    """What the published rules conclude from dates, milestones and evidence.

    The order is that in which a reader must know: where several rules conclude something, the last
    one here holds. ``PARTLY_REPORTED`` only concerns measures that several answers are owed for.
    """

    PROVEN = "proven", _("abgeschlossen, mit Nachweis")
    ON_SCHEDULE = "on-schedule", _("im Zeitplan")
    STANDING = "standing", _("Daueraufgabe, mit Nachweis")
    NOT_DUE = "not-due", _("noch nichts fällig")
    ENDED = "ended", _("beendet, ohne Abschluss")
    PAUSED = "paused", _("ruht")
    UNDATED = "undated", _("ohne nächsten Termin")
    CLAIMED = "claimed", _("gemeldet, ohne Nachweis")
    NO_BASIS = "no-basis", _("nicht beurteilbar")
    PARTLY_REPORTED = "partly-reported", _("teilweise berichtet")
    NOT_REPORTED = "not-reported", _("nicht berichtet")
    CONTRADICTORY = "contradictory", _("in sich widersprüchlich")
    SLIPPING = "slipping", _("verzögert")
    OVERDUE = "overdue", _("überfällig")


class ChangeKind(TextChoices):
    """What happened to a measure between two points. The order is that in which it is told."""

    MOVED = "moved", _("Stand geändert")
    ENDED = "ended", _("abgeschlossen oder aufgegeben")
    MERGED = "merged", _("in anderer Maßnahme aufgegangen")
    RESUMED = "resumed", _("wieder aufgenommen")
    UNANSWERED = "unanswered", _("nicht mehr beantwortet")
    ANSWERED = "answered", _("wieder beantwortet")
    STILL_SILENT = "still-silent", _("beide Male nicht beantwortet")
    CONTRADICTORY = "contradictory", _("neu widersprüchlich")
    OVERDUE = "overdue", _("neu überfällig")
    SLIPPING = "slipping", _("neu verzögert")
    CLEARED = "cleared", _("nicht mehr beanstandet")
    LAPSED = "lapsed", _("Urteil entfallen, weil nichts berichtet ist")
    POSTPONED = "postponed", _("Termin verschoben")
    BROUGHT_FORWARD = "brought-forward", _("Termin vorgezogen")
    DATED = "dated", _("Termin genannt")
    UNDATED = "undated", _("Termin weggefallen")
    REACHED = "reached", _("Meilenstein erreicht")
    REOPENED = "reopened", _("Meilenstein doch nicht erreicht")
    CORRECTED = "corrected", _("Tag des Erreichens berichtigt")
    PLANNED = "planned", _("neuer Meilenstein")
    GONE = "gone", _("Meilenstein nicht mehr genannt")
    DROPPED = "dropped", _("Meilenstein gestrichen")
    WANTED_AGAIN = "wanted-again", _("Meilenstein wieder vorgesehen")
    NEXT_STEP = "next-step", _("anderer nächster Schritt")
    OUTLOOK = "outlook", _("Selbsteinschätzung geändert")
    NEW = "new", _("neu im Plan")
    REMOVED = "removed", _("nicht mehr im Plan")
    LEADS = "leads", _("Federführung geändert")
    ASKED = "asked", _("neu gefragt")
    NOT_ASKED = "not-asked", _("nicht mehr gefragt")


class Waiting(TextChoices):
    """How it stands with something that a milestone depends on."""

    OVERDUE = "overdue", _("Vorgänger ist überfällig")
    LATER = "later", _("Vorgänger ist später fällig")
    DROPPED = "dropped", _("Vorgänger fällt weg")
    UNDATED = "undated", _("Vorgänger hat keinen Termin")
    IN_TIME = "in-time", _("Vorgänger ist vorher fällig")
    DONE = "done", _("Vorgänger ist erreicht")
    OVER = "over", _("selbst erledigt")
    CIRCULAR = "circular", _("warten aufeinander (Kreis)")
    UNKNOWN = "unknown", _("unbekannte Kennung")


class StepState(TextChoices):
    """How it stands with a milestone or next step on a day."""

    OVERDUE = "overdue", _("überfällig")
    SLIPPED = "slipped", _("verschoben")
    DUE = "due", _("noch nicht fällig")
    UNDATED = "undated", _("ohne Termin")
    DONE = "done", _("erreicht")
    DROPPED = "dropped", _("gestrichen")
    ENDED = "ended", _("offen geblieben, Maßnahme beendet")
    PRINTED = "printed", _("Frist im Plan")


class Freshness(TextChoices):
    """How old an answer is. The limits stand in ``rules.ageing``."""

    FRESH = "fresh", _("aktuell")
    AGEING = "ageing", _("älter als ein halbes Jahr")
    STALE = "stale", _("veraltet")


class EvidenceKind(TextChoices):
    """What a statement can be held against."""

    LINK = "link", _("Internetseite")
    DOCUMENT = "document", _("Dokument")
    FIGURE = "figure", _("Kennzahl")
    DECISION = "decision", _("Beschluss")


class AnswerWay(TextChoices):
    """How an answer came in."""

    LINK = "link", _("über den persönlichen Link")
    SHEET = "sheet", _("als Excel-Tabelle")
    ACCOUNT = "account", _("angemeldet")
    BEHALF = "behalf", _("von der Geschäftsstelle eingetragen")


class RemarkKind(TextChoices):
    """A remark stands there; a question waits for a reply."""

    REMARK = "remark", _("Anmerkung")
    QUESTION = "question", _("Rückfrage")
    REPLY = "reply", _("Antwort auf die Rückfrage")


class LetterKind(TextChoices):
    """Why a mail is written."""

    INVITATION = "invitation", _("Einladung")
    DELEGATION = "delegation", _("Weitergabe")
    REMINDER = "reminder", _("Erinnerung")
    QUESTION = "question", _("Rückfrage")
    THANKS = "thanks", _("Dank")
    DIGEST = "digest", _("Übersicht für die Geschäftsstelle")


class LetterState(TextChoices):
    """What became of a mail. One that stays ``SENDING`` was broken off where nobody can tell
    whether it arrived: it is never sent again by itself.
    """

    WAITING = "waiting", _("wartet")
    SENDING = "sending", _("wird versandt")
    SENT = "sent", _("versandt")
    FAILED = "failed", _("fehlgeschlagen")
    BOUNCED = "bounced", _("unzustellbar")
    DROPPED = "dropped", _("entfallen")

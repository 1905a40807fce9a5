# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Frozen rounds, read from their archives alone.

What is read here is what was frozen: the plan as it stood on the reporting day, who was asked, what
was answered. No later act changes it, so it is kept for as long as the process lives.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from leitstand.core.languages import Language
from leitstand.core.selectors import InstitutionBrief
from leitstand.plan.selectors import deadlines_from, frame_from, names_from
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import ArchiveDamaged, RoundNotFound, RoundNotFrozen
from leitstand.steering.models import ReportingRound, RoundArchive
from leitstand.steering.rules.life import SETTLED
from leitstand.steering.rules.said import Said
from leitstand.steering.selectors.archive import FORMAT
from leitstand.steering.selectors.judging import Place
from leitstand.steering.selectors.results import FileName, RoundResults, results_of
from leitstand.steering.selectors.rounds import DutyLine, RoundCard, RoundView


@dataclass(frozen=True, slots=True)
class Settled:
    """A frozen round. ``sha256`` is the fingerprint of its archive and stands for its content.

    ``is_public`` and ``published_at`` are the only things that may still change.
    """

    plan: str
    slug: str
    titles: tuple[str, str]
    reporting_on: dt.date
    due_on: dt.date
    frozen_at: dt.datetime
    is_example: bool
    is_public: bool
    sha256: str
    published_at: dt.datetime | None = None

    @property
    def frozen_on(self) -> dt.date:
        """The day for which it is judged for good."""
        return timezone.localdate(self.frozen_at)

    @property
    def document(self) -> Mapping[str, Any]:
        """The archive as plain values; one statement the first time, none afterwards.

        Raises ``ArchiveDamaged``.
        """
        return _document(self.sha256)

    def title(self, language: Language) -> str:
        """What the round is called."""
        return self.titles[language == "en"]


def settled(slug: str) -> Settled:
    """One frozen round; one statement, two where it is refused.

    Raises ``RoundNotFound``, ``RoundNotFrozen``.
    """
    row = _columns(RoundArchive.objects.filter(round__slug=slug)).first()
    if row is not None:
        return _settled(row)
    state = ReportingRound.objects.filter(slug=slug).values_list("state", flat=True).first()
    if state is None:
        raise RoundNotFound(slug)
    raise RoundNotFrozen(
        _("Die Runde „%(round)s“ ist %(state)s. Berichtet wird nur aus eingefrorenen Runden.")
        % {"round": slug, "state": RoundState(state).label}
    )


def settled_rounds(
    plan: str,
    *,
    is_example: bool | None = None,
    only_public: bool = False,
    until: dt.datetime | None = None,
) -> tuple[Settled, ...]:
    """The frozen rounds of a plan by reporting day, oldest first; one statement.

    Those that were frozen by ``until``; invented or real ones alone where ``is_example`` says so.
    """
    states = {RoundState.PUBLISHED.value} if only_public else SETTLED
    rows = RoundArchive.objects.filter(round__plan__slug=plan, round__state__in=states)
    if is_example is not None:
        rows = rows.filter(round__is_example=is_example)
    if until is not None:
        rows = rows.filter(round__frozen_at__lte=until)
    ordered = _columns(rows).order_by("round__reporting_on", "round_id")
    return tuple(_settled(row) for row in ordered)


def earlier_than(found: Settled, rounds: Sequence[Settled]) -> tuple[Settled, ...]:
    """Those of ``rounds`` that were said before ``found`` and may be held beside it, oldest first.

    Invented answers never stand beside real ones.
    """
    return tuple(
        one
        for one in rounds
        if one.reporting_on < found.reporting_on
        and one.frozen_at <= found.frozen_at
        and (one.plan, one.is_example) == (found.plan, found.is_example)
    )


def settled_results(
    found: Settled, *, language: Language, earlier: Sequence[Settled] = ()
) -> RoundResults:
    """The round as the rules judged it on the day of freezing, beside the ``earlier`` ones.

    Sentences are in ``language``. No statement once the archives were read.
    """
    return _results(found, language, tuple(earlier))


def settled_files(found: Settled) -> dict[int, FileName]:
    """Name and fingerprint of the files that answers name as evidence, by their numbers."""
    return {int(key): FileName(**one) for key, one in found.document["files"].items()}


@lru_cache(maxsize=32)
def _results(found: Settled, language: Language, earlier: tuple[Settled, ...]) -> RoundResults:
    view = settled_view(found, language=language)
    with translation.override(language):
        found_results = results_of(
            view,
            _said(earlier),
            deadlines_from(found.document["plan_as_of"]),
            judged_on=found.frozen_on,
        )
        # What is counted later would speak the language of whoever asks first.
        for counted in ("total", "by_field", "by_cluster"):
            getattr(found_results, counted)
    return found_results


@lru_cache(maxsize=32)
def settled_view(found: Settled, *, language: Language) -> RoundView:
    """The round with its plan and everything that was owed in it. Row numbers are places in the
    archive; who spoke in person, drafts and questions are not part of it.
    """
    document = found.document
    tree = document["plan_as_of"]
    frame = frame_from(tree, language=language, day=found.reporting_on)
    names = names_from(tree, frame)
    briefs = {
        slug: InstitutionBrief(slug, one["kind"], one["label"][language], one["name"][language])
        for slug, one in document["institutions"].items()
    }
    duties = tuple(
        _line(place, one, names[one["measure"]], briefs)
        for place, one in enumerate(document["duties"], start=1)
        if one["measure"] in names
    )
    return RoundView(_card(found, language, duties, tuple(document["scope"])), frame, names, duties)


def _card(
    found: Settled, language: Language, duties: tuple[DutyLine, ...], scope: tuple[str, ...]
) -> RoundCard:
    return RoundCard(
        id=0,
        plan=found.plan,
        slug=found.slug,
        title=found.title(language),
        state=RoundState.FROZEN,
        reporting_on=found.reporting_on,
        due_on=found.due_on,
        scope=scope,
        is_example=found.is_example,
        opened_at=None,
        closed_at=None,
        frozen_at=found.frozen_at,
        published_at=None,
        owed=sum(one.institution is not None for one in duties),
        answered=sum(one.is_answered for one in duties),
    )


def _line(
    place: int, one: Mapping[str, Any], measure: Any, briefs: Mapping[str, InstitutionBrief]
) -> DutyLine:
    answer = one["answer"]
    return DutyLine(
        id=place,
        measure=measure,
        phase=one["phase"],
        scope=one["scope"],
        institution=briefs[one["institution"]] if one["institution"] else None,
        via=briefs[one["via"]] if one["via"] else None,
        number=answer["number"] if answer else 0,
        content=AnswerContent.model_validate(answer["content"]) if answer else None,
        said_at=dt.datetime.fromisoformat(answer["said_at"]) if answer else None,
        way=answer["way"] if answer else "",
        speaker="",
        draft=None,
        is_accepted=bool(answer and answer["is_accepted"]),
        questions=0,
        answer_number=answer["number"] if answer else 0,
    )


def _said(rounds: tuple[Settled, ...]) -> dict[Place, tuple[Said, ...]]:
    found: dict[Place, tuple[Said, ...]] = {}
    for one in rounds:
        for place, said in _last_words(one):
            found[place] = (*found.get(place, ()), said)
    return found


@lru_cache(maxsize=32)
def _last_words(found: Settled) -> tuple[tuple[Place, Said], ...]:
    return tuple(
        (
            (one["measure"], one["phase"], one["scope"], one["institution"] or ""),
            Said(
                found.slug,
                timezone.localdate(dt.datetime.fromisoformat(one["answer"]["said_at"])),
                AnswerContent.model_validate(one["answer"]["content"]),
            ),
        )
        for one in found.document["duties"]
        if one["answer"]
    )


def _columns(rows: QuerySet[RoundArchive]) -> QuerySet[RoundArchive, tuple[Any, ...]]:
    return rows.values_list(
        "round__plan__slug",
        "round__slug",
        "round__title_de",
        "round__title_en",
        "round__reporting_on",
        "round__due_on",
        "round__frozen_at",
        "round__is_example",
        "round__state",
        "sha256",
        "round__published_at",
    )


def _settled(row: tuple[Any, ...]) -> Settled:
    plan, slug, title_de, title_en, reporting_on, due_on, frozen_at, is_example, *rest = row
    state, sha256, published_at = rest
    return Settled(
        plan=plan,
        slug=slug,
        titles=(title_de, title_en),
        reporting_on=reporting_on,
        due_on=due_on,
        frozen_at=frozen_at,
        is_example=is_example,
        is_public=state == RoundState.PUBLISHED,
        sha256=sha256,
        published_at=published_at,
    )


@lru_cache(maxsize=32)
def _document(sha256: str) -> Mapping[str, Any]:
    text = RoundArchive.objects.values_list("content", flat=True).get(sha256=sha256)
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise ArchiveDamaged(
            _(
                "Das Archiv der Runde wurde nach dem Einfrieren verändert. Es wird nichts daraus"
                " gebaut; bitte aus einer Sicherung wiederherstellen."
            )
        )
    document: dict[str, Any] = json.loads(text)
    if document["format"] != FORMAT:
        raise ArchiveDamaged(
            _("Diese Fassung liest Archive der Form %(known)s, nicht %(found)s.")
            % {"known": FORMAT, "found": document["format"]}
        )
    return document

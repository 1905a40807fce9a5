# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a letter says, in the language of whoever gets it."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.core.languages import Language
from leitstand.steering.enums import LetterKind, LetterState
from leitstand.steering.letters.post import Addressee, DutyMark, PostWords, RoundPost
from leitstand.ui.formats import day as in_words
from leitstand.ui.mail import MailText, mail_text

# A run that sends knows how to make the address from a link's key; a rehearsal hides it.
Address = Callable[[str, Language], str]


def letter_text(
    kind: str, to: Addressee, *, post: RoundPost, words: PostWords, address: Address
) -> MailText:
    """Subject and body of the letter; ``words`` are in the addressee's language."""
    language = language_of(to)
    with translation.override(language):
        facts = _facts_of_all(to, post, words, language)
        if kind == LetterKind.DIGEST:
            facts |= _facts_for_the_office(to, post, words)
        else:
            facts |= _facts_for_a_holder(to, words) | {"address": address(to.key, language)}
    return mail_text(f"steering/mail/{LetterKind(kind)}.txt", language=language, **facts)


def language_of(to: Addressee) -> Language:
    """The language of somebody's letters."""
    return "en" if to.language == "en" else "de"


def _facts_of_all(
    to: Addressee, post: RoundPost, words: PostWords, language: Language
) -> dict[str, Any]:
    return {
        "title": post.titles[language],
        "plan": words.plan,
        "is_example": post.is_example,
        "name": to.name,
        "operator": str(settings.LEITSTAND_OPERATOR),
        "reporting_on": post.reporting_on,
        "due_on": post.due_on,
        "today": post.today,
        "is_late": post.today > post.due_on,
        "institution": words.institutions.get(to.institution or 0, ""),
    }


def _facts_for_a_holder(to: Addressee, words: PostWords) -> dict[str, Any]:
    by_id = {one.id: one for one in to.duties}
    return {
        "given_by": to.given_by,
        "expires_at": to.expires_at,
        "owed": [words.duty(one) for one in to.duties],
        "missing": [words.duty(one) for one in to.missing],
        "received": [words.duty(one) for one in to.own_answers],
        "questions": [(words.duty(by_id[one.duty]), one.text) for one in to.questions],
    }


def _facts_for_the_office(to: Addressee, post: RoundPost, words: PostWords) -> dict[str, Any]:
    own = [
        one.made_at
        for one in post.letters
        if one.kind == LetterKind.DIGEST and one.email == to.email and one.sent_at
    ]
    since = max(own, default=None)
    came = [one for one in post.duties if one.said_at and (since is None or one.said_at > since)]
    asked = [one for one in post.addressees if one.questions]
    return {
        "answered": sum(one.said_at is not None for one in post.duties),
        "owed_count": len(post.duties),
        "since": list(_by_institution(came, words)),
        "waiting": list(_by_institution([d for d in post.duties if d.said_at is None], words)),
        "asked": sorted({words.institutions.get(one.institution or 0, "") for one in asked}),
        "lost": list(_lost(post, words)),
        "unclear": [
            one.email for one in post.letters if one.state == LetterState.SENDING and one.failure
        ],
        "unreachable": [words.institutions.get(one, "") for one in post.unreachable],
        "address": f"{settings.LEITSTAND_BASE}/",
    }


def _by_institution(duties: Collection[DutyMark], words: PostWords) -> Iterator[str]:
    """Lines like "Institution: label, label", by name; the labels alone, for there may be many."""
    found: dict[int, list[str]] = {}
    for one in duties:
        label = words.measures.get(one.measure, (one.measure, ""))[0]
        labels = found.setdefault(one.institution, [])
        if label not in labels:
            labels.append(label)
    for name, labels in sorted((words.institutions.get(i, ""), own) for i, own in found.items()):
        yield f"{name}: {', '.join(labels)}"


def _lost(post: RoundPost, words: PostWords) -> Iterator[str]:
    """Who cannot be reached, and since when."""
    for one in post.addressees:
        if one.bounced_at is not None:
            yield _("%(email)s (%(institution)s), seit dem %(day)s") % {
                "email": one.email,
                "institution": words.institutions.get(one.institution or 0, ""),
                "day": in_words(one.bounced_at),
            }
    failed = {one.email for one in post.letters if one.state == LetterState.FAILED}
    yield from sorted(failed - {one.email for one in post.addressees if one.bounced_at})

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whom the office asks: the contacts of institutions. No page here is public or kept."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.selectors import institution_briefs
from leitstand.steering.contact_list import ListLine, ListUnreadable
from leitstand.steering.contact_list import contact_lines as lines_in_file
from leitstand.steering.permissions import MANAGE_ROUNDS
from leitstand.steering.selectors.contacts import (
    ContactLine,
    contact_line,
    contact_lines,
    leads_asked_today,
)
from leitstand.steering.services.contacts import (
    ContactNotFound,
    ContactRefused,
    WantedContact,
    contact_add,
    contact_change,
    contact_remove,
    contacts_import,
)
from leitstand.steering.views.office_forms import ContactFileForm, ContactForm
from leitstand.steering.views.office_parts import done_words, way_up
from leitstand.ui import held_forms
from leitstand.ui.acts import UNPROCESSABLE, gone_to
from leitstand.ui.addresses import address
from leitstand.ui.filters import given
from leitstand.ui.pages import Page, html_response, requires
from leitstand.ui.tables import Column, Link, Table

_SALT = "steering.contact-list"
_HOURS = 3600 * 4


@requires(MANAGE_ROUNDS)
def contacts(request: HttpRequest) -> Page:
    """All contacts, and the leading institutions for which there is none."""
    language = reader_language()
    institution = given(request, "institution")
    lines = contact_lines(language=language, institution=institution or None)
    missing = (
        {
            one.institution.slug: one
            for plan in leads_asked_today(language=language)
            for one in plan.without_contact
        }
        if not institution
        else {}
    )
    return Page(
        template="steering/office/contacts.html",
        title=_("Kontakte der Institutionen"),
        description=_("Nur die Geschäftsstelle sieht diese Liste."),
        context={
            "missing": [
                Link(
                    f"{one.institution.label} ({one.answers})",
                    address("steering:office-contact-new", institution=one.institution.slug),
                )
                for one in missing.values()
            ],
            "only": lines[0].institution.label if institution and lines else institution,
            "done": done_words(request),
        },
        tables=(_table(lines),),
        breadcrumb=way_up(),
    )


def _table(lines: tuple[ContactLine, ...]) -> Table:
    return Table(
        key="kontakte",
        caption=_("Kontakte"),
        columns=(
            Column("institution", _("Institution")),
            Column("name", _("Name")),
            Column("email", _("E-Mail")),
            Column("language", _("Sprache")),
            Column("state", _("Zustand")),
            Column("change", _("Was geht?"), "link"),
            Column("institution_id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(
            (
                one.institution.label,
                one.name,
                one.email,
                one.language,
                _state(one),
                Link(
                    _("Ändern: %(name)s") % {"name": one.name or one.email},
                    address("steering:office-contact", contact=str(one.id)),
                ),
                one.institution.slug,
            )
            for one in lines
        ),
        source=_("Leitstand, Kontakte – vertraulich"),
    )


def _state(one: ContactLine) -> str:
    if not one.is_active:
        return _("bekommt keine Mails")
    if one.bounced_at:
        return _("Mail kam nicht an")
    return _("erreichbar, soweit bekannt")


@requires(MANAGE_ROUNDS)
def contact_new(request: HttpRequest, institution: str = "") -> HttpResponse:
    """The form of a new contact."""
    start = {"institution": institution, "language": "de", "is_active": True}
    form = _form(request, start)
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(form)
        try:
            contact_add(actor=request.user, wanted=wanted)  # type: ignore[arg-type]
        except ContactRefused as refused:
            if _stands(wanted):  # pressed twice
                return gone_to(address("steering:office-contacts"), "kontakt")
            _show(form, refused)
        else:
            held_forms.release(request)
            return gone_to(address("steering:office-contacts"), "kontakt")
    return _form_page(request, form, _("Neuer Kontakt"))


@requires(MANAGE_ROUNDS)
def contact_edit(request: HttpRequest, contact: int) -> HttpResponse:
    """The form of a contact; another button removes it."""
    found = contact_line(contact, language=reader_language())
    if found is None:
        if request.method == "POST" and request.POST.get("act") == "remove":
            return gone_to(address("steering:office-contacts"), "kontakt-weg")
        raise Http404(_("Diesen Kontakt gibt es nicht (mehr)."))
    if request.method == "POST" and request.POST.get("act") == "remove":
        contact_remove(actor=request.user, contact=contact)  # type: ignore[arg-type]
        return gone_to(address("steering:office-contacts"), "kontakt-weg")
    start = {
        "institution": found.institution.slug,
        "email": found.email,
        "name": found.name,
        "language": found.language,
        "is_active": found.is_active,
    }
    form = _form(request, start)
    if request.method == "POST" and form.is_valid():
        try:
            contact_change(actor=request.user, contact=contact, wanted=_wanted(form))  # type: ignore[arg-type]
        except ContactRefused as refused:
            _show(form, refused)
        except ContactNotFound:
            raise Http404(_("Diesen Kontakt gibt es nicht (mehr).")) from None
        else:
            held_forms.release(request)
            return gone_to(address("steering:office-contacts"), "kontakt")
    return _form_page(request, form, _("Kontakt ändern"), found)


def _form(request: HttpRequest, start: dict[str, Any]) -> ContactForm:
    held = held_forms.held(request) if request.method != "POST" else None
    sent = request.POST if request.method == "POST" else held.values if held else None
    briefs = institution_briefs(None, language=reader_language())
    choices = sorted(
        (
            (one.slug, f"{one.label} – {one.name}" if one.label != one.name else one.name)
            for one in briefs.values()
        ),
        key=lambda pair: pair[1].casefold(),
    )
    return ContactForm(sent, initial=start, choices=choices)


def _wanted(form: ContactForm) -> WantedContact:
    said = form.cleaned_data
    return WantedContact(
        said["institution"], said["email"], said["name"], said["language"], said["is_active"]
    )


def _stands(wanted: WantedContact) -> bool:
    """Whether this very contact is there already."""
    own = contact_lines(language="de", institution=wanted.institution)
    asked = (wanted.email.strip().lower(), wanted.name, wanted.language, wanted.is_active)
    return any((one.email, one.name, one.language, one.is_active) == asked for one in own)


def _show(form: ContactForm, refused: ContactRefused) -> None:
    for field, sentence in refused.problems.items():
        form.add_error(field if field in form.fields else None, sentence)


def _form_page(
    request: HttpRequest, form: ContactForm, title: str, found: ContactLine | None = None
) -> HttpResponse:
    page = Page(
        template="steering/office/contact.html",
        title=title,
        context={"form": form, "found": found},
        breadcrumb=(*way_up(), _here()),
        is_form=True,
    )
    return html_response(request, page, UNPROCESSABLE if form.errors else 200)


def _here() -> Link:
    return Link(_("Kontakte der Institutionen"), address("steering:office-contacts"))


@requires(MANAGE_ROUNDS)
def contact_import(request: HttpRequest) -> HttpResponse:
    """Reads a list, shows what it would do line by line, and takes it in when that is confirmed."""
    if request.method != "POST":
        return _import_page(request, ContactFileForm())
    if request.POST.get("act") == "save":
        return _import(request)
    form = ContactFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, status=UNPROCESSABLE)
    briefs = institution_briefs(None, language=reader_language())
    try:
        # One byte more than may be is enough to see that it is too much.
        lines = lines_in_file(form.cleaned_data["file"].read(1024 * 1024 + 1), briefs)
    except ListUnreadable as error:
        form.add_error("file", str(error))
        return _import_page(request, form, status=UNPROCESSABLE)
    return _import_page(request, form, lines=lines)


def _import(request: HttpRequest) -> HttpResponse:
    """Take in what was shown before; it is signed, so that it is that and nothing else."""
    try:
        rows = signing.loads(request.POST.get("rows", ""), salt=_SALT, max_age=_HOURS)
        contacts_import(
            actor=request.user,  # type: ignore[arg-type]
            wanted=[WantedContact(*row) for row in rows],
        )
    except (signing.BadSignature, TypeError):
        words = _("Die Vorschau gilt nicht mehr. Bitte laden Sie die Datei noch einmal hoch.")
        return _import_page(request, ContactFileForm(), (words,), status=UNPROCESSABLE)
    except ContactRefused as refused:
        problems = tuple(refused.problems.values())
        return _import_page(request, ContactFileForm(), problems, status=UNPROCESSABLE)
    return gone_to(address("steering:office-contacts"), "eingelesen")


def _import_page(
    request: HttpRequest,
    form: ContactFileForm,
    problems: tuple[str, ...] = (),
    lines: tuple[ListLine, ...] = (),
    status: int = 200,
) -> HttpResponse:
    fit = [line for line in lines if not line.problem]
    preview = Table(
        key="zeilen",
        caption=_("Was die Datei sagt"),
        columns=(
            Column("line", _("Zeile"), "number"),
            Column("institution", _("Institution")),
            Column("email", _("E-Mail")),
            Column("name", _("Name")),
            Column("language", _("Sprache")),
            Column("problem", _("Geht nicht, weil …")),
        ),
        rows=tuple(
            (
                line.number,
                line.institution_words,
                line.wanted.email,
                line.wanted.name,
                line.wanted.language,
                line.problem,
            )
            for line in sorted(lines, key=lambda one: not one.problem)
        ),
    )
    rows = [
        (one.wanted.institution, one.wanted.email, one.wanted.name, one.wanted.language)
        for one in fit
    ]
    page = Page(
        template="steering/office/contact_import.html",
        title=_("Kontakte einlesen"),
        context={
            "form": form,
            "problems": problems,
            "fit": len(fit),
            "unfit": len(lines) - len(fit),
            "rows": signing.dumps(rows, salt=_SALT, compress=True) if rows else "",
        },
        tables=(preview,),
        breadcrumb=(*way_up(), _here()),
        is_form=True,
    )
    return html_response(request, page, status)

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The Jinja environment of all pages: escaped by default, strict about names, bilingual."""

from typing import Any

from django.templatetags.static import static
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined

from leitstand.ui import formats, held_forms, navigation, strips
from leitstand.ui.addresses import address
from leitstand.ui.as_of import kept_day
from leitstand.ui.marks import marked
from leitstand.ui.markup import shown_columns, table_body
from leitstand.ui.pictures import LEAD_KINDS, bars_drawing


def environment(**options: Any) -> Environment:
    """Build the environment that ``settings.TEMPLATES`` names.

    Templates may use ``_``/``ngettext``/``{% trans %}``, ``url``, ``static``, and the filters
    ``number``, ``date``, ``lines``. An unknown name is an error, never an empty string.
    """
    fixed = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n"],
    }
    # Escaping is not the operator's to switch off.
    options.pop("autoescape", None)
    env = Environment(autoescape=True, **{**options, **fixed})
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        static=static,
        url=address,
        get_language=translation.get_language,
        navigation=navigation.navigation,
        language_links=navigation.language_links,
        footer_links=navigation.footer_links,
        feed_link=navigation.feed_link,
        home_address=navigation.home_address,
        is_home=navigation.is_home,
        kept_day=kept_day,
        account_link=navigation.account_link,
        desk_links=navigation.desk_links,
        form_ticket=held_forms.form_ticket,
        search_address=navigation.search_address,
        lead_kinds=LEAD_KINDS,
        bars_drawing=bars_drawing,
        shown_columns=shown_columns,
        table_body=table_body,
        strips_codes=strips.strips_codes,
        strips_ground=strips.strips_ground,
        strips_names=strips.strips_names,
        strips_profile=strips.strips_profile,
        strips_rows=strips.strips_rows,
        strips_sample=strips.strips_sample,
        today=timezone.localdate,
    )
    env.filters.update(
        number=formats.number,
        date=formats.day,
        datetime=formats.instant,
        lines=formats.lines,
        cell=formats.cell_text,
        marked=marked,
    )
    env.tests["sequence_cell"] = lambda cell: isinstance(cell, tuple)
    return env

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The ``leitstand`` command."""

import gc
import os
import sys


def main() -> None:
    """Run the command line; German unless LEITSTAND_LANGUAGE says ``en``."""
    # Nothing that a start makes is garbage; looking for some costs a twentieth of the time.
    gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation

    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    translation.activate(os.environ.get("LEITSTAND_LANGUAGE", "de"))
    # Commands import models and translated words, which exist only from here on.
    from leitstand.cli.commands import leitstand

    gc.freeze()
    gc.enable()
    leitstand()

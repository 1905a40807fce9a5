# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Write every generated page."""

import os
import sys

import django

from tests.house.checkout import ROOT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.config.settings")
django.setup()

# The pages read models, commands and addresses, which exist only from here on.
from tests.house.reference.pages import pages  # noqa: E402

for name, text in pages().items():
    path = ROOT / "docs" / "reference" / name
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")

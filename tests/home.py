# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A home of its own for every process of the tests, never a developer's.

A plugin (``-p tests.home``) and no part of the conftest: pytest-django reads the settings, which
make a key in the home, before any conftest.
"""

import os
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="leitstand-test-"))
os.environ["LEITSTAND_HOME"] = str(HOME)

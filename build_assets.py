# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Build hook: a wheel carries the design's files, the translations and the noun list."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a checkout makes them with `make setup`
            return
        root = Path(self.root)
        babel = [sys.executable, "-m", "babel.messages.frontend"]
        locale = str(root / "leitstand" / "locale")
        subprocess.run([*babel, "compile", "-D", "django", "-d", locale], check=True)
        paths = os.environ | {"PYTHONPATH": str(root)}
        nouns = [sys.executable, "-m", "leitstand.core.search.lexicon"]
        subprocess.run(nouns, check=True, cwd=root, env=paths)
        made = ("ui/static/vendor/kern", "reports/fonts")
        if all((root / "leitstand" / place).is_dir() for place in made):
            return
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("The assets and npm are missing. Please run `make assets`.")
        subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], check=True, cwd=root
        )
        subprocess.run(
            [sys.executable, str(root / "leitstand" / "ui" / "assets.py")],
            check=True,
            cwd=root,
            env=paths,
        )

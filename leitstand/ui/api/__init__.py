# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How the data interface behaves, whatever it tells: who may ask how often, in which language,
what a repeated question costs, and how a mistake is told. What it tells belongs to the rooms.
"""

from leitstand.ui.api.house import HouseAPI
from leitstand.ui.api.problems import ApiProblem, Kind, is_api, problem_response

__all__ = ["ApiProblem", "HouseAPI", "Kind", "is_api", "problem_response"]

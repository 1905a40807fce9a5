# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's foreign source: an invented report about the seven energy measures.

The plan says that another programme, BEK 2030, steers them. What the report says of them is made up
and marked so wherever it is shown. Loading it again changes nothing.
"""

from leitstand.cli.account import operator
from leitstand.cli.demo_answers import demo_directory
from leitstand.foreign.enums import SourceKind
from leitstand.foreign.selectors.sources import sources
from leitstand.foreign.services.fetching import foreign_fetch
from leitstand.foreign.services.sources import WantedSource, source_add
from leitstand.plan.selectors import plan_programmes
from leitstand.steering.enums import Progress

PLAN = "berlin-2018-2021"
PROGRAMME = "bek-2030"
SOURCE = "bek-2030"
# "abstimmung" is left to whoever tries the desk: nobody has decided yet what it means here.
STATES = {
    "umsetzung": Progress.RUNNING,
    "dauer": Progress.STANDING,
    "konzept": Progress.PREPARING,
    "zurueckgestellt": Progress.PAUSED,
    "erledigt": Progress.DONE,
}


def load_demo_foreign() -> bool:
    """The source is there with its report; False where it was, or where the plan is not the one."""
    known = {one.key for one in plan_programmes(PLAN, language="de")}
    if PROGRAMME not in known or SOURCE in {one.slug for one in sources()}:
        return False
    source_add(
        actor=operator(),
        plan=PLAN,
        programme=PROGRAMME,
        slug=SOURCE,
        wanted=WantedSource(
            "BEK 2030",
            "BEK 2030",
            kind=SourceKind.FILE,
            states={word: state.value for word, state in STATES.items()},
            is_example=True,
        ),
    )
    foreign_fetch(
        actor=operator(), source=SOURCE, body=(demo_directory() / "bek-2030.json").read_bytes()
    )
    return True

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``python -m bench.writers``: a thousand answers by fifty writers at once.

Works in the database that the environment names, on an open round. Every writer has a connection of
its own; they share out ten processes, some of which can be killed in the middle (``--kill``). After
that everything is sent once more, as people do who do not know whether it arrived. Prints one JSON
document; ``faults`` is empty where nothing was lost and nothing doubled.
"""

import argparse
import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID, uuid5

WRITERS, EACH, PROCESSES = 50, 20, 10
TOTAL = WRITERS * EACH
_NAMES = UUID("b0f6c0de-7d1f-4c11-9d53-30a0b3f5ad01")
_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. ``killed_at`` is how many answers stood when processes were killed."""

    answers: int
    seconds: float
    killed: int
    killed_at: int
    faults: tuple[str, ...]


def run(slug: str, *, kill: int = 0) -> Outcome:
    """A thousand answers are in the round ``slug``; ``kill`` processes did not live to the end."""
    from django.db import connections

    duties = _duties(slug)
    connections.close_all()
    start = time.perf_counter()
    children = [_forked(slug, number, duties) for number in range(PROCESSES)]
    killed_at = 0
    if kill:
        killed_at = _wait_for(slug, TOTAL // 4)
        for child in children[:kill]:
            os.kill(child, signal.SIGKILL)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    faults = [f"a writer ended with {end}" for end in ends[kill:] if end]
    if kill:
        faults += [f"a killed writer ended with {end}" for end in ends[:kill] if end != -9]
        connections.close_all()
        again = [_forked(slug, number, duties) for number in range(PROCESSES)]
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in again]
        faults += [f"a writer ended with {end} the second time" for end in ends if end]
    seconds = time.perf_counter() - start
    return Outcome(TOTAL, round(seconds, 2), kill, killed_at, (*faults, *_faults(slug, duties)))


def _duties(slug: str) -> list[int]:
    from leitstand.steering.selectors.rounds import round_view

    return [line.id for line in round_view(slug, language="de").owed]


def _wait_for(slug: str, count: int) -> int:
    """How many answers there are, once there are so many."""
    from django.apps import apps
    from django.db import connection

    answers = apps.get_model("steering", "Answer").objects.filter(duty__round__slug=slug)
    end = time.monotonic() + _PATIENCE
    while (found := answers.count()) < count and time.monotonic() < end:
        time.sleep(0.01)
    connection.close()
    return found


def _submission(slug: str, number: int) -> UUID:
    """The same whenever the same is sent."""
    return uuid5(_NAMES, f"{slug}:{number}")


def _forked(slug: str, process: int, duties: Sequence[int]) -> int:
    child = os.fork()
    if child:
        return child
    problems: list[BaseException] = []
    threads = [
        threading.Thread(target=_write, args=(slug, writer, duties, problems))
        for writer in range(process, WRITERS, PROCESSES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for problem in problems:
        os.write(2, f"{type(problem).__name__}: {problem}\n".encode())
    os._exit(int(bool(problems)))


def _write(slug: str, writer: int, duties: Sequence[int], problems: list[BaseException]) -> None:
    from django.db import connection

    from leitstand.core.accounts.actors import Operator
    from leitstand.steering.answer import AnswerContent, Milestone
    from leitstand.steering.enums import AnswerWay
    from leitstand.steering.services.answers import answer_save

    try:
        for nth in range(EACH):
            number = writer * EACH + nth
            step = Milestone(id=f"s-{number}", title=f"Schritt {number}")
            answer_save(
                respondent=Operator(f"writer:{writer}"),
                duty=duties[number % len(duties)],
                # Nobody has seen what the others say; each adds a step of their own.
                content=AnswerContent(state="running", outlook="on-track", milestones=(step,)),
                seen=0,
                is_submitted=True,
                way=AnswerWay.LINK,
                submission=_submission(slug, number),
            )
    except BaseException as problem:
        problems.append(problem)
    finally:
        connection.close()


def _faults(slug: str, duties: Sequence[int]) -> list[str]:
    """What is wrong with what stands there now."""
    from django.apps import apps

    answer, duty = (apps.get_model("steering", name) for name in ("Answer", "Duty"))
    rows = list(
        answer.objects.filter(duty__round__slug=slug)
        .order_by("duty_id", "number")
        .values_list("duty_id", "number", "submission", "content")
    )
    faults = [] if len(rows) == TOTAL else [f"{len(rows)} answers instead of {TOTAL}"]
    sent = Counter(submission for _duty, _number, submission, _content in rows)
    wanted = {_submission(slug, number) for number in range(TOTAL)}
    if set(sent) != wanted or any(count > 1 for count in sent.values()):
        faults.append("a submission is missing, strange or there twice")
    newest = dict(duty.objects.filter(round__slug=slug).values_list("id", "number"))
    for one in duties:
        numbers = [number for owner, number, _s, _c in rows if owner == one]
        if numbers != list(range(1, len(numbers) + 1)) or newest[one] != len(numbers):
            faults.append(f"duty {one} has the numbers {numbers}, its newest is {newest[one]}")
    # Every answer holds all steps that were told before it: the last one of a duty holds them all.
    last = {owner: content for owner, _number, _submission, content in rows}
    kept = Counter(step["id"] for content in last.values() for step in content["milestones"])
    if kept != Counter(f"s-{number}" for number in range(TOTAL)):
        faults.append(f"{len(kept)} steps of {TOTAL} are told in the newest answers")
    return faults


def main() -> None:
    """Write into the round, print what came of it."""
    import django

    parser = argparse.ArgumentParser()
    parser.add_argument("round")
    parser.add_argument("--kill", type=int, default=0)
    given = parser.parse_args()
    django.setup()
    print(json.dumps(asdict(run(given.round, kill=given.kill))))


if __name__ == "__main__":
    main()

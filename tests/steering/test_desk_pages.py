import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.steering.desk_cast import *


@pytest.mark.django_db
def test_it(berlin, client_of):
    frozen_round_stands()
    open_round_stands()
    c = client_of("office")
    d = duties(ROUND, "senweb")[0].pk
    for path in [
        "/geschaeftsstelle",
        "/en/geschaeftsstelle",
        f"/geschaeftsstelle/runden/{ROUND}",
        f"/en/geschaeftsstelle/runden/{ROUND}",
        f"/geschaeftsstelle/runden/{ROUND}.json",
        f"/geschaeftsstelle/runden/{ROUND}.csv",
        f"/geschaeftsstelle/runden/{ROUND}/antworten/{d}",
        f"/en/geschaeftsstelle/runden/{ROUND}/antworten/{d}",
        "/geschaeftsstelle/kontakte",
        "/geschaeftsstelle/kontakte/neu",
        "/geschaeftsstelle/kontakte/neu/senweb",
        "/geschaeftsstelle/kontakte/einlesen",
        f"/geschaeftsstelle/runden/{ROUND}/links",
        f"/geschaeftsstelle/runden/{ROUND}/links/sensw",
        f"/geschaeftsstelle/runden/{ROUND}/post",
        f"/geschaeftsstelle/runden/{ROUND}/post?jeden-tag=1&institution=sensw",
        f"/geschaeftsstelle/runden/{ROUND}/aendern",
        f"/geschaeftsstelle/runden/{ROUND}/schritte/schliessen",
        f"/geschaeftsstelle/runden/{ROUND}/schritte/oeffnen",
        f"/geschaeftsstelle/plaene/berlin-2018-2021/neue-runde",
    ]:
        with CaptureQueriesContext(connection) as q:
            r = c.get(path)
        n = len(q)
        import time

        t = time.process_time()
        c.get(path)
        t = time.process_time() - t
        print(r.status_code, n, f"{t * 1000:.0f} ms", len(r.content), path)

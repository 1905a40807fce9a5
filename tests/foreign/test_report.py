# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report is looked at before a word of it is believed; what is wrong has a clear sentence."""

import json
from typing import Any

import pytest

from leitstand.foreign.enums import Fault
from leitstand.foreign.errors import ReportRefused
from leitstand.foreign.feed.reading import MOST_BYTES, read_report
from leitstand.foreign.rules.faults import fault_sentence
from tests.foreign.reports import NOW, body, report, said


def refused(content: bytes) -> tuple[Fault, str]:
    with pytest.raises(ReportRefused) as found:
        read_report(content, now=NOW)
    return found.value.fault, fault_sentence(found.value.fault, found.value.details)


def changed(**changes: Any) -> bytes:
    return body(**changes)


def without(name: str) -> bytes:
    tree = report()
    del tree[name]
    return json.dumps(tree).encode()


def test_a_report_is_read_and_what_we_do_not_know_in_it_passed_over() -> None:
    found = read_report(body(said("W-1", new_field={"a": [1]}), more="x"), now=NOW)
    assert [one.code for one in found.measures] == ["W-1"]
    assert read_report(b"\xef\xbb\xbf" + body(), now=NOW).plan.slug == "klima"


BAD: dict[str, tuple[bytes, Fault, str]] = {
    "a web page": (b"<!doctype html><h1>502</h1>", Fault.WEB_PAGE, "Internetseite"),
    "a web page after blanks": (b"\n \n<html>", Fault.WEB_PAGE, "Internetseite"),
    "nothing": (b"", Fault.NOT_JSON, "kein lesbares JSON"),
    "half of it": (body()[:-20], Fault.NOT_JSON, "kein lesbares JSON"),
    "another encoding": (
        json.dumps(report(source={"de": "Maß", "en": "x"}), ensure_ascii=False).encode("latin-1"),
        Fault.NOT_TEXT,
        "UTF-8",
    ),
    "UTF-16": (body().decode().encode("utf-16"), Fault.NOT_TEXT, "UTF-8"),
    "ten thousand brackets": (b"[" * 10_000 + b"]" * 10_000, Fault.NOT_JSON, "kein lesbares JSON"),
    "a million digits": (b'{"format": ' + b"9" * 1_000_000 + b"}", Fault.NOT_JSON, "JSON"),
    "no number": (b'{"format": NaN}', Fault.NOT_JSON, "JSON"),
    "a field twice": (b'{"format": "a", "format": "b"}', Fault.NOT_JSON, "JSON"),
    "a list": (b"[]", Fault.OTHER_FORMAT, "„–“"),
    "another version": (
        changed(format="leitstand.measures/2"),
        Fault.OTHER_FORMAT,
        "„leitstand.measures/2“. Gelesen wird nur „leitstand.measures/1“",
    ),
    "a changed schema": (without("measures"), Fault.SHAPE, "measures fehlt"),
    "no state": (
        body({k: v for k, v in said().items() if k != "state"}),
        Fault.SHAPE,
        "measures.0.state fehlt",
    ),
    "a day that is none": (
        body(said(reporting_on="2026-02-30")),
        Fault.SHAPE,
        "measures.0.reporting_on",
    ),
    "seconds for a day": (body(said(said_on=1_700_000_000)), Fault.SHAPE, "measures.0.said_on"),
    "another age": (body(said(reporting_on="0001-01-01")), Fault.SHAPE, "reporting_on"),
    "an address that runs": (body(said(url="javascript:alert(1)")), Fault.SHAPE, "measures.0.url"),
    "text turned around": (body(said(state="a\u202eb")), Fault.SHAPE, "measures.0.state"),
    "a null byte": (body(said(code="W\x00")), Fault.SHAPE, "measures.0.code"),
    "half a letter": (
        body(said("W-1")).replace(b"Ma\\u00dfnahme", b"\\ud800"),
        Fault.SHAPE,
        "measures.0.title",
    ),
    "a very long code": (body(said("W" * 201)), Fault.SHAPE, "measures.0.code"),
    "a novel for a word": (
        changed(states={"laufend": {"de": "x" * 201, "en": "x"}}),
        Fault.SHAPE,
        "states.laufend.de",
    ),
    "too many measures": (
        body(*(said(f"W-{n}") for n in range(2_001))),
        Fault.SHAPE,
        "measures",
    ),
    "nothing published": (changed(reporting_on=None, measures=[]), Fault.NOTHING, "keinen Stand"),
    "a report of tomorrow": (
        changed(reporting_on="2026-11-23"),
        Fault.FUTURE,
        "in der Zukunft: 2026-11-23",
    ),
    "a measure of tomorrow": (
        body(said("W-7", reporting_on="2030-01-01")),
        Fault.FUTURE,
        "für W-7 einen Tag in der Zukunft: 2030-01-01",
    ),
    "said tomorrow": (body(said(said_on="2026-11-23")), Fault.FUTURE, "2026-11-23"),
    "published next week": (
        changed(published_at="2026-11-29T00:00:00Z"),
        Fault.FUTURE,
        "2026-11-29",
    ),
    "a code twice": (body(said("W-1"), said("w–1 ")), Fault.TWICE, "nennt w–1 zweimal"),
    "too large": (b" " * (MOST_BYTES + 1), Fault.TOO_LARGE, "größer als 10 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_in_a_sentence(name: str) -> None:
    content, fault, words = BAD[name]
    found, sentence = refused(content)
    assert found == fault
    assert words in sentence
    assert sentence.endswith(".")


def test_every_fault_has_a_sentence() -> None:
    facts = {
        **dict.fromkeys(("url", "host", "target", "coding", "found", "known", "code"), "x"),
        "seconds": 20,
        "status": 500,
        "limit": 10_485_760,
        "day": "2030-01-01",
        "place": "a",
        "kind": "missing",
    }
    sentences = {fault_sentence(fault, facts) for fault in Fault.values}
    assert len(sentences) == len(Fault.values)
    assert not any("%" in one for one in sentences)
    assert "(neu)" in fault_sentence("neu", {})


def test_what_a_stranger_wrote_stays_short_in_a_sentence() -> None:
    _fault, sentence = refused(changed(format="\x1b[31m" + "x" * 10_000))
    assert "\x1b" not in sentence
    assert len(sentence) < 250

# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Structure segments are read without the package; the segments are quoted from the plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.enums import MentionRelation, OpenRoleKind, RoleKind
from leitstand.plan.verification.grammar import Reading, read
from leitstand.plan.verification.language import GERMAN
from leitstand.plan.verification.tokens import Vocabulary, bare

LEAD, JOINT, CONTRIBUTOR = RoleKind.LEAD, RoleKind.JOINT, RoleKind.CONTRIBUTOR
PRINTED = (
    "AG Career Services|AG Smart City|Akteure Additive Fertigung|Auswärtigen Amt|BIM|BQN|"
    "Berlin Partner|Bezirk Reinickendorf|Bezirke|Bezirken|Bundesagentur für Arbeit|"
    "Business Immigration Service|Career Service|DGB|Digitalagentur|"
    "Einstein-Zentrum „Digitale Zukunft“|Factory|Gemeinsame Landesplanung|HWK|Hochschulen|IHK|"
    "ITDZ|IoT Hub Bund|Kooperationsstelle Wissenschaft und Arbeitswelt|Landesbetriebe|"
    "Messe Berlin|Mobility goes Additive e. V. (MgA)|Netzwerk Smart City Berlin|"
    "Partnern des MINT-Netzes|RBm-SKzl|RBm-WissForsch|SenBJF|SenFin|SenGPG|SenIAS|SenInnDS|"
    "SenSW|SenUVK|SenWEB|TSB|TU Berlin|UVB|Verbundberatung Berlin|Wirtschaftsstadträte|ZEWK|"
    "alle Ressorts|jeweiligen Bezirk"
)
NAMES = frozenset(PRINTED.split("|"))
OPEN = frozenset(
    {
        "weitere Ressorts",
        "weitere Partner/Stakeholder",
        "Weitere Akteure aus Unternehmen und Verbänden",
    }
)


def reading(words: str, open_roles: frozenset[str] = OPEN) -> Reading:
    return read(words, Vocabulary(GERMAN, NAMES, open_roles))


def said(words: str) -> list[tuple[str, RoleKind | None, str | None]]:
    return [(role.printed, role.kind, role.phase) for role in reading(words).roles]


def left_over(words: str) -> list[str]:
    return [words[start:end] for start, end in reading(words).unexplained]


CLEAN = [
    (
        "Federführung: SenIAS unter Beteiligung der SenBJF, Bundesagentur für Arbeit, UVB, DGB.",
        [
            ("SenIAS", LEAD),
            ("SenBJF", CONTRIBUTOR),
            ("Bundesagentur für Arbeit", CONTRIBUTOR),
            ("UVB", CONTRIBUTOR),
            ("DGB", CONTRIBUTOR),
        ],
    ),
    (
        "Federführung: SenIAS i. V. m. SenGPG (Girls’ Day) und BQN. Mitarbeit: "
        "Bundesagentur für Arbeit.",
        [
            ("SenIAS", LEAD),
            ("SenGPG", JOINT),
            ("BQN", JOINT),
            ("Bundesagentur für Arbeit", CONTRIBUTOR),
        ],
    ),
    (
        "Federführung: SenBJF i. V. m. Partnern des MINT-Netzes; Mitarbeit: SenIAS, UVB und TSB. "
        "FF Teilmaßnahme MINT-Botschafterin: Bundesagentur für Arbeit.",
        [
            ("SenBJF", LEAD),
            ("Partnern des MINT-Netzes", JOINT),
            ("SenIAS", CONTRIBUTOR),
            ("UVB", CONTRIBUTOR),
            ("TSB", CONTRIBUTOR),
            ("Bundesagentur für Arbeit", LEAD),
        ],
    ),
    (
        "Federführung: SenIAS i. V. m. Verbundberatung Berlin, Mitarbeit: IHK und HWK.",
        [
            ("SenIAS", LEAD),
            ("Verbundberatung Berlin", JOINT),
            ("IHK", CONTRIBUTOR),
            ("HWK", CONTRIBUTOR),
        ],
    ),
    (
        "Federführung: Berlin Partner (Business Immigration Service) in Abstimmung mit dem "
        "Auswärtigen Amt; Mitarbeit: IHK und UVB.",
        [
            ("Berlin Partner", LEAD),
            ("Auswärtigen Amt", JOINT),
            ("IHK", CONTRIBUTOR),
            ("UVB", CONTRIBUTOR),
        ],
    ),
    (
        "Federführung: SenSW i. V. m. SenWEB (StEP Wirtschaft); Bezirke (Bebauungspläne), "
        "Mitarbeit: HWK und BIM.",
        [
            ("SenSW", LEAD),
            ("SenWEB", JOINT),
            ("Bezirke", LEAD),
            ("HWK", CONTRIBUTOR),
            ("BIM", CONTRIBUTOR),
        ],
    ),
    ("Federführung SenWEB i. V. m. SenFin und SenSW.", None),
    (
        "Federführung: RBm-WissForsch i. V. m. SenWEB und Mitarbeit Berlin Partner und "
        "Einstein-Zentrum „Digitale Zukunft“.",
        [
            ("RBm-WissForsch", LEAD),
            ("SenWEB", JOINT),
            ("Berlin Partner", CONTRIBUTOR),
            ("Einstein-Zentrum „Digitale Zukunft“", CONTRIBUTOR),
        ],
    ),
    (
        "Federführung: SenWEB i. V. m. mit Bezirken (Wirtschaftsstadträte) und Berlin Partner.",
        [("SenWEB", LEAD), ("Bezirken", JOINT), ("Berlin Partner", JOINT)],
    ),
    (
        "Federführung: Mobility goes Additive e. V. (MgA); Mitarbeit: SenWEB und Akteure "
        "Additive Fertigung.",
        [
            ("Mobility goes Additive e. V. (MgA)", LEAD),
            ("SenWEB", CONTRIBUTOR),
            ("Akteure Additive Fertigung", CONTRIBUTOR),
        ],
    ),
    (
        "Federführung: Berlin Partner i. V. m. SenWEB (und Messe Berlin).",
        [("Berlin Partner", LEAD), ("SenWEB", JOINT), ("Messe Berlin", JOINT)],
    ),
    (
        "Federführung: SenWEB/Digitalagentur i. V. m. SenWEB, dem jeweiligen Bezirk und der BIM.",
        [
            ("SenWEB", LEAD),
            ("Digitalagentur", LEAD),
            ("SenWEB", JOINT),
            ("jeweiligen Bezirk", JOINT),
            ("BIM", JOINT),
        ],
    ),
]


@pytest.mark.parametrize(("words", "expected"), CLEAN)
def test_who_does_what_is_read_from_the_labels(
    words: str, expected: list[tuple[str, RoleKind]] | None
) -> None:
    expected = expected or [("SenWEB", LEAD), ("SenFin", JOINT), ("SenSW", JOINT)]
    assert [(name, kind) for name, kind, _phase in said(words)] == expected


@pytest.mark.parametrize("words", [words for words, _expected in CLEAN])
def test_no_word_of_a_known_segment_is_left_over(words: str) -> None:
    assert left_over(words) == []


@given(st.sampled_from([words for words, _expected in CLEAN]), st.data())
def test_a_strange_word_anywhere_is_noticed(words: str, data: st.DataObject) -> None:
    spaces = [at for at, char in enumerate(words) if char == " "]
    at = data.draw(st.sampled_from([*spaces, len(words) - 1]))
    strange = words[:at] + " Qwertz " + words[at:]
    if "Qwertz" in left_over(strange):
        return
    # Inside a label, a name or a limit it changes what is read there.
    before = [(role.printed, role.kind, role.phase, role.scopes) for role in reading(words).roles]
    after = [(role.printed, role.kind, role.phase, role.scopes) for role in reading(strange).roles]
    assert before != after


def test_phases_stand_between_label_and_colon() -> None:
    assert said(
        "Federführung Programmierung: SenSW; Mitarbeit Programmierung: SenWEB; Federführung "
        "Erstellung und Umsetzung: Bezirke; Mitarbeit Erstellung und Umsetzung: HWK und SenSW."
    ) == [
        ("SenSW", LEAD, "Programmierung"),
        ("SenWEB", CONTRIBUTOR, "Programmierung"),
        ("Bezirke", LEAD, "Erstellung und Umsetzung"),
        ("HWK", CONTRIBUTOR, "Erstellung und Umsetzung"),
        ("SenSW", CONTRIBUTOR, "Erstellung und Umsetzung"),
    ]


def test_a_phase_ends_with_its_zone() -> None:
    assert said("Mitarbeit Aufbau: SenInnDS und ITDZ; Mitarbeit: alle Ressorts.") == [
        ("SenInnDS", CONTRIBUTOR, "Aufbau"),
        ("ITDZ", CONTRIBUTOR, "Aufbau"),
        ("alle Ressorts", CONTRIBUTOR, None),
    ]


def test_a_phase_may_stand_before_the_institution() -> None:
    words = (
        "Mitarbeit: Netzwerk Smart City Berlin, koordiniert von Berlin Partner und in der "
        "Umsetzung weitere Ressorts."
    )
    assert said(words) == [
        ("Netzwerk Smart City Berlin", CONTRIBUTOR, None),
        ("weitere Ressorts", CONTRIBUTOR, "Umsetzung"),
    ]
    assert left_over(words) == []


def test_a_phase_without_institution_is_left_over() -> None:
    assert left_over("Mitarbeit: IHK und in der Umsetzung.") == ["in der Umsetzung"]


@pytest.mark.parametrize(
    ("words", "scopes"),
    [
        (
            "Federführung: SenSW i. V. m. SenWEB (StEP Wirtschaft); Bezirke (Bebauungspläne).",
            ["StEP Wirtschaft", "StEP Wirtschaft", "Bebauungspläne"],
        ),
        (
            "Federführung: SenIAS i. V. m. SenGPG (Girls’ Day) und BQN.",
            [None, "Girls’ Day", None],
        ),
        (
            "Federführung: Hochschulen/TU Berlin für MINT-Orientierungsstudium; Mitarbeit: SenBJF.",
            ["MINT-Orientierungsstudium", "MINT-Orientierungsstudium", None],
        ),
        (
            "Federführung: RBm-WissForsch i. V. m. SenWEB (Testphase ggf. künftig Verstetigung "
            "über Hochschulverträge ab 2023).",
            ["Testphase ggf. künftig Verstetigung über Hochschulverträge ab 2023"] * 2,
        ),
        ("Mitarbeit: DGB. FF Broschüre: ZEWK.", [None, "Broschüre"]),
        ("Mitarbeit: TU Berlin (Broschüre: ZEWK), DGB.", ["Broschüre", None]),
    ],
)
def test_limits_hold_for_the_holder_before_or_for_the_whole_clause(
    words: str, scopes: list[str | None]
) -> None:
    found = [role.scopes[-1] if role.scopes else None for role in reading(words).roles]
    assert found == scopes
    assert left_over(words) == []


def test_a_limit_may_be_given_with_or_without_its_preposition() -> None:
    words = (
        "Federführung: SenIAS unter Beteiligung der Bundesagentur für Arbeit im Rahmen der "
        "jährlichen Brancheneinschätzung, SenWEB."
    )
    assert [role.scopes for role in reading(words).roles] == [
        (),
        (
            "im Rahmen der jährlichen Brancheneinschätzung",
            "der jährlichen Brancheneinschätzung",
        ),
        (),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Federführung: ressortübergreifende AG Smart City unter Leitung der RBm-SKzl.",
            [("RBm-SKzl", {MentionRelation.HEAD})],
        ),
        (
            "Mitarbeit: Netzwerk Smart City Berlin, koordiniert von Berlin Partner.",
            [("Berlin Partner", {MentionRelation.COORDINATOR})],
        ),
        (
            "Federführung: Gemeinsame Landesplanung (angesiedelt bei SenSW); Mitarbeit: HWK.",
            [("SenSW", {MentionRelation.HOST})],
        ),
        (
            "Mitarbeit: TU Berlin (Broschüre: ZEWK, Kooperationsstelle Wissenschaft und "
            "Arbeitswelt), DGB.",
            [
                ("ZEWK", set(GERMAN.in_brackets)),
                ("Kooperationsstelle Wissenschaft und Arbeitswelt", set(GERMAN.in_brackets)),
            ],
        ),
        (
            "Federführung: SenWEB (ggf. unter Nutzung der Spiegelreferate bei der RBm-SKzl sowie "
            "über die Adressierung der Wirtschaftsstadträte in den Bezirken).",
            [
                ("RBm-SKzl", {MentionRelation.CHANNEL}),
                ("Wirtschaftsstadträte", {MentionRelation.CHANNEL}),
                ("Bezirken", {MentionRelation.CHANNEL}),
            ],
        ),
    ],
)
def test_institutions_named_beside_the_holder_have_a_relation_and_no_role(
    words: str, expected: list[tuple[str, set[MentionRelation]]]
) -> None:
    found = reading(words).roles[0].mentions
    assert [(mention.printed, set(mention.relations)) for mention in found] == expected
    assert left_over(words) == []


def test_words_of_a_relation_without_institution_are_left_over() -> None:
    assert left_over("Federführung: IHK unter Leitung; Mitarbeit: HWK.") == ["unter Leitung"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (
            "Mitarbeit: IHK, weitere Partner/Stakeholder sind im Umsetzungsprozess zu "
            "identifizieren.",
            OpenRoleKind.TO_BE_IDENTIFIED,
        ),
        (
            "Mitarbeit: Weitere Akteure aus Unternehmen und Verbänden werden einbezogen.",
            OpenRoleKind.UNNAMED,
        ),
    ],
)
def test_open_places_say_whether_somebody_is_still_to_be_found(
    words: str, kind: OpenRoleKind
) -> None:
    role = reading(words).roles[-1]
    assert (role.is_open, role.kind, role.open_kind) == (True, CONTRIBUTOR, kind)
    assert left_over(words) == []


def test_an_open_place_that_the_package_lacks_is_left_over() -> None:
    words = "Mitarbeit: IHK und weitere Ressorts."
    found = reading(words, frozenset())
    assert [words[start:end] for start, end in found.unexplained] == ["weitere", "Ressorts"]


def test_an_unknown_institution_is_left_over() -> None:
    assert left_over("Federführung: SenWEB; Mitarbeit: IHK, VBKI und UVB.") == ["VBKI"]


def test_a_name_inside_a_longer_word_is_not_that_institution() -> None:
    assert left_over("Mitarbeit: IHK-Akademie und UVB.") == ["IHK-Akademie"]


def test_names_before_any_label_have_no_kind() -> None:
    assert said("SenWEB; Mitarbeit: IHK.")[0] == ("SenWEB", None, None)


def test_a_side_label_without_a_full_one_is_left_over() -> None:
    assert left_over("i. V. m. SenWEB.") == ["i. V. m."]


@pytest.mark.parametrize("words", ["Mitarbeit: IHK (", "Mitarbeit: IHK )", "Mitarbeit: IHK ()."])
def test_brackets_that_do_not_close_or_hold_nothing_are_left_over(words: str) -> None:
    assert left_over(words)


@given(st.text(alphabet=" ABab.,;:()/–äß„“i.V.m", max_size=60))
def test_any_words_can_be_read(words: str) -> None:
    found = reading(words)
    assert all(0 <= start < end <= len(words) for start, end in found.unexplained)


def test_structural_words_before_a_name_do_not_count_when_names_are_compared() -> None:
    assert bare("ressortübergreifende  AG Smart City", GERMAN) == "AG Smart City"

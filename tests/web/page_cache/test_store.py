# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The store keeps what is asked for again, gives it for its state only, within its room."""

from hypothesis import given
from hypothesis import strategies as st

from leitstand.web.page_cache.store import KeptPage, PageStore

KILOBYTE = 1024


def page(state: object = 1, size: int = KILOBYTE) -> KeptPage:
    return KeptPage(state, b"x" * size, (), '"x"')


def test_a_page_is_given_for_its_state_only() -> None:
    store = PageStore(100 * KILOBYTE)
    store.put("a", page(1))
    assert store.get("a", 1) == page(1)
    assert store.get("a", 2) is None
    assert store.get("a", 1) is None, "what was out of date once is gone"
    assert (len(store), store.size) == (0, 0)


def test_a_newer_page_takes_the_place_of_the_older() -> None:
    store = PageStore(100 * KILOBYTE)
    store.put("a", page(1))
    store.get("a", 1)
    store.put("a", page(2))
    assert store.get("a", 2) == page(2)
    assert (len(store), store.size) == (1, page().size)


def test_what_was_asked_for_twice_outlives_any_number_of_single_questions() -> None:
    store = PageStore(100 * KILOBYTE)
    for key in "ab":
        store.put(key, page())
        store.get(key, 1)
    for number in range(10_000):
        store.put(number, page())
    assert store.get("a", 1)
    assert store.get("b", 1)
    assert store.size <= 100 * KILOBYTE


def test_of_pages_asked_for_once_the_newest_stay() -> None:
    store = PageStore(100 * KILOBYTE)
    for number in range(1_000):
        store.put(number, page())
    assert store.get(999, 1)
    assert store.get(0, 1) is None


def test_pages_asked_for_twice_give_way_to_each_other() -> None:
    store = PageStore(100 * KILOBYTE)
    for number in range(1_000):
        store.put(number, page())
        assert store.get(number, 1)
    assert store.size <= 100 * KILOBYTE
    assert store.get(999, 1)
    assert store.get(0, 1) is None


def test_a_page_too_large_for_the_store_is_not_kept() -> None:
    store = PageStore(100 * KILOBYTE)
    store.put("small", page())
    store.put("large", page(size=50 * KILOBYTE))
    assert store.get("large", 1) is None
    assert store.get("small", 1)


acts = st.lists(
    st.tuples(
        st.sampled_from(["put", "get"]),
        st.integers(0, 9),
        st.integers(1, 2),
        st.integers(0, 12 * KILOBYTE),
    ),
    max_size=200,
)


@given(acts)
def test_the_store_counts_what_it_holds_and_gives_back_what_was_put(
    done: list[tuple[str, int, int, int]],
) -> None:
    store = PageStore(40 * KILOBYTE)
    latest: dict[int, KeptPage] = {}
    for act, key, state, size in done:
        if act == "put":
            latest[key] = page(state, size)
            store.put(key, latest[key])
        elif found := store.get(key, state):
            assert found == latest[key]
            assert found.state == state
        kept = [*store._new.values(), *store._proven.values()]
        assert store.size == sum(one.size for one in kept) <= 40 * KILOBYTE
        assert store._proven_bytes == sum(one.size for one in store._proven.values())
        assert not set(store._new) & set(store._proven)

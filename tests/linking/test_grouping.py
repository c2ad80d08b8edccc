"""Groups join where their members agree; two groups that did not are not asked again."""

from __future__ import annotations

from dateline.linking.grouping import Edge, grouped

TWO = [Edge(5.0, 0, 1), Edge(5.0, 2, 3)]
BETWEEN = [Edge(1.0, one, other) for one in (0, 1) for other in (2, 3)]


def test_groups_that_do_not_agree_are_compared_once() -> None:
    asked: list[tuple[int, int]] = []

    def compared(one: int, other: int) -> float | None:
        asked.append((one, other))
        return 5.0 if (one, other) in ((0, 1), (2, 3)) else -9.0

    found = grouped(4, [*TWO, *BETWEEN], compared, join=0.0)
    assert found.groups == [[0, 1], [2, 3]]
    assert found.refused == BETWEEN
    assert len([pair for pair in asked if pair not in ((0, 1), (2, 3))]) == 4


def test_groups_that_grew_are_compared_again() -> None:
    alike = {(0, 1): 1.0, (0, 2): -1.5, (1, 2): 3.0}
    edges = [Edge(5.0, 0, 2), Edge(4.0, 0, 1), Edge(3.0, 1, 2)]
    found = grouped(3, edges, lambda one, other: alike[one, other], join=0.0)
    assert found.groups == [[0, 1, 2]]
    assert found.refused == []

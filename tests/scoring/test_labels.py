"""Figures of labels, on pairs whose figures can be told by hand."""

from __future__ import annotations

import pytest

from dateline.scoring.labels import accuracy, by_label, calibration_error, confusion, macro_f1

PAIRS = [("AID", "AID"), ("AID", "AID"), ("AID", "AGREE"), ("PROTEST", "NONE"), ("AGREE", "AGREE")]


def test_each_label_has_its_figures_and_the_commonest_of_gold_comes_first() -> None:
    found = by_label(PAIRS)
    assert list(found) == ["AID", "AGREE", "PROTEST", "NONE"]
    assert (found["AID"]["precision"], found["AID"]["recall"]) == (1.0, pytest.approx(2 / 3))
    assert (found["AGREE"]["precision"], found["AGREE"]["recall"]) == (0.5, 1.0)
    assert (found["NONE"]["answers"], found["NONE"]["gold"]) == (1, 0)


def test_the_macro_mean_is_over_gold_labels_alone() -> None:
    assert accuracy(PAIRS) == 0.6
    assert macro_f1(PAIRS) == pytest.approx((0.8 + 2 / 3 + 0.0) / 3)


def test_the_confusion_table_has_gold_in_rows() -> None:
    assert confusion(PAIRS) == {
        "AGREE": {"AGREE": 1}, "AID": {"AGREE": 1, "AID": 2}, "PROTEST": {"NONE": 1}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("judged", "error"),
    [
        ([(1.0, True), (0.0, False)], 0.0),
        ([(1.0, False)], 1.0),
        ([(0.5, True), (0.5, False)], 0.0),
        ([(0.9, True), (0.9, True), (0.9, True), (0.1, False)], 0.1),
        ([(0.34, True), (0.39, False)], 0.135),  # one bin of fifteen
        ([], 0.0),
    ],
)
def test_calibration_error_is_the_distance_of_confidence_from_what_is_right(
    judged: list[tuple[float, bool]], error: float
) -> None:
    assert calibration_error(judged) == pytest.approx(error)

"""The packed model answers as the one that was trained, at a quarter of its size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")
pytest.importorskip("transformers")

import onnxruntime  # noqa: E402

from dateline.training.export import LARGE, packed  # noqa: E402

WORDS, WIDTH, LABELS = 300, 48, 120


class Small(torch.nn.Module):  # type: ignore[misc,name-defined]
    """Looks words up, adds them, answers: a large table, a large layer and a small one."""

    def __init__(self) -> None:
        super().__init__()
        self.words = torch.nn.Embedding(WORDS, WIDTH)
        self.first = torch.nn.Linear(WIDTH, LABELS)
        self.last = torch.nn.Linear(LABELS, 3)
        with torch.no_grad():
            self.words.weight *= torch.linspace(0.01, 5, WORDS)[:, None]  # rows of unlike size
            self.words.weight[7] = 0  # and one without any

    def forward(self, ids):  # type: ignore[no-untyped-def]
        return self.last(torch.tanh(self.first(self.words(ids).mean(1))))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(3)
    path = tmp_path_factory.mktemp("model") / "whole.onnx"
    torch.onnx.export(
        Small().eval(),
        (torch.ones(2, 5, dtype=torch.int64),),
        str(path),
        input_names=["ids"],
        output_names=["logits"],
        dynamic_axes={"ids": {0: "questions", 1: "tokens"}},
        opset_version=17,
        dynamo=False,
    )
    return path


def logits(path: Path, ids: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["logits"], {"ids": ids})[0])


def test_packed_weights_give_nearly_the_same_answers(whole: Path) -> None:
    small = whole.with_name("packed.onnx")
    onnx.save(packed(onnx.load(str(whole))), str(small))
    ids = np.random.default_rng(1).integers(0, WORDS, (40, 9))
    ids[0] = 7
    expected, given = logits(whole, ids), logits(small, ids)
    assert np.abs(expected - given).max() < 0.02 * np.ptp(expected)
    assert np.abs(expected - given).max() > 0  # it was packed
    assert small.stat().st_size < 0.4 * whole.stat().st_size


def test_large_weights_alone_are_packed_each_row_by_its_own_scale(whole: Path) -> None:
    before = {
        t.name: onnx.numpy_helper.to_array(t) for t in onnx.load(str(whole)).graph.initializer
    }
    model = packed(onnx.load(str(whole)))
    onnx.checker.check_model(model)
    after = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}
    large = {name for name, values in before.items() if values.size >= LARGE}
    assert len(large) == 2
    for name, values in before.items():
        if name not in large:
            assert np.array_equal(after[name], values)
            continue
        whole_numbers, scale = after[f"{name}.int8"], after[f"{name}.scale"]
        assert whole_numbers.dtype == np.int8
        (node,) = (n for n in model.graph.node if n.output[0] == name)
        axis = node.attribute[0].i
        assert len(scale) == values.shape[axis]
        unpacked = whole_numbers * np.expand_dims(scale, 1 - axis)
        assert np.all(np.abs(unpacked - values) <= np.expand_dims(scale, 1 - axis) * 0.501)
    table = next(name for name in large if before[name].shape == (WORDS, WIDTH))
    assert len(after[f"{table}.scale"]) == WORDS  # a scale for each word looked up

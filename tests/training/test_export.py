"""The exported model answers nearly as the one that was trained, at a quarter of its size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")
pytest.importorskip("transformers")

import onnxruntime  # noqa: E402

from dateline.coding.classifier import INPUTS, Classifier, Labels  # noqa: E402
from dateline.coding.encoding import Question, batch, encode, load_tokenizer  # noqa: E402
from dateline.training.export import export, packed  # noqa: E402
from dateline.training.network import Network  # noqa: E402

WORDS, WIDTH, LABELS = 300, 48, 12


class Small(torch.nn.Module):  # type: ignore[misc,name-defined]
    """Looks words up, adds them, answers: a table and two layers."""

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


def test_tables_of_words_alone_are_packed_each_row_by_its_own_scale(whole: Path) -> None:
    before = arrays(onnx.load(str(whole)))
    model = packed(onnx.load(str(whole)))
    onnx.checker.check_model(model)
    after = arrays(model)
    (table,) = (name for name, values in before.items() if values.shape == (WORDS, WIDTH))
    numbers, scale = after.pop(f"{table}.int8"), after.pop(f"{table}.scale")
    assert numbers.dtype == np.int8
    assert numbers.shape == (WORDS, WIDTH)
    assert scale.shape == (WORDS, 1)  # a scale for each word looked up
    assert np.all(np.abs(numbers * scale - before[table]) <= scale * 0.501)
    assert np.all(np.abs(numbers).max(axis=1)[np.arange(WORDS) != 7] == 127)
    assert after.keys() == before.keys() - {table}
    assert all(np.array_equal(after[name], before[name]) for name in after)


def test_words_are_unpacked_only_once_looked_up(whole: Path) -> None:
    """No node makes the whole table fp32: that would be slow and large."""
    model = packed(onnx.load(str(whole)))
    tables = {name for name, values in arrays(model).items() if len(values) == WORDS}
    readers = [node.op_type for node in model.graph.node if tables & {*node.input}]
    assert readers == ["Gather", "Gather"]


def arrays(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    return {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}


KINDS = Labels(version="t", types=["AID", "COERCE", "NONE"], modes=["COERCE.seize"],
               contexts=["crime"], auxiliary=["future"])  # fmt: skip
ARMY = "The army shelled the town while Peru sued Chile."
RAIN = "Rain fell on the hills above Lagos, and nobody said a word about it for a week."
ASKED = [
    [Question(ARMY, ((0, 8),), ((17, 25),), ((9, 16),)), Question(ARMY, ((32, 36),), ((42, 47),)),
     Question(ARMY)],
    [Question(RAIN, ((29, 34),))],
    [Question("")],
]  # fmt: skip


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(5)
    return Network(KINDS, layers=2).eval()


@pytest.fixture(scope="module")
def shipped(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    folder = tmp_path_factory.mktemp("exported") / "model"
    export(network, KINDS, folder)
    return Classifier(folder)


def trained(network: Network, encoded: list) -> np.ndarray:
    given = batch(encoded)
    with torch.no_grad():
        return network(*[torch.from_numpy(getattr(given, name)) for name in INPUTS]).numpy()


def test_what_is_exported_answers_nearly_as_what_was_trained(
    network: Network, shipped: Classifier
) -> None:
    """Whatever the number of tokens and of questions."""
    assert shipped.labels == KINDS
    tokenizer = load_tokenizer(shipped.folder / "vocab.txt")
    for questions in ASKED:
        (expected,) = trained(network, [encode(questions, tokenizer)])
        given = shipped.logits(questions)
        assert given.shape == expected.shape == (len(questions), sum(network.sizes))
        assert 0 < np.abs(expected - given).max() < 0.15 * np.ptp(expected)


def test_neither_padding_nor_other_questions_change_the_network_s_answer(
    network: Network, shipped: Classifier
) -> None:
    """Before int8: what sees what, and what is pooled, holds in the network itself."""
    tokenizer = load_tokenizer(shipped.folder / "vocab.txt")
    together = trained(network, [encode(questions, tokenizer) for questions in ASKED])
    for row, questions in enumerate(ASKED):
        for number, question in enumerate(questions):
            ((alone,),) = trained(network, [encode([question], tokenizer)])
            assert np.allclose(together[row, number], alone, atol=1e-4)
    assert np.abs(together[0, 0] - together[0, 1]).max() > 0.01  # the marks do matter


def test_what_is_exported_is_a_quarter_of_what_was_trained(
    network: Network, shipped: Classifier
) -> None:
    weights = 4 * sum(parameter.numel() for parameter in network.parameters())
    assert (shipped.folder / "classifier.onnx").stat().st_size < 0.3 * weights


def test_what_is_exported_has_a_scale_for_each_word(shipped: Classifier) -> None:
    model = onnx.load(str(shipped.folder / "classifier.onnx"))
    (words,) = (values for values in arrays(model).values() if len(values.shape) == 2
                and len(values) > 30_000 and values.shape[1] > 1)  # fmt: skip
    assert words.dtype == np.int8
    assert (len(words), 1) in {values.shape for values in arrays(model).values()}

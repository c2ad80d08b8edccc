"""Passages -> a trained network: several tasks at once, one learning rate up and down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

import msgspec
import numpy as np
import torch
from tokenizers import BertWordPieceTokenizer
from torch import Tensor, nn

from dateline.coding.classifier import INPUTS, Classifier, Labels
from dateline.coding.encoding import Batch, batch, encode
from dateline.training.examples import Labelled, Passage, draw
from dateline.training.network import Network

RATE = 1.2e-4
HEAD_RATE = 8 * RATE
WARM_UP = 0.06  # share of the steps in which the rate rises
TOGETHER = 32  # passages
SORTED = 30  # batches whose passages are sorted by length, so that little is padded
SMOOTHING = 0.05
TAUGHT = 0.5  # of the loss, what a teacher's answers count
Shares = dict[str, float]
SHARES: Shares = {"modes": 1.0, "contexts": 0.1, "auxiliary": 0.25}  # of the loss; the type's is 1
TAUGHT_SHARES = SHARES | {"contexts": 0.3}  # a teacher's soft answers bear more


class Answers(msgspec.Struct, frozen=True):
    """The answers of a batch as tensors; `asked` weighs each mode, `whole` each row."""

    types: Tensor
    modes: Tensor
    contexts: Tensor
    auxiliary: Tensor
    asked: Tensor
    whole: Tensor


def fit(
    given: Sequence[Passage],
    labels: Labels,
    tokenizer: BertWordPieceTokenizer,
    epochs: int,
    layers: int,
    seed: int,
    teacher: Classifier | None = None,
    tell: Callable[[str], None] = print,
) -> Network:
    """Train a network; the same seed, machine and versions give the same weights.

    With a teacher, an earlier network, half of what is learnt is its answers to the questions.
    """
    torch.manual_seed(seed)
    rng = Random(seed)
    network = Network(labels, layers)
    optimizer = _optimizer(network)
    steps = epochs * -(-len(given) // TOGETHER)
    network.train()
    step = 0
    for epoch in range(epochs):
        total = 0.0
        for some in _batches(list(draw(given, rng)), tokenizer, rng):
            _set_rate(optimizer, min(step / steps, 1.0))
            total += _learn(network, optimizer, some, labels, teacher)
            step += 1
        tell(f"epoch {epoch + 1}: loss {total * epochs / steps:.3f}")
    return network.eval()


def _optimizer(network: Network) -> torch.optim.Optimizer:
    inner = list(network.encoder.parameters())
    known = {id(parameter) for parameter in inner}
    outer = [p for p in network.parameters() if id(p) not in known]
    groups = [{"params": inner, "peak": RATE}, {"params": outer, "peak": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _set_rate(optimizer: torch.optim.Optimizer, done: float) -> None:
    for group in optimizer.param_groups:
        rise = done / WARM_UP if done < WARM_UP else 1 - done
        group["lr"] = group["peak"] * max(rise, 1e-3)


def _batches(
    asked: list[list[Labelled]], tokenizer: BertWordPieceTokenizer, rng: Random
) -> Iterator[tuple[Batch, list[list[Labelled]]]]:
    """Batches of passages of about one length each, in random order."""
    rng.shuffle(asked)
    encoded = [(encode([each.question for each in some], tokenizer), some) for some in asked]
    found = []
    for first in range(0, len(encoded), TOGETHER * SORTED):
        near = sorted(encoded[first : first + TOGETHER * SORTED], key=lambda e: len(e[0].ids))
        found += [near[at : at + TOGETHER] for at in range(0, len(near), TOGETHER)]
    rng.shuffle(found)
    for some in found:
        yield batch([one for one, _ in some]), [each for _, each in some]


def _learn(
    network: Network,
    optimizer: torch.optim.Optimizer,
    some: tuple[Batch, list[list[Labelled]]],
    labels: Labels,
    teacher: Classifier | None,
) -> float:
    inputs = [torch.from_numpy(getattr(some[0], name)) for name in INPUTS]
    with torch.autocast("cpu", torch.bfloat16):
        padded = network(*inputs).float()
    logits = torch.cat([rows[: len(asked)] for rows, asked in zip(padded, some[1], strict=True)])
    wanted = answers([each for asked in some[1] for each in asked], labels)
    parts = logits.split(network.sizes, dim=1)
    shares = SHARES if teacher is None else TAUGHT_SHARES
    loss = _loss(parts, wanted, shares)
    if teacher is not None:
        told = [teacher.logits([each.question for each in asked]) for asked in some[1]]
        taught = torch.from_numpy(np.concatenate(told)).split(network.sizes, dim=1)
        loss = (1 - TAUGHT) * loss + TAUGHT * _distance(parts, taught, wanted, shares)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss)


def answers(examples: Sequence[Labelled], labels: Labels) -> Answers:
    """The answers of a batch; a mode is asked only of its own type."""
    types = [e.type for e in examples]
    asked = [[mode.split(".")[0] == type_ for mode in labels.modes] for type_ in types]
    whole = torch.tensor([float(e.whole) for e in examples])
    return Answers(
        types=torch.tensor([labels.types.index(type_) for type_ in types]),
        modes=_given(labels.modes, [e.modes for e in examples]),
        contexts=_given(labels.contexts, [e.contexts for e in examples]),
        auxiliary=_given(labels.auxiliary, [e.auxiliary for e in examples]),
        asked=torch.tensor(asked, dtype=torch.float32) * whole[:, None],
        whole=whole,
    )


def _given(labels: Sequence[str], given: Sequence[Sequence[str]]) -> Tensor:
    return torch.tensor([[float(label in each) for label in labels] for each in given])


def _loss(logits: Sequence[Tensor], wanted: Answers, shares: Shares) -> Tensor:
    types, modes, contexts, auxiliary = logits
    binary = nn.functional.binary_cross_entropy_with_logits
    loss = nn.functional.cross_entropy(types, wanted.types, label_smoothing=SMOOTHING)
    of_modes = binary(modes, wanted.modes, weight=wanted.asked, reduction="sum")
    loss = loss + shares["modes"] * of_modes / wanted.asked.sum().clamp(min=1)
    for name, given in (("contexts", contexts), ("auxiliary", auxiliary)):
        each = binary(given, getattr(wanted, name), reduction="none").sum(1)
        loss = loss + shares[name] * (each * wanted.whole).mean()
    return loss


def _distance(
    logits: Sequence[Tensor], taught: Sequence[Tensor], wanted: Answers, shares: Shares
) -> Tensor:
    """How far the answers are from a teacher's, weighed like the loss."""
    types = [torch.log_softmax(given, dim=1) for given in (logits[0], taught[0])]
    far = nn.functional.kl_div(types[0], types[1], log_target=True, reduction="batchmean")
    binary = nn.functional.binary_cross_entropy_with_logits
    modes = binary(logits[1], taught[1].sigmoid(), weight=wanted.asked, reduction="sum")
    far = far + shares["modes"] * modes / wanted.asked.sum().clamp(min=1)
    for name, given, told in zip(("contexts", "auxiliary"), logits[2:], taught[2:], strict=True):
        each = binary(given, told.sigmoid(), reduction="none").sum(1)
        far = far + shares[name] * each.mean()
    return far

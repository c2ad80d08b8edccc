"""A trained network -> the folder that coding reads: ONNX with int8 weights, vocabulary, labels."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from dateline.coding.classifier import Labels
from dateline.coding.encoding import ROLES
from dateline.training.calibrate import write
from dateline.training.network import Network, base

LARGE = 4096  # weights of a tensor from which it is packed
OPSET = 17


def export(network: Network, labels: Labels, folder: Path) -> None:
    """Write classifier.onnx, vocab.txt and labels.json."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "classifier.onnx"
    example = (
        torch.ones(2, 8, dtype=torch.int64),
        torch.ones(2, 8),
        torch.zeros(2, len(ROLES), 8),
    )
    axes = {0: "questions", 1: "tokens"}
    torch.onnx.export(
        network.eval(),
        example,
        str(path),
        input_names=["ids", "mask", "marks"],
        output_names=["logits"],
        dynamic_axes={"ids": axes, "mask": axes, "marks": {0: "questions", 2: "tokens"}},
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.save(packed(onnx.load(str(path))), str(path))
    shutil.copyfile(base() / "vocab.txt", folder / "vocab.txt")
    write(labels, folder)


def packed(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with its large weights as int8, one scale a row or column; sums stay in fp32."""
    looked_up = {node.input[0] for node in model.graph.node if node.op_type == "Gather"}
    kept, nodes = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.ndim != 2 or values.size < LARGE:
            kept.append(tensor)
            continue
        axis = 0 if tensor.name in looked_up else 1
        scale = np.abs(values).max(axis=1 - axis) / 127
        scale = np.where(scale == 0, 1, scale).astype(np.float32)
        whole = np.rint(values / np.expand_dims(scale, 1 - axis)).astype(np.int8)
        names = [f"{tensor.name}.int8", f"{tensor.name}.scale"]
        kept += [numpy_helper.from_array(v, n) for v, n in zip((whole, scale), names, strict=True)]
        nodes.append(helper.make_node("DequantizeLinear", names, [tensor.name], axis=axis))
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    rest = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend([*nodes, *rest])
    return model

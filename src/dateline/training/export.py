"""A trained network -> the folder that coding reads: ONNX in int8, vocabulary, labels."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from dateline.coding.classifier import INPUTS, Labels
from dateline.coding.encoding import Question, batch, encode, load_tokenizer
from dateline.training.calibrate import write
from dateline.training.network import Network, base

OPSET = 17
EXAMPLE = [
    Question("The army shelled the town.", ((0, 8),), ((17, 25),), ((9, 16),)),
    Question("The army shelled the town.", ((0, 8),), ((17, 25),)),
]


def export(network: Network, labels: Labels, folder: Path) -> None:
    """Write classifier.onnx, vocab.txt and labels.json."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "classifier.onnx"
    given = batch([encode(EXAMPLE, load_tokenizer(base() / "vocab.txt"))] * 2)
    row, tokens, asked = "passages", "tokens", "questions"
    axes = {
        "ids": {0: row, 1: tokens},
        "places": {0: row, 1: tokens},
        "seen": {0: row, 1: tokens, 2: tokens},
        "whole": {0: row, 1: tokens},
        "marks": {0: row, 1: asked, 3: tokens},
        "words": {0: row, 1: asked, 3: tokens},
    }
    torch.onnx.export(
        network.eval(),
        tuple(torch.from_numpy(getattr(given, name)) for name in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        path,
        path,
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    onnx.save(packed(onnx.load(str(path))), str(path))
    shutil.copyfile(base() / "vocab.txt", folder / "vocab.txt")
    write(labels, folder)


def packed(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with the table of words as int8 too, one scale a word, read row by row."""
    kept, nodes = [], []
    tables = {t.name: t for t in model.graph.initializer if t.data_type == TensorProto.FLOAT}
    for node in model.graph.node:
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or len(table.dims) != 2:
            nodes.append(node)
            continue
        values = numpy_helper.to_array(table)
        scale = np.abs(values).max(axis=1, keepdims=True) / 127
        scale = np.where(scale == 0, 1, scale).astype(np.float32)
        names = [f"{table.name}.int8", f"{table.name}.scale"]
        whole = np.rint(values / scale).astype(np.int8)
        kept += [numpy_helper.from_array(v, n) for v, n in zip((whole, scale), names, strict=True)]
        del tables[table.name]
        out, at = node.output[0], node.input[1]
        parts = [f"{out}.{part}" for part in ("int8", "scale", "float")]
        nodes += [
            helper.make_node("Gather", [names[0], at], [parts[0]]),
            helper.make_node("Gather", [names[1], at], [parts[1]]),
            helper.make_node("Cast", [parts[0]], [parts[2]], to=TensorProto.FLOAT),
            helper.make_node("Mul", [parts[2], parts[1]], [out]),
        ]
    packed_names = {tensor.name.removesuffix(".int8") for tensor in kept}
    kept += [t for t in model.graph.initializer if t.name not in packed_names]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model

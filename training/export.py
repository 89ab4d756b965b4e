"""From a trained reader to the two files that ship: `python -m training.export [--out FOLDER]`.

words.onnx is the base's word table, four bits a weight as the base packs it; reader.onnx the tuned layers and heads, in
eight bits.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from dragoman.languages.cases import Case
from dragoman.reader.tokenizer import Tokenizer
from training import corpus, vectors
from training.base import BLOCK, Packed, weights_file
from training.data import example
from training.heads import Reader
from training.train import OUT, WEIGHTS, Table, load

HEARD = 300  # cases in which the loud neurons are heard
FAR = 1.5  # times as loud as the next

INPUTS = ("x", "given", "pool", "spans", "near")
OUTPUTS = ("mention", "type", "concept", "status", "commentary", "edges", "said", "roles", "links", "states")
AXES = {
    "x": {1: "pieces"}, "given": {1: "pieces"}, "pool": {0: "words", 1: "pieces"}, "spans": {0: "mentions", 1: "words"},
    "near": {0: "words", 1: "mentions"}, "roles": {0: "words", 1: "candidates"}, "links": {0: "words", 1: "words"},
    "states": {0: "words"},
} | {name: {0: "words"} for name in OUTPUTS[:7]}  # fmt: skip


def words(file: Packed, path: Path) -> None:
    """Writes the word table: piece numbers [L] -> vectors [L, 384]."""
    blocks = file.blocks("emb.word", file.words, file.width)
    # The base counts from 0 to 15 around 8, ONNX's INT4 from -8 to 7: the highest bit is the other way round.
    weights = (np.concatenate([blocks["q"] & 15, blocks["q"] >> 4], 1) ^ 8).reshape(file.words, file.width)
    packed = (weights[:, 0::2] | weights[:, 1::2] << 4).astype(np.uint8)
    table = helper.make_tensor("table", TensorProto.INT4, [file.words, file.width], packed.tobytes(), raw=True)
    scales = numpy_helper.from_array(blocks["scale"].reshape(file.words, file.width // BLOCK).copy(), "scales")
    node = helper.make_node(
        "GatherBlockQuantized", ["table", "ids", "scales"], ["half"], domain="com.microsoft",
        gather_axis=0, quantize_axis=1, block_size=BLOCK,
    )  # fmt: skip
    graph = helper.make_graph(
        [node, helper.make_node("Cast", ["half"], ["vectors"], to=TensorProto.FLOAT)],
        "words",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["pieces"])],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["pieces", file.width])],
        [table, scales],
    )
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=10), path)


def loud(model: Reader, cases: Sequence[Case]) -> list[int | None]:
    """Returns the number of each layer's inner neuron that is far louder in the cases than any other, None where none is."""
    heard: list[Tensor] = []
    hooks = [
        layer.down.register_forward_pre_hook(lambda _, given: heard.append(given[0].amax((0, 1))))
        for layer in model.encoder.stack
    ]
    table, tokenizer, layers = Table(Packed(weights_file())), Tokenizer.load(WEIGHTS), len(hooks)
    with torch.no_grad():
        for case in cases:
            lesson = example(case, tokenizer, None)
            model.hidden(table(lesson.units.ids)[None], torch.from_numpy(lesson.given)[None])
    for hook in hooks:
        hook.remove()
    most = [torch.stack(heard[number::layers]).amax(0).topk(2) for number in range(layers)]
    return [int(top.indices[0]) if top.values[0] > FAR * top.values[1] else None for top in most]


def reader(model: Reader, path: Path, cases: Sequence[Case]) -> None:
    """Writes the tuned layers and heads, quantised to eight bits; the exact ones stand beside it as `*.exact.onnx`.

    `cases`: a few hundred to hear the loudest neurons in.
    """
    for layer, neuron in zip(model.encoder.stack, loud(model, cases), strict=True):
        if neuron is not None:
            layer.set_apart(neuron)
    exact = path.with_suffix(".exact.onnx")
    sample = (
        torch.randn(1, 9, 384),
        torch.zeros(1, 9),
        torch.full((5, 9), 0.2),
        torch.full((3, 5), 0.2),
        torch.zeros(5, 3, dtype=torch.long),
    )
    torch.onnx.export(
        model,
        sample,
        str(exact),
        dynamo=False,
        opset_version=17,
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=AXES,
    )
    apart = [node.name for node in onnx.load(exact).graph.node if "/lone/" in node.name]
    # Seven bits: with eight, processors without wide accumulators clip sums, and rows would differ between machines.
    quantize_dynamic(
        exact,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_exclude=apart,
    )


def main() -> None:
    """Exports the reader in --out to the package's weights."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=OUT)
    folder = options.parse_args().out
    cases = corpus.load()
    reader(load(folder / "reader.pt", Packed(weights_file())), folder / "reader.onnx", cases[:: max(1, len(cases) // HEARD)])
    (WEIGHTS / "reader.onnx").write_bytes((folder / "reader.onnx").read_bytes())
    if not (WEIGHTS / "words.onnx").exists():
        words(Packed(weights_file()), WEIGHTS / "words.onnx")
    vectors.write(WEIGHTS)


if __name__ == "__main__":
    main()

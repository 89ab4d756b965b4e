"""The shipped weights as a module that can be trained on: `training.train --after dragoman/reader/weights/reader.onnx`.

What ships is seven bits a weight; the trained numbers themselves are kept nowhere. To within half a step of each column they
can be read back, and a training that goes on from there loses nothing (docs/reader.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.base import Packed
from training.heads import Reader

GIVEN = "given.1"  # its name in the graph, where `given` is what goes in
HEADS = ("trigger", "mention", "words", "content", "other")
PARTS = ("qkv", "o", "up", "down")  # products of a layer, in the order of the graph


def read(path: Path, file: Packed) -> Reader:
    """Returns the exported reader in `path` as a module. Raises FileNotFoundError where there is none, ValueError where it is
    another network."""
    graph = onnx.load(path).graph
    arrays = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
    products = [_weights(arrays, node.input[1]) for node in graph.node if node.op_type == "MatMulInteger"]
    shares = [float(arrays[node.input[0]]) for node in graph.node if node.op_type == "Mul" and _is_share(arrays, node.input)]
    layers = len(shares)
    state = {name: torch.from_numpy(array.copy()) for name, array in arrays.items() if array.dtype == np.float32}
    biases = [array for name, array in arrays.items() if name.startswith("onnx::Add_") and array.shape == (3 * file.width,)]
    if not layers or len(biases) != layers or len(products) != len(PARTS) * layers + len(HEADS) + 2:
        raise ValueError(f"{path} is not a reader that this code exports")
    state["given"], state["encoder.mix"] = state[GIVEN], torch.log(torch.tensor(shares))
    for number in range(layers):
        prefix = f"encoder.stack.{number}."
        state |= _layer(prefix, products[len(PARTS) * number :], biases[number])
        lone = [
            arrays[node.input[1]] for node in graph.node if f"/stack.{number}/lone/" in node.name and node.op_type == "MatMul"
        ]
        if lone:
            _together(state, prefix, *lone)
    for name in HEADS:
        state[f"{name}.weight"] = _weights(arrays, f"{name}.weight_Transposed_quantized")
    for name, node in (("role", "/role/"), ("link", "/link/")):
        (found,) = [n.input[1] for n in graph.node if n.op_type == "MatMulInteger" and node in n.output[0]]
        state[f"{name}.weight"] = _weights(arrays, found)
    reader = Reader(file, layers)
    reader.load_state_dict({name: state[name] for name in reader.state_dict()})
    return reader.eval()


def _is_share(arrays: Mapping[str, np.ndarray], inputs: list[str]) -> bool:
    """Tells whether a product is a layer's share in the mix: one number times the layer's states."""
    return inputs[0] in arrays and arrays[inputs[0]].shape == () and "LayerNormalization" in inputs[1]


def _weights(arrays: Mapping[str, np.ndarray], name: str) -> Tensor:
    """Returns a product's weights as floats, [out, in]."""
    stem = name.removesuffix("_quantized")
    numbers = arrays[name].astype(np.float32) - arrays[f"{stem}_zero_point"].astype(np.float32)
    return torch.from_numpy((numbers * arrays[f"{stem}_scale"]).T.copy())


def _together(state: dict[str, Tensor], prefix: str, into: np.ndarray, out: np.ndarray) -> None:
    """Puts the neuron that stands apart back among the others, into the place that it left empty."""
    (empty,) = (state[f"{prefix}up.weight"].abs().amax(1) == 0).nonzero()[0].tolist()
    state[f"{prefix}up.weight"][empty] = torch.from_numpy(into[:, 0].copy())
    state[f"{prefix}up.bias"][empty] = state[f"{prefix}lone.0.bias"][0]
    state[f"{prefix}down.weight"][:, empty] = torch.from_numpy(out[0].copy())


def _layer(prefix: str, products: list[Tensor], bias: np.ndarray) -> dict[str, Tensor]:
    """Returns the weights of a layer's products by name; the first of them is three in one."""
    named = dict(zip(PARTS, products, strict=False))
    made = {f"{prefix}{name}.weight": named[name] for name in PARTS[1:]}
    thirds = zip("qkv", named["qkv"].chunk(3), torch.from_numpy(bias.copy()).chunk(3), strict=True)
    for name, weight, numbers in thirds:
        made |= {f"{prefix}{name}.weight": weight.clone(), f"{prefix}{name}.bias": numbers.clone()}
    return made

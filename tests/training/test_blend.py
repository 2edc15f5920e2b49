"""Averaging stages."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra: pip install .[train]")


def test_stages_are_averaged_by_their_shares(tmp_path: Path) -> None:
    """Each parameter of the blend is the weighted mean; without shares all weigh alike."""
    from training.reader.blend import main

    for name, value in (("a", 0.0), ("b", 4.0)):
        torch.save({"w": torch.full((2,), value)}, tmp_path / f"{name}.pt")
    parts = [str(tmp_path / "a.pt"), str(tmp_path / "b.pt")]
    for shares, want in (([], 2.0), (["--shares", "0.25", "0.75"], 3.0)):
        assert main([str(tmp_path / "out.pt"), *parts, *shares]) == 0
        assert torch.load(tmp_path / "out.pt")["w"].tolist() == [want, want]


def test_shares_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    """One share for two stages is a usage error."""
    from training.reader.blend import main

    with pytest.raises(SystemExit):
        main([str(tmp_path / "out.pt"), "a.pt", "b.pt", "--shares", "1.0"])

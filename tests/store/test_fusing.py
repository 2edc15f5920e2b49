"""A step of fusing: the marks that it takes."""

from pathlib import Path

from watchfloor.store import connect, fusing


def test_a_step_takes_all_marks_of_its_chains(tmp_path: Path) -> None:
    """Two chains at most are taken, the oldest, with their later marks and the gravest reason."""
    with connect(tmp_path / "w.db", write=True, create=True) as connection:
        marks = [("a", "evidence"), ("b", "evidence"), ("a", "decision"), ("c", "evidence")]
        connection.executemany(
            "INSERT INTO fusion_mark (chain, reason) VALUES (?, ?)", [*marks, ("b", "coder")]
        )
        found = fusing.take(connection, 2)
        assert {"a": "decision", "b": "coder"} == found.reasons
        assert (1, 2, 3, 5) == found.numbers


def test_a_step_reads_so_many_marks_and_no_more(tmp_path: Path) -> None:
    """Of a long queue a step reads ten marks a chain; what stands behind waits."""
    with connect(tmp_path / "w.db", write=True, create=True) as connection:
        connection.executemany(
            "INSERT INTO fusion_mark (chain, reason) VALUES (?, 'evidence')", [("a",)] * 12
        )
        assert tuple(range(1, 11)) == fusing.take(connection, 1).numbers

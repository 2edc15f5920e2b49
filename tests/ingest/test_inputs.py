"""Paths and standard input -> raw inputs or refusals."""

import io
import os
import tracemalloc
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from watchfloor.ingest import enumerate_inputs, inputs, tables
from watchfloor.model import Issue, Raw, Severity


def offered(*paths: Path | str, stdin: bytes = b"") -> list[Raw | Issue]:
    """Return everything that the paths offer."""
    return list(enumerate_inputs([str(path) for path in paths], stdin=io.BytesIO(stdin)))


def codes(found: list[Raw | Issue]) -> list[str]:
    """Return the codes of refusals, and "raw" for inputs."""
    return [item.code if isinstance(item, Issue) else "raw" for item in found]


def only_issue(found: list[Raw | Issue]) -> Issue:
    """Return the one refusal that was offered."""
    assert len(found) == 1
    assert isinstance(found[0], Issue)
    assert (found[0].severity, found[0].stage) == (Severity.REFUSED, "ingest")
    return found[0]


@pytest.mark.parametrize(
    "name,media_type",
    [
        ("a.txt", "text/plain"),
        ("a.md", "text/markdown"),
        ("a.HTML", "text/html"),
        ("a.htm", "text/html"),
    ],
)
def test_a_text_is_one_input(tmp_path: Path, name: str, media_type: str) -> None:
    """A text or page is its bytes as they came, of the media type of its suffix."""
    path = tmp_path / name
    path.write_bytes(b"A rocket hit.\r\n")

    assert [Raw(data=b"A rocket hit.\r\n", media_type=media_type, origin=str(path))] == offered(
        path
    )


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    """Folders are walked depth first by name; what begins with a dot is passed over."""
    for name in ("b/z.txt", "b/a/m.txt", "a.txt", "c.txt", ".git/x.txt", "b/.hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")

    found = [os.path.relpath(item.origin, tmp_path) for item in offered(tmp_path)]

    assert ["a.txt", "b/a/m.txt", "b/z.txt", "c.txt"] == found


def test_links_to_folders_above_end(tmp_path: Path) -> None:
    """A link that leads back up is not followed twice."""
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert ["raw"] == codes(offered(tmp_path))


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    """A folder without a file to read is a refusal, not silence."""
    assert only_issue(offered(tmp_path)).code == "empty"


def test_a_dead_link_in_a_folder_is_a_refusal(tmp_path: Path) -> None:
    """What a folder names but cannot give is reported."""
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")

    assert only_issue(offered(tmp_path)).code == "unreadable"


@pytest.mark.parametrize(
    "data,kind",
    [
        (b"%PDF-1.7 x", "PDF"),
        (b"PK\x03\x04 x", "zip"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"RIFF1234WEBP", "WebP"),
        (b"\x00\x00\x00\x20ftypmp42", "MP4"),
        (b"words\x00words", "NUL"),
        (b"words " * 20_000 + b"\x00", "NUL"),
    ],
)
def test_binary_data_is_named(tmp_path: Path, data: bytes, kind: str) -> None:
    """Binary data under the suffix of a text is refused and called what it is."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)

    issue = only_issue(offered(path))

    assert issue.code == "binary"
    assert kind in issue.message
    assert str(path) == issue.origin


def test_utf16_is_not_binary(tmp_path: Path) -> None:
    """A byte order mark explains NUL bytes."""
    path = tmp_path / "a.txt"
    path.write_bytes("A rocket".encode("utf-16"))

    assert ["raw"] == codes(offered(path))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"])
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_nothing_is_refused_as_empty(tmp_path: Path, name: str, data: bytes) -> None:
    """No bytes, white space alone or a bare byte order mark is empty, in every format."""
    path = tmp_path / name
    path.write_bytes(data)

    assert only_issue(offered(path)).code == "empty"


@pytest.mark.parametrize("name", ["a.pdf", "a.warc.gz", "a.eml", "a.zip", "a.rss", "a.json", "a"])
def test_other_suffixes_are_refused(tmp_path: Path, name: str) -> None:
    """A format that is not read is refused with the list of those that are."""
    (tmp_path / name).write_text("words")

    issue = only_issue(offered(tmp_path / name))

    assert issue.code == "unsupported"
    assert ".txt .md .html .jsonl .csv" in issue.message


def test_missing_and_impossible_paths() -> None:
    """A path that is not there is missing; one that no system can hold is unreadable."""
    assert only_issue(offered("/no/such/file.txt")).code == "missing"
    assert only_issue(offered("a\x00b.txt")).code == "unreadable"


@pytest.mark.parametrize("address", ["https://wire.example/a", "HTTP://wire.example", "ftp://a/b"])
def test_an_address_is_no_missing_file(address: str) -> None:
    """Addresses are not fetched, and the refusal says what to do instead."""
    issue = only_issue(offered(address))

    assert "unsupported" == issue.code
    assert "save the page" in issue.message


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    """A named pipe would block for ever, so it is not opened."""
    os.mkfifo(tmp_path / "a.txt")

    assert only_issue(offered(tmp_path / "a.txt")).code == "unreadable"


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason stands in the refusal (root may open anything, so it is simulated)."""
    path = tmp_path / "a.txt"
    path.write_text("words")

    def refuse(*_: object, **__: object) -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    issue = only_issue(offered(path))

    assert issue.code == "unreadable"
    assert "Permission denied" in issue.message


def test_names_that_are_not_unicode(tmp_path: Path) -> None:
    """A file name of other bytes is shown with escapes, so that the record can hold it."""
    path = os.fsencode(tmp_path) + b"/b\xe9.txt"
    with open(path, "wb") as stream:
        stream.write(b"words")

    (found,) = offered(os.fsdecode(path))

    assert found.origin.endswith(r"b\xe9.txt")
    assert isinstance(found, Raw)


def test_a_text_above_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text larger than the limit is refused; one of exactly that size goes in."""
    monkeypatch.setattr(inputs, "MAX_TEXT_BYTES", 2**20)
    (tmp_path / "a.txt").write_bytes(b"a" * (2**20 + 1))
    (tmp_path / "b.txt").write_bytes(b"b" * 2**20)

    found = offered(tmp_path)

    assert ["too_large", "raw"] == codes(found)
    assert "1 MB" in only_issue(found[:1]).message


def test_jsonl_lines_are_inputs_with_numbers(tmp_path: Path) -> None:
    """Each line that is not blank is one input and keeps its number; broken JSON waits for read."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text":"a"}\r\n\n  \n{broken\n{"text":"b"}')

    found = offered(path)

    assert [(1, b'\xef\xbb\xbf{"text":"a"}'), (4, b"{broken"), (5, b'{"text":"b"}')] == [
        (item.line, item.data) for item in found if isinstance(item, Raw)
    ]
    assert {"application/jsonl"} == {item.media_type for item in found if isinstance(item, Raw)}


def test_a_line_above_the_limit_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line too long is refused, and the lines around it go in."""
    monkeypatch.setattr(tables, "MAX_ROW_BYTES", 100)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text":"a"}\n' + b"x" * 1000 + b'\n{"text":"b"}\n' + b"y" * 101)

    found = offered(path)

    assert ["raw", "too_large", "raw", "too_large"] == codes(found)
    assert [1, 2, 3, 4] == [item.line for item in found]


class Endless(io.RawIOBase):
    """A stream of many rows that are never in memory together."""

    def __init__(self, row: bytes, count: int) -> None:
        """Give `row` `count` times."""
        super().__init__()
        self._row, self._left, self._rest = row, count, b""

    def readable(self) -> bool:
        """Return true, as BufferedReader asks."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give what is left of a row, or the next one."""
        if not self._rest and self._left:
            self._rest, self._left = self._row, self._left - 1
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def test_memory_is_flat() -> None:
    """A hundred megabytes of JSONL pass through in a few megabytes of memory."""
    stream = io.BufferedReader(Endless(b'{"text":"' + b"w" * 9000 + b'"}\n', 11_000))
    tracemalloc.start()

    count = len([None for _ in enumerate_inputs(["-"], stdin=stream)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 11_000
    assert peak < 12 * 2**20


def test_csv_rows_are_json_objects(tmp_path: Path) -> None:
    """A row is one compact JSON object of its cells as written, with the line it begins on."""
    path = tmp_path / "a.csv"
    path.write_bytes(
        b'\xef\xbb\xbfID, Text ,note,\n7,"He said ""no"", and\nleft",\xc3\xa9,x\n,,,\n\n8,b,,y\n'
    )

    found = offered(path)

    assert [
        Raw(
            data='{"id":"7","text":"He said \\"no\\", and\\nleft","note":"é"}'.encode(),
            media_type="text/csv",
            origin=str(path),
            line=2,
        ),
        Raw(
            data=b'{"id":"8","text":"b","note":""}', media_type="text/csv", origin=str(path), line=6
        ),
    ] == found


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    """A semicolon or tab separates where the header says so."""
    path = tmp_path / "a.csv"
    path.write_text(f"id{separator}text\n1{separator}a, b\n")

    (found,) = offered(path)

    assert isinstance(found, Raw)
    assert found.data == b'{"id":"1","text":"a, b"}'


def test_csv_keeps_the_bytes_of_its_charset(tmp_path: Path) -> None:
    """A row of a cp1252 file is JSON in cp1252, for `read` to decode as the caller says."""
    path = tmp_path / "a.csv"
    path.write_bytes("text\nBogotá\n".encode("cp1252"))

    (found,) = offered(path)

    assert isinstance(found, Raw)
    assert found.data == '{"text":"Bogotá"}'.encode("cp1252")


def test_csv_without_text_names_its_columns(tmp_path: Path) -> None:
    """One refusal for the file says which columns there are."""
    path = tmp_path / "a.csv"
    path.write_text("id,body\n1,a\n2,b\n")

    issue = only_issue(offered(path))

    assert issue.code == "no_text_column"
    assert "id, body" in issue.message


def test_csv_with_a_column_twice(tmp_path: Path) -> None:
    """Two columns of one name leave it open which is meant."""
    path = tmp_path / "a.csv"
    path.write_text("text,text\na,b\n")

    assert "named twice (text)" in only_issue(offered(path)).message


def test_a_broken_csv_row_is_refused_alone(tmp_path: Path) -> None:
    """A row with too many cells or a stray quote is refused, and the next row goes in."""
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,a, b\n2,"a" b\n3,c\n')

    found = offered(path)

    assert [("bad_csv", 2), ("bad_csv", 3), ("raw", 4)] == list(
        zip(codes(found), [item.line for item in found], strict=True)
    )


def test_a_quote_never_closed_ends_the_file(tmp_path: Path) -> None:
    """Where a quote swallows the rest, one refusal says that nothing after it was read."""
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,a\n2,"b\n3,c\n4,d\n')

    found = offered(path)

    assert ["raw", "bad_csv"] == codes(found)
    assert found[1].line == 3
    assert "nothing after this line was read" in only_issue(found[1:]).message


def test_a_csv_row_above_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of endless lines is given up at the limit instead of filling the memory."""
    monkeypatch.setattr(tables, "MAX_ROW_BYTES", 1000)
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,a\n2,"' + "line\n" * 1000)

    assert ["raw", "bad_csv"] == codes(offered(path))


def test_a_csv_header_above_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first line without end is one refusal."""
    monkeypatch.setattr(tables, "MAX_ROW_BYTES", 1000)
    path = tmp_path / "a.csv"
    path.write_text("text," * 1000)

    assert only_issue(offered(path)).code == "bad_csv"


def test_csv_of_carriage_returns_alone(tmp_path: Path) -> None:
    """Lines that end in a bare carriage return make no header, and that is said."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\r1,a\r")

    assert only_issue(offered(path)).code == "no_text_column"


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    """A cell above the csv module's own limit of 128 KB goes in."""
    path = tmp_path / "a.csv"
    path.write_text("text\n" + "word " * 100_000 + "\n")

    assert ["raw"] == codes(offered(path))


def test_csv_with_a_header_alone(tmp_path: Path) -> None:
    """A header without rows is empty."""
    path = tmp_path / "a.csv"
    path.write_text("id,text\n")

    assert only_issue(offered(path)).code == "empty"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_rows_in_utf16_are_refused(tmp_path: Path, name: str) -> None:
    """Rows must be UTF-8: UTF-16 is refused once, with the way to convert it."""
    path = tmp_path / name
    path.write_bytes('text\n{"text":"a"}\n'.encode("utf-16"))

    issue = only_issue(offered(path))

    assert issue.code == "charset"
    assert "iconv" in issue.message


@pytest.mark.parametrize(
    "data,media_type",
    [
        (b"A rocket hit.", "text/plain"),
        (b"[Editor: a rocket hit.]", "text/plain"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "text/html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html>', "text/html"),
        (b"<div class=x>", "text/html"),
        (b"<threat> said he", "text/plain"),
        (b'\n{"text": "a"}\n', "application/jsonl"),
        (b'id,"Text"\r\n1,A rocket hit.\r\n', "text/csv"),
        (b"\xef\xbb\xbfid;text;source\n1;a;b\n", "text/csv"),
        (b"text\n\nA rocket hit, and a mortar.", "text/plain"),
        (b"Words, text and more, said he.\nA rocket hit, too.", "text/plain"),
        (b"Photos, text, video\n\nA rocket hit.", "text/plain"),
    ],
)
def test_standard_input_is_sniffed(data: bytes, media_type: str) -> None:
    """The first bytes tell page, rows, table and text apart."""
    (found,) = offered("-", stdin=data)

    assert isinstance(found, Raw)
    assert (found.origin, found.media_type) == ("-", media_type)


@pytest.mark.parametrize(
    "data,code",
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.4", "binary"),
        (b"WARC/1.0\r\n", "unsupported"),
        (b'<?xml version="1.0"?><rss version="2.0">', "unsupported"),
        (b'[\n  {"text": "a"}\n]', "unsupported"),
        (b'{\n  "text": "a"\n}', "unsupported"),
    ],
)
def test_standard_input_that_is_refused(data: bytes, code: str) -> None:
    """Nothing, binary data, feeds, archives and one JSON document are refused."""
    assert only_issue(offered("-", stdin=data)).code == code


def test_standard_input_that_breaks() -> None:
    """A stream that fails while it is read is a refusal."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    issue = only_issue(list(enumerate_inputs(["-"], stdin=Broken())))

    assert issue.code == "unreadable"


def test_one_bad_path_does_not_stop_the_others(tmp_path: Path) -> None:
    """Refusals stand in line with inputs, in the order of the paths."""
    (tmp_path / "a.txt").write_text("words")

    assert ["missing", "raw", "raw"] == codes(
        offered("/no/such.txt", tmp_path / "a.txt", "-", stdin=b"words")
    )


def test_the_record_in_a_folder_is_not_an_input(tmp_path: Path) -> None:
    """Ingesting the folder that holds the record leaves out its file, journal and backups."""
    (tmp_path / "a.txt").write_text("Shelling was heard.", encoding="utf-8")
    for name in ("w.db", "w.db-wal", "w.db-shm", "w.db.backup-v1"):
        (tmp_path / name).write_bytes(b"SQLite format 3\x00")
    found = list(enumerate_inputs([str(tmp_path)], stdin=io.BytesIO(), record=tmp_path / "w.db"))
    assert [str(tmp_path / "a.txt")] == [item.origin for item in found]

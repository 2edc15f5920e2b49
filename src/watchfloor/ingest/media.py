"""The kinds of input: by suffix, by first bytes, and those that are refused by name."""

import re

from watchfloor.model.late import late_regex

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
JSONL = "application/jsonl"
CSV = "text/csv"

SUFFIXES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".csv": CSV,
}
READ_TODAY = ".txt .md .html .jsonl .csv"

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (or a Word, Excel, ODF or EPUB file)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh91AY&SY", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1\x15", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"OggS\x00", "an Ogg recording"),
    (b"ID3\x03\x00", "an MP3 recording"),
    (b"ID3\x04\x00", "an MP3 recording"),
)
_BOXED = ((0, b"RIFF", 8, b"WEBP", "a WebP image"), (0, b"RIFF", 8, b"WAVE", "a WAV recording"))
_FILM = late_regex(rb".{4}ftyp", re.DOTALL)

_PAGE = late_regex(
    rb"<(?:!doctype\s{1,9}html|html|head|body|article|main|section|header|div|p|h[1-6]|meta|title"
    rb"|table|span|a|nav|script|link)\b",
    re.IGNORECASE,
)
_XML_PAGE = late_regex(rb"<(?:\?xml|!--).{0,2000}?<html\b", re.IGNORECASE | re.DOTALL)
_FEED = late_regex(rb"<(?:\?xml.{0,500}?<)?(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_SEPARATORS = (b",", b";", b"\t")
_LONGEST_COLUMN = 40
"""Bytes of a column's name; words between two commas of prose are longer sooner or later."""
_JSON_ROW = late_regex(rb"\{[ \t]*[\"}]")
_JSON_DOCUMENT = late_regex(rb"(?:\[\s{0,99}\{|\{\s{0,99}\")")


def binary_kind(head: bytes) -> str | None:
    """Return what kind of binary data begins with these bytes, in words, or None.

    NUL bytes count as binary wherever they stand; callers exempt UTF-16 and UTF-32 by their mark.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for first, one, second, other, kind in _BOXED:
        if head.startswith(one, first) and head.startswith(other, second):
            return kind
    if _FILM.match(head):
        return "an MP4 or HEIF file"
    return "binary data (it holds NUL bytes)" if b"\x00" in head else None


def sniff(head: bytes) -> tuple[str | None, str]:
    """Return the media type that a stream's first bytes show (null: refused), and its name."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"WARC/1."):
        return None, "a WARC archive"
    if _FEED.match(start):
        return None, "a feed"
    if _PAGE.match(start) or _XML_PAGE.match(start):
        return HTML, "a page"
    if _JSON_ROW.match(start):
        return JSONL, "JSONL"
    if _JSON_DOCUMENT.match(start):
        return None, "one JSON document"
    return (CSV, "CSV") if _is_table(start) else (TEXT, "text")


def _is_table(start: bytes) -> bool:
    """Tell whether the first line names columns, `text` among them, and the second has cells."""
    first, _, rest = start.partition(b"\n")
    for mark in _SEPARATORS:
        cells = [cell.strip(b' "\r').lower() for cell in first.split(mark)]
        if len(cells) > 1 and b"text" in cells and mark in rest:
            return max(map(len, cells)) <= _LONGEST_COLUMN
    return False

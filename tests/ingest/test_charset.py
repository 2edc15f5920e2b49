"""Which charset bytes are in."""

import codecs

import pytest

from watchfloor.ingest.charset import declared_charset, decode
from watchfloor.ingest.refusal import Refusal

WORDS = "Bogotá – “ataque”"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"),
    ],
)
def test_unicode_needs_no_word_from_anybody(data: bytes) -> None:
    """UTF-8 with or without mark, UTF-16 and UTF-32 with one are read as they are."""
    assert decode(data) == WORDS


def test_a_wrong_charset_is_refused_with_its_place() -> None:
    """The refusal names the offset of the first bad byte and the option that helps."""
    with pytest.raises(Refusal, match=r"byte 5 \(0xe1\).*--encoding cp1252") as caught:
        decode("Bogotá".encode("cp1252"))

    assert caught.value.code == "charset"


def test_a_cut_utf16_is_refused() -> None:
    """A byte order mark is trusted, and what contradicts it is refused."""
    with pytest.raises(Refusal, match="utf-16"):
        decode(codecs.BOM_UTF16_LE + b"a")


def test_the_caller_can_say() -> None:
    """`encoding` reads what is not UTF-8, and leaves what is UTF-8 alone."""
    assert decode("Bogotá".encode("cp1252"), encoding="cp1252") == "Bogotá"
    assert decode("Bogotá".encode(), encoding="cp1252") == "Bogotá"


def test_seven_bit_charsets_come_before_utf8() -> None:
    """ISO-2022-JP is always valid UTF-8, so the caller's word must come first."""
    assert decode("東京".encode("iso2022_jp"), encoding="iso2022_jp") == "東京"


@pytest.mark.parametrize("name", ["klingon", "rot13", "hex", "undefined"])
def test_an_encoding_that_is_none(name: str) -> None:
    """A name that Python does not know as a charset is said to be none, and nothing crashes."""
    with pytest.raises(Refusal, match=f"{name} is no charset"):
        decode(b"\xff", encoding=name)


@pytest.mark.parametrize(
    "page,expected",
    [
        (b'<html><meta charset="windows-1251">', "windows-1251"),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=KOI8-R'>", "koi8-r"),
        (b"<meta charset=iso-8859-1>", "cp1252"),
        (b'<?xml version="1.0" encoding="utf-16"?>', "utf-16"),
        (b"<p>charset=koi8-r</p>", None),
        (b" " * 5000 + b"<meta charset=koi8-r>", None),
    ],
)
def test_what_a_page_declares(page: bytes, expected: str | None) -> None:
    """Only a meta element or XML declaration near the top counts; latin-1 means windows-1252."""
    assert expected == declared_charset(page)


def test_a_declared_charset_reads_the_page() -> None:
    """What the page declares is used where its bytes are not UTF-8."""
    assert decode("Київ".encode("cp1251"), declared="windows-1251") == "Київ"

"""Words with offsets, and their pieces held against the reference tokeniser."""

import string
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece as Reference
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from watchfloor.coding.encoder.model import installed
from watchfloor.coding.encoder.wordpiece import (
    LONGEST_WORD,
    SHAPES,
    UNKNOWN,
    Word,
    WordPiece,
    plain,
    shape,
)

SMALL = WordPiece(
    {
        name: number
        for number, name in enumerate(
            [UNKNOWN, "un", "unit", "##it", "##ed", "nation", "##s", "a", "##a", "-", "'", "_"]
        )
    }
)

SENTENCES = (
    "Gunmen killed at least three soldiers near Gao on Thursday, the army said.",
    "The U.S. embassy in Baghdad's Green Zone was hit by 2 rockets.",
    "Rebels didn't withdraw; they weren't asked to.",
    "Kata’ib Hezbollah’s spokesman wouldn’t comment.",
    "Zoë and José met Müller in São Paulo.",
    "Łódź, Kraków and Gdańsk are cities; Reykjavík is not near.",
    "İstanbul'da patlama: altı yaralı.",
    "Al Ḩudaydah and Al Ḩasakah lie far apart.",
    "N'Djamena – the capital of Chad – was quiet.",
    "The Côte d'Ivoire government reshuffled its cabinet.",
    "爆炸造成三人死亡。",
    "日本と韓国は協議した。",
    "북한은 미사일을 발사했다.",
    "The word 和平 means peace, 战争 means war.",
    "Mixed 中文abc text with 漢字 inside.",
    "Воскресенье: взрыв в Киеве, 3 раненых.",
    "Сообщается о 12 погибших и 40 раненых.",
    "قتل مسلحون ثلاثة جنود في هجوم.",
    "الجيش قصف المدينة؛ لا قتلى، وفق الناطق",
    "ירי רקטות לעבר הצפון",
    "Έκρηξη στην Αθήνα, ΤΡΕΙΣ ΝΕΚΡΟΙ.",
    "ΟΔΟΣ ΑΘΗΝΑΣ",
    "An emoji 💥 alone, and 🚀 another 😢 .",
    "💥",
    "The file_name_with_underscores was leaked by _someone_.",
    "__init__ is no word",
    "In 2021, 1,250 people fled; 3.5 million stayed.",
    "A 16-year-old girl and a 9mm pistol.",
    "The 1st, 2nd and 3rd brigades, B-52s and F-16s.",
    "At 03:45 on 2022-01-14, grid 31.77N/35.21E.",
    "Iran-backed, U.S.-led, non-state, so-called 'resistance' groups",
    '"We will answer," he said. "Every attack!"',
    "“Curly quotes” and ‘single ones’ and «guillemets»",
    "Ellipsis… and dashes — long – short - plain -- double",
    "(Parentheses) [brackets] {braces} <angles>",
    "e-mail: press@example.org, https://example.org/a?b=c&d=e#f",
    "$50 million, 30% of it, 5+5=10, a*b, a^b, a|b, a~b, `code`",
    "Back\\slash and / slash and @handle and #hashtag",
    "UPPER CASE HEADLINE: REBELS SEIZE TOWN",
    "McDonald's iPhone eBay NATO-led EUFOR ISIS/Daesh",
    "antidisestablishmentarianism and pneumonoultramicroscopicsilicovolcanoconiosis",
    "xqzj wvvkq zzyzx qwrtpsdf",
    "a b c d e f g",
    "Tabs\tand\nnewlines\r\nand  double   spaces",
    "No-break\u00a0space, thin\u2009space, line\u2028separator, ideographic\u3000space",
    "straße, Weiß, Größe, ÆSIR, Øresund, Þingvellir, œuvre",
    "ﬁre and ﬂood with ligatures; ½ of it; m² of land; Ⅻ months",
    "ñandú, ÑANDÚ, açaí, naïve, coöperate, résumé",
    "Việt Nam, Hà Nội, Thành phố Hồ Chí Minh",
    "Çelik, Şırnak, Diyarbakır, Ağrı, ığdır",
    "Māori, Hawaiʻi, Taʼizz, Sanaʽa, Ka‘bah",
    "§ 5 and § 12, ¶ 3, † dead, ‡ missing, • bullet, · dot",
    "¿Dónde está? ¡Aquí!",
    "ประเทศไทย และ ลาว",
    "ქართული ენა, Հայերեն",
    "Abuja,Lagos,Kano;Jos:Maiduguri!Yola?Bauchi",
    "'''triple''' \"\"double\"\" ,,, ... !!! ???",
    "0 00 000 0123456789 1e9 0x1F",
    "a" * LONGEST_WORD + " " + "b" * (LONGEST_WORD + 1) + " " + "é" * (LONGEST_WORD + 1),
    "",
)


LETTERS = st.characters(categories=("Lu", "Ll", "Lt", "Lo", "Nd", "Zs"), max_codepoint=0xFFFF)
MARKS = string.punctuation + "’‘“”«»–—…¿¡§¶†‡•·،؛؟。、「」"


@cache
def reference() -> Tokenizer:
    """Return the reference tokeniser with the vocabulary of the installed model."""
    known = dict(installed().cutter.vocabulary)
    found = Tokenizer(Reference(known, unk_token=UNKNOWN, max_input_chars_per_word=LONGEST_WORD))
    found.normalizer = BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
    )
    found.pre_tokenizer = BertPreTokenizer()
    return found


def theirs(text: str) -> list[int]:
    """Return the reference's pieces."""
    found: list[int] = reference().encode(text, add_special_tokens=False).ids
    return found


def ours(text: str) -> list[int]:
    """Return our pieces with the same vocabulary."""
    found = installed().cutter.words(text, 0, len(text))
    return [piece for word in found for piece in word.pieces]


def cut(text: str) -> list[Word]:
    """Return the words of a text in the small vocabulary."""
    return list(SMALL.words(text, 0, len(text)))


def names(word: Word) -> list[str]:
    """Return the pieces of a word by name."""
    known = {number: name for name, number in SMALL.vocabulary.items()}
    return [known[piece] for piece in word.pieces]


@pytest.mark.parametrize("text", SENTENCES)
def test_pieces_are_those_of_the_reference(text: str) -> None:
    """Sentences in many scripts are cut into the very pieces that BERT's tokeniser gives."""
    assert theirs(text) == ours(text)


def test_there_are_sixty_sentences() -> None:
    """The comparison is as wide as it says, with no sentence twice."""
    assert 60 == len(SENTENCES) == len(set(SENTENCES))


@given(st.text(st.one_of(LETTERS, st.sampled_from(MARKS)), max_size=60))
def test_letters_digits_and_punctuation_are_cut_as_by_the_reference(text: str) -> None:
    """Whatever the script, letters, digits, spaces and punctuation give the same pieces."""
    assert theirs(text) == ours(text)


@pytest.mark.parametrize(
    "text, here, there",
    [
        ("€50", ["€", "50"], ["€", "##50"]),
        ("20°C", ["20", "°", "c"], ["20", "##°", "##c"]),
        ("a→b", ["a", "→", "b"], ["a", "##→", "##b"]),
        ("e\u0301gal", ["e", "gal"], ["e", "##gal"]),
        ("co\u00adoperate", ["co", "operate"], ["cooperate"]),
        ("ق\u064eص", ["ق", "ص"], ["ق", "##ص"]),
    ],
)
def test_a_sign_that_is_no_punctuation_stands_alone(
    text: str, here: list[str], there: list[str]
) -> None:
    """The one known difference: ours cuts at symbols, loose accents and invisible characters.

    The reference glues them to the letters beside them. Each word of ours has its own offsets.
    """
    known = installed().cutter.vocabulary
    assert [known[name] for name in here] == ours(text)
    assert [known[name] for name in there] == theirs(text)


@given(st.text(max_size=200))
def test_words_cover_the_text_in_order(text: str) -> None:
    """Words lie inside the text, don't overlap, hold no space, and leave only blanks between."""
    found = cut(text)
    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        assert word.pieces
        assert not any(one.isspace() for one in text[word.start : word.end])
        assert 0 <= word.shape < SHAPES
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {place for word in found for place in range(word.start, word.end)}
    left = (one for place, one in enumerate(text) if place not in covered)
    assert all(one.isspace() or plain(one) == "" for one in left)


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_words_of_a_stretch_stay_inside_it(text: str, one: int, other: int) -> None:
    """`words(text, start, end)` gives the words of `text[start:end]`, moved by `start`."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    there = [(word.start - start, word.end - start) for word in SMALL.words(text, start, end)]
    assert [(word.start, word.end) for word in cut(text[start:end])] == there


@given(st.text(max_size=120))
def test_what_was_cut_before_changes_nothing(text: str) -> None:
    """The cache is only a cache."""
    fresh = WordPiece(SMALL.vocabulary)
    assert list(fresh.words(text, 0, len(text))) == cut(text) == cut(text)


@given(st.text("unitedsa", min_size=1, max_size=40))
def test_known_pieces_spell_the_word(text: str) -> None:
    """The pieces of a word that is not unknown, put together, are the word."""
    for word in cut(text):
        if names(word) != [UNKNOWN]:
            spelt = "".join(name.removeprefix("##") for name in names(word))
            assert plain(text[word.start : word.end]) == spelt


@pytest.mark.parametrize(
    "text, expected",
    [
        ("united", [["unit", "##ed"]]),
        ("UNITED Nations", [["unit", "##ed"], ["nation", "##s"]]),
        ("únît", [["unit"]]),
        ("unx", [[UNKNOWN]]),
        ("a-a", [["a"], ["-"], ["a"]]),
        ("a_a", [["a"], ["_"], ["a"]]),
        ("nation's", [["nation"], ["'"], [UNKNOWN]]),
        ("a" * LONGEST_WORD, [["a", *["##a"] * (LONGEST_WORD - 1)]]),
        ("a" * (LONGEST_WORD + 1), [[UNKNOWN]]),
        ("\u200b \u0301", []),
    ],
)
def test_pieces(text: str, expected: list[list[str]]) -> None:
    """A word is cut greedily into the longest pieces; one that can't be cut is unknown."""
    assert expected == [names(word) for word in cut(text)]


def test_a_million_letters_are_one_unknown_word() -> None:
    """A word without end costs one piece."""
    (word,) = cut("a" * 1_000_000)
    assert (0, 1_000_000, [UNKNOWN]) == (word.start, word.end, names(word))


@pytest.mark.parametrize(
    "word, expected",
    [
        (",", 0),
        ("الجيش", 0),
        ("army", 1),
        ("Army", 2),
        ("A", 2),
        ("É", 2),
        ("NATO", 3),
        ("2021", 4),
        ("B52", 4),
        ("iPhone", 5),
        ("McDonald", 2),
    ],
)
def test_shape(word: str, expected: int) -> None:
    """The case that the vocabulary lacks is kept as a number."""
    assert expected == shape(word)

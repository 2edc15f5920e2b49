"""Language by script and small words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.ingest import detect_language

TEXTS = {
    "en": "The ministry said that two soldiers were hurt when a rocket hit the base in the north.",
    "es": "El ministerio dijo que dos soldados fueron heridos por un cohete en el norte del país.",
    "fr": (
        "Le ministère a dit que deux soldats ont été blessés par une roquette dans le nord du pays."
    ),
    "de": (
        "Das Ministerium teilte mit, dass zwei Soldaten bei dem Angriff auf die "
        "Basis verletzt wurden."
    ),
    "pt": (
        "O ministério disse que dois soldados foram feridos por um foguete que não "
        "explodiu na base."
    ),
    "it": (
        "Il ministero ha detto che due soldati sono stati feriti da un razzo nella base del nord."
    ),
    "nl": (
        "Het ministerie zei dat twee soldaten bij de aanval op de basis gewond zijn "
        "en niet zijn gevlucht."
    ),
    "tr": (
        "Bakanlık, bir roketin üssü vurduğunu ve iki askerin yaralandığını, ancak "
        "daha çok ayrıntı için beklediğini söyledi."
    ),
    "ar": "قالت الوزارة إن جنديين أصيبا في هجوم على قاعدة في شمال البلاد من قبل مسلحين مع قذائف",
    "fa": "وزارت دفاع گفت که دو سرباز در حمله به پایگاه زخمی شد و این حمله از شمال بود",
    "ur": (
        "وزارت نے کہا کہ شمال میں فوجی اڈے پر حملے کے بعد دو فوجی زخمی ہو گئے ہیں اور یہ حملہ تھا"
    ),
    "ru": (
        "Министерство сообщило, что два солдата были ранены при обстреле базы на "
        "севере и не были убиты."
    ),
    "uk": (
        "Міністерство повідомило, що два солдати були поранені під час обстрілу "
        "бази на півночі та не загинули."
    ),
    "el": "Το υπουργείο είπε ότι δύο στρατιώτες τραυματίστηκαν",
    "ja": "国防省は二人の兵士が攻撃で負傷したと発表した",
    "zh": "国防部说两名士兵在袭击中受伤没有人死亡",
}


@pytest.mark.parametrize("language", TEXTS)
def test_each_language(language: str) -> None:
    """A plain sentence of each language is told."""
    found = detect_language(TEXTS[language])

    assert found is not None
    assert found[0] == language


def test_capitals_do_not_matter() -> None:
    """Dispatches in capitals are read like others."""
    assert detect_language(TEXTS["en"].upper()) == ("en", "stop words")


@pytest.mark.parametrize(
    "text",
    ["", "12345", "Rocket attack", "xyz " * 30, TEXTS["en"] + " " + TEXTS["es"], "नमस्ते " * 20],
)
def test_unsure_is_null(text: str) -> None:
    """Too little, too mixed or unknown is not guessed."""
    assert detect_language(text) is None


@given(st.text())
def test_any_text_is_safe(text: str) -> None:
    """Detection never raises and its rule is one of two."""
    found = detect_language(text)

    assert found is None or found[1] in {"stop words", "script"}

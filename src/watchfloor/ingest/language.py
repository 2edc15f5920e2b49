"""Which language a text is in: its script first, then its commonest small words."""

from collections import Counter

from watchfloor.ingest.wordings import word_set
from watchfloor.model.late import late_regex

_SAMPLE = 6000
_WORD = late_regex(r"[^\W\d_]+")
_MIN_WORDS = 8
_MIN_HITS = 4
_MIN_SHARE = 0.08
_MIN_LEAD = 1.4
"""Hits of the best language over those of the next: closer is "unsure"."""
_MIN_SCRIPT_SHARE = 0.6

_SCRIPTS = {
    "latin": late_regex(r"[A-Za-zÀ-ɏḀ-ỿ]"),
    "arabic": late_regex(r"[\u0620-\u064a\u066e-\u06d3]"),
    "cyrillic": late_regex(r"[\u0400-\u052f]"),
    "greek": late_regex(r"[\u0370-\u03ff]"),
    "hebrew": late_regex(r"[\u05d0-\u05ea]"),
    "hangul": late_regex(r"[\uac00-\ud7a3]"),
    "kana": late_regex(r"[\u3040-\u30ff]"),
    "han": late_regex(r"[\u4e00-\u9fff]"),
}
_BEYOND = late_regex(r"[^\x00-\x7f]+")
_MIN_LETTERS = 12
# A little kana among Chinese characters is Japanese; a Chinese text has none.
_KANA_SHARE = 0.05
_SOLE = {"greek": "el", "hebrew": "he", "hangul": "ko", "han": "zh"}


_STOP_WORDS = {
    "latin": {
        "en": word_set(
            "the of and to in that was for on with by is at from has have were are this which be "
            "said as it his their they been had would who not an but its after he"
        ),
        "es": word_set(
            "el la de que y en los las del se por con una un para no al su lo como más pero fue "
            "sus este ha según también entre sobre dos"
        ),
        "fr": word_set(
            "le la les de des du et en un une que qui dans pour par sur au aux est pas plus ce "
            "avec son sa ses il ont été mais cette ou selon"
        ),
        "de": word_set(
            "der die das und in den von zu mit im für auf des nicht ein eine dem sich ist auch "
            "als an nach wie sie bei aus werden wurde dass einen"
        ),
        "pt": word_set(
            "o a os as de da do das dos que e em no na nos nas um uma para com não por se mais "
            "foi ao como mas sua seu pelo pela são também"
        ),
        "it": word_set(
            "il lo la i gli le di del della dei delle che e in un una per con non da al alla nel "
            "nella si sono è anche più come ha dal ma stato"
        ),
        "nl": word_set(
            "de het een van en in op te dat is voor met zijn aan niet er door om bij ook uit naar "
            "maar werd hebben heeft over als worden ze"
        ),
        "sv": word_set(
            "och i att det som en på är av för med till den har de inte om ett han var från men "
            "vid efter också under sig kan enligt"
        ),
        "pl": word_set(
            "w i na z do że się nie o to jest przez po od za jak ale co oraz dla przed był była "
            "było są ich jego tym który które także"
        ),
        "ro": word_set(
            "de la în și a cu pe din care că nu o un mai sa prin pentru fost este au al ale sau "
            "după către dintre despre fi"
        ),
        "tr": word_set(
            "ve bir bu da de için ile olan olarak çok daha gibi en sonra kadar ise olduğunu göre "
            "tarafından ancak ya o ne değil dedi"
        ),
        "id": word_set(
            "yang di dan dari ini itu dengan untuk pada dalam tidak ke oleh akan adalah telah "
            "juga mereka sebagai karena tersebut ada kata bahwa"
        ),
    },
    "arabic": {
        "ar": word_set(
            "في من على إلى أن التي عن مع هذا الذي هذه ما لا كان وقال كما أو بعد قد لم بين ذلك "
            "وفي عند خلال قبل كل منذ حتى"
        ),
        "fa": word_set(
            "در به از که این را با است برای آن یک خود تا بر های هم شد کرد شده می او بود اما نیز "
            "پس دو گفت وی ما یا"
        ),
        "ur": word_set(
            "کے میں کی ہے اور سے کا کو اس نے ہیں کہ پر یہ نہیں بھی تھا ایک کر گیا ہو تو کیا جو "
            "ان وہ لیے تھے"
        ),
    },
    "cyrillic": {
        "ru": word_set(
            "и в на не что с по из за от как о для это к был его но а их также до после или он "
            "были при все которые было"
        ),
        "uk": word_set(
            "і в на не що з та у за до про як від це для його але їх також після або він були "
            "при й який які було під"
        ),
        "bg": word_set(
            "и в на не че с по от за да е се са как като но или при след до това във със беше "
            "който която които още"
        ),
    },
}


def detect_language(text: str) -> tuple[str, str] | None:
    """Return the ISO 639-1 code of the text's language and the rule, or None when unsure.

    The rule is "stop words", or "script" where one script has one language of news.
    """
    sample = text[:_SAMPLE].casefold()
    script = _main_script(sample)
    if script is None:
        return None
    if script in _SOLE:
        return _SOLE[script], "script"
    if script == "kana":
        return "ja", "script"
    return _by_stop_words(sample, _STOP_WORDS[script])


def _main_script(sample: str) -> str | None:
    # only Latin has letters in ASCII, which most texts are made of
    beyond = "".join(_BEYOND.findall(sample))
    counts = Counter(
        {
            name: len(letters.findall(sample if name == "latin" else beyond))
            if beyond or name == "latin"
            else 0
            for name, letters in _SCRIPTS.items()
        }
    )
    total = counts.total()
    if total < _MIN_LETTERS:
        return None
    if counts["han"] + counts["kana"] > _MIN_SCRIPT_SHARE * total:
        return "kana" if counts["kana"] > _KANA_SHARE * total else "han"
    name, best = counts.most_common(1)[0]
    return name if best >= _MIN_SCRIPT_SHARE * total else None


def _by_stop_words(sample: str, languages: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    words = _WORD.findall(sample)
    if len(words) < _MIN_WORDS:
        return None
    times = Counter(words)
    hits = Counter({name: sum(times[word] for word in small) for name, small in languages.items()})
    (best, most), (_, next_most) = hits.most_common(2)
    sure = most >= max(_MIN_HITS, _MIN_SHARE * len(words)) and most >= _MIN_LEAD * next_most
    return (best, "stop words") if sure else None

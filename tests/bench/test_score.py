"""Classification, matching, tallies and the bootstrap against cases worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.baselines.sentences import majority, tfidf_svc
from bench.baselines.words import find_words, stem, table
from bench.score.bootstrap import intervals
from bench.score.classify import (
    NONE,
    accuracy,
    confusion,
    macro_f1,
    moments,
    pearson,
    per_class,
)
from bench.score.match import greedy, overlap, shared_fillers, token_f1
from bench.score.tally import Tally, add, f1, f1_of, share


def test_macro_f1_is_the_mean_over_the_classes_that_occur() -> None:
    """By hand: a has F1 2/3, b 2/3; a class without gold counts with 0 once it is predicted."""
    assert macro_f1(confusion([("a", "a"), ("a", "b"), ("b", "b")])) == pytest.approx(2 / 3)
    assert macro_f1(confusion([("a", "a"), ("a", "c")])) == pytest.approx((2 / 3 + 0) / 2)


def test_no_answer_misses_the_gold_class_and_is_no_class() -> None:
    """The label "none" is not averaged."""
    counts = confusion([("a", NONE), ("b", "b")])
    assert ["a", "b"] == [one.label for one in per_class(counts)]
    assert macro_f1(counts) == 0.5
    assert accuracy(counts) == 0.5


def test_without_items_there_is_no_figure() -> None:
    """Nothing measured is None, never 0."""
    assert macro_f1({}) is None
    assert accuracy({}) is None
    assert pearson({}) is None
    assert share(0, 0) is None


def test_pearson_of_a_line_is_one_and_of_a_constant_unknown() -> None:
    """The sign of the slope is the sign of r."""
    assert pearson(moments([(1, 2), (2, 4), (3, 6)])) == pytest.approx(1)
    assert pearson(moments([(1, 6), (2, 4), (3, 2)])) == pytest.approx(-1)
    assert pearson(moments([(1, 3), (2, 3)])) is None


def test_pearson_by_hand() -> None:
    """Deviations (-1, 0, 1) and (-1, 1, 0) give 1/2."""
    assert pearson(moments([(1, 1), (2, 3), (3, 2)])) == pytest.approx(0.5)


def test_f1_of_nothing_right_is_zero() -> None:
    """Empty sides divide nothing by nothing without complaint."""
    assert f1(0, 0, 0) == 0.0
    assert f1(0, 3, 0) == 0.0
    assert f1_of(0, 0, 0, 0) == 0.0
    assert f1(1, 2, 2) == 0.5
    assert f1_of(1, 2, 1, 2) == 0.5


@given(st.lists(st.dictionaries(st.tuples(st.sampled_from("ab")), st.integers(0, 9)), max_size=5))
def test_tallies_add_up_in_any_order(tallies: list[Tally]) -> None:
    """The sum does not depend on the order of the documents."""
    assert dict(add(tallies)) == dict(add(reversed(tallies)))


def test_spans_that_touch_do_not_overlap() -> None:
    """Ends are excluded: off by one is no match."""
    assert not overlap((0, 4), (4, 8))
    assert overlap((0, 5), (4, 8))


def test_greedy_prefers_the_better_rank_and_pairs_one_to_one() -> None:
    """The best pair is made first, the second prediction takes what is left."""
    gold, said = [1, 2], [2, 2, 9]
    pairs = greedy(gold, said, lambda x, y: None if y == 9 else (x == y,))
    assert [(0, 1), (1, 0)] == pairs


def test_a_filler_is_right_if_it_shares_a_content_word() -> None:
    """Articles do not count, and a gold filler serves once."""
    assert shared_fillers(["the army"], ["Army units"]) == 1
    assert shared_fillers(["the army"], ["the farmers"]) == 0
    assert shared_fillers(["the army"], ["army", "army"]) == 1
    assert shared_fillers([], ["army"]) == 0
    assert shared_fillers(["who"], ["who"]) == 1


def test_token_f1_counts_repeated_words() -> None:
    """By hand: two of three and two words in common give 4/5."""
    assert token_f1("we never left", "never left") == pytest.approx(0.8)
    assert token_f1("no no", "no") == pytest.approx(2 / 3)
    assert token_f1("yes", "no") == 0.0
    assert token_f1("", "") == 0.0


def test_the_interval_is_repeatable_and_holds_the_figure() -> None:
    """Half of the documents right gives an interval around .5, twice the same."""
    tallies: list[Tally] = [{("right",): float(n % 2), ("all",): 1.0} for n in range(40)]

    def metrics(counts: Tally) -> dict[str, float | None]:
        return {"acc": share(counts.get(("right",), 0), counts[("all",)]), "none": None}

    once = intervals(tallies, metrics, seed=0, samples=200)
    assert once == intervals(tallies, metrics, seed=0, samples=200)
    assert ["acc"] == list(once)
    low, high = once["acc"]
    assert 0.25 < low < 0.5 < high < 0.75


def test_the_interval_of_equal_documents_is_a_point() -> None:
    """Drawing other documents of the same kind changes nothing."""
    tallies: list[Tally] = [{("n",): 1.0}] * 5
    found = intervals(tallies, lambda t: {"n": t[("n",)]}, seed=0, samples=20)
    assert {"n": (5.0, 5.0)} == found


@pytest.mark.parametrize(
    "word, expected",
    [("killed", "kill"), ("stopped", "stop"), ("Raids", "raid"), ("agreed", "agr"), ("red", "red")],
)
def test_the_stem_is_crude(word: str, expected: str) -> None:
    """Endings go, also where a linguist would keep them."""
    assert expected == stem(word)


def test_neighbouring_words_of_one_type_are_one_anchor() -> None:
    """Two words side by side name one event, two words apart name two."""
    known = {"opened": "ASSAULT", stem("opened"): "ASSAULT", "fire": "ASSAULT", "fir": "ASSAULT"}
    text = "They opened fire, then fire again"
    assert ["opened fire", "fire"] == [text[a:b] for (a, b), _ in find_words(text, known)]


def test_the_committed_dictionary_knows_plain_words() -> None:
    """The table is there and says what training said."""
    words = table()
    assert words["kidnap"] == "ASSAULT"
    assert words["demand"] == "REQUEST"


def test_the_majority_is_the_most_frequent_label() -> None:
    """Ties go to the first by name."""
    assert ["b", "b", "b"] == majority(["b", "a", "b"])
    assert ["a", "a"] == majority(["b", "a"])


def test_the_reference_model_gives_labels_or_a_reason() -> None:
    """Without scikit-learn, or with too few sentences, a reason takes the place of labels."""
    assert isinstance(tfidf_svc(["one", "two"], ["a", "b"]), str)
    texts = [f"{word} {n}" for n in range(10) for word in ("red", "blue")]
    found = tfidf_svc(texts, [text.split()[0] for text in texts])
    assert isinstance(found, str) or found == [text.split()[0] for text in texts]

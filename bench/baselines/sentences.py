"""Baselines for a label of a sentence."""

from collections import Counter
from collections.abc import Sequence

FOLDS = 5


def majority(labels: Sequence[str]) -> list[str]:
    """Give every item the most frequent label (of equal ones the first by name)."""
    counts = Counter(labels)
    most = min(counts, key=lambda label: (-counts[label], label))
    return [most] * len(labels)


def tfidf_svc(texts: Sequence[str], labels: Sequence[str]) -> list[str] | str:
    """Cross-validate TF-IDF of words and pairs with a linear SVC; a reason where it can't be done.

    It is a reference that learns from the file itself, unlike anything else of the harness.
    """
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  (an extra)
        from sklearn.model_selection import (  # noqa: PLC0415
            StratifiedKFold,
            cross_val_predict,
        )
        from sklearn.pipeline import make_pipeline  # noqa: PLC0415
        from sklearn.svm import LinearSVC  # noqa: PLC0415
    except ImportError:
        return "needs scikit-learn: pip install 'watchfloor[bench]'"
    if min(Counter(labels).values()) < FOLDS:
        return f"needs at least {FOLDS} sentences of each label for {FOLDS} folds"
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LinearSVC(random_state=0)
    )
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    return [str(one) for one in cross_val_predict(model, texts, labels, cv=folds)]

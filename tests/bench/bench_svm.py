"""Prints what a calibrated linear SVM finds on the splits of `bench_topics`: `python -m tests.bench.bench_svm FOLDER`.

It is what docs/adr/0015 compares with: TF-IDF of words, word pairs and word pieces, scikit-learn's LinearSVC, and
probabilities by CalibratedClassifierCV. Out of scope is what is less sure than the least sure 1.5 % of the training
messages that were held back.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import fmean

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.svm import LinearSVC

from tests.bench.bench_topics import SEED, Rows, read, split

OUT_OF_SCOPE = "oos"


def main() -> None:
    """Learn and measure on the three splits."""
    folder = Path(sys.argv[1])
    few = read(folder / "banking77-train-10shot.csv")
    train, fifth, unseen = split(read(folder / "banking77-train.csv"), few)
    _measure("Banking77, a fifth held out", train, fifth)
    _measure("Banking77, ten of each", few, unseen)
    _measure("CLINC150", read(folder / "clinc150-train.csv"), read(folder / "clinc150-val.csv"))


def _measure(name: str, train: Rows, test: Rows) -> None:
    known = [row for row in train if row[1] != OUT_OF_SCOPE]
    started = time.perf_counter()
    model = _fit(known)
    took = time.perf_counter() - started
    inside = [row for row in test if row[1] != OUT_OF_SCOPE]
    shares = model.predict_proba([text for text, _ in inside])
    best = np.argsort(-shares, axis=1)
    topics = [[str(model.classes_[place]) for place in places[:3]] for places in best]
    gold = [topic for _, topic in inside]
    first = fmean(found[0] == topic for found, topic in zip(topics, gold, strict=True))
    three = fmean(topic in found for found, topic in zip(topics, gold, strict=True))
    print(f"{name}: accuracy {first:.4f}, first three {three:.4f}, learned in {took:.0f} s", flush=True)
    outside = [text for text, topic in test if topic == OUT_OF_SCOPE]
    if outside:
        learned, held = train_test_split(known, test_size=0.2, random_state=SEED, stratify=[one for _, one in known])
        floor = float(np.quantile(_fit(learned).predict_proba([text for text, _ in held]).max(axis=1), 0.015))
        kept = [share >= floor for share in shares.max(axis=1)]
        right = fmean(stays and found[0] == topic for stays, found, topic in zip(kept, topics, gold, strict=True))
        recall = float((model.predict_proba(outside).max(axis=1) < floor).mean())
        print(f"  with the threshold: accuracy {right:.4f}, recall out of scope {recall:.4f}", flush=True)


def _fit(rows: Rows) -> Pipeline:
    vectors = make_union(
        TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)),
        TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5)),
    )
    model = make_pipeline(vectors, CalibratedClassifierCV(LinearSVC(), cv=3))
    return model.fit([text for text, _ in rows], [topic for _, topic in rows])


if __name__ == "__main__":
    main()

"""Train the judge on our own texts and write its weights: `make train`.

    python -m train.run [--check] [--missed] [--without DATA …]

Cross-fitted: every figure that is printed comes from texts that the judge had not seen.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from marsad.coders.base import Findings
from marsad.coders.signals.judge.facets import name_features
from marsad.coders.signals.judge.model import Judge
from marsad.extract import extract_article
from marsad.pipeline import find_all
from marsad.sources.files import make_line_capture
from train.fit import fit_judge, fit_linear, fit_verdict
from train.label import Samples, label_text
from train.load import HERE, TESTS, Text, load_texts
from train.tune import Trial, count, rate, try_text

OUT = HERE.parent / "src" / "marsad" / "coders" / "signals" / "judge" / "weights.json"
DATA = {"texts": (HERE / "texts",), "cases": (TESTS / "cases",), "ways": (TESTS / "ways", HERE / "ways")}
FOLDS = 5


def find(text: Text) -> Findings:
    """Return what the finders find in a text."""
    line = {"id": text.id, "text": text.text, "extracted": text.published}
    return find_all(extract_article(make_line_capture(line, "-")))


def make_samples(texts: Sequence[Text], found: Sequence[Findings]) -> Samples:
    """Return the samples of all texts."""
    out = Samples()
    for number, (text, findings) in enumerate(zip(texts, found, strict=True)):
        label_text(number, text, findings, out)
    out.on_topic = find_on_topic(texts, out)
    return out


def find_on_topic(texts: Sequence[Text], samples: Samples) -> frozenset[int]:
    """Return the texts that words are judged by: those with signals, and those that another's topic model lets pass.

    In a text off topic nothing is a signal whatever its words say, which the topic model alone must learn.
    """
    apt = {number for number, text in enumerate(texts) if text.signals or text.only is not None}
    for fold in range(FOLDS):
        model = fit_linear("topic", [row for row in samples.topic if row[0] % FOLDS != fold])
        others = ((number, name_features(*names)) for number, names, _ in samples.topic if number % FOLDS == fold)
        apt |= {number for number, features in others if model.weigh(features) > 0.5}
    return frozenset(apt)


def try_folds(texts: Sequence[Text], found: Sequence[Findings], samples: Samples) -> Iterator[Trial]:
    """Yield what judges make of the whole reports that they were not fitted to."""
    numbers = range(len(texts))
    for fold in range(FOLDS):
        judge = fit_judge(samples, frozenset(n for n in numbers if n % FOLDS != fold))
        for number in numbers:
            if number % FOLDS == fold and texts[number].whole:
                yield try_text(texts[number], found[number], judge)


def train(texts: Sequence[Text]) -> Judge:
    """Return the judge of the texts, with bounds and calibration from cross-fitting; prints how it did."""
    found = [find(text) for text in texts]
    samples = make_samples(texts, found)
    report(texts, samples)
    trials = list(try_folds(texts, found, samples))
    verdict = fit_verdict([row for trial in trials for row in rate(trial)])
    judge = msgspec.structs.replace(fit_judge(samples), verdict=verdict)
    tally = count(judge, trials)
    print(f"unseen reports: P {tally.precision or 0:.3f} R {tally.recall or 0:.3f} F1 {tally.f1 or 0:.3f}")
    return judge


def report(texts: Sequence[Text], samples: Samples) -> None:
    """Print how much there is to learn from."""
    told = sum(len(text.signals) for text in texts)
    print(f"{len(texts)} texts, {told} signals, {len(samples.missed)} of {samples.golds} without a proposal")
    print(f"samples: {len(samples.cue)} cues, {len(samples.piece)} pieces, {len(samples.actor)} actors", end=", ")
    print(f"{len(samples.voice)} voices, {len(samples.target)} targets, {len(samples.topic)} documents")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the training."""
    parser = argparse.ArgumentParser(description="Train the judge.")
    parser.add_argument("--missed", action="store_true", help="list the signals that have no proposal")
    parser.add_argument("--check", action="store_true", help="count proposals only, train nothing")
    parser.add_argument("--without", nargs="*", default=[], choices=sorted(DATA), help="leave out some of the data")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write the weights")
    options = parser.parse_args(arguments)
    texts = load_texts(folder for name, folders in DATA.items() if name not in options.without for folder in folders)
    if options.check:
        samples = make_samples(texts, [find(text) for text in texts])
        report(texts, samples)
        for name, gold in samples.missed if options.missed else ():
            print("  ", name, gold.type, "+".join(gold.actors), gold.at)
        return
    judge = train(texts)
    options.out.write_bytes(msgspec.json.format(msgspec.json.encode(judge, order="sorted"), indent=1) + b"\n")
    print(f"written: {options.out.name}, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

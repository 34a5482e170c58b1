"""The extra `embed`: a sentence model from the operator's folder, checked by its hash, beside the words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
from acme import mention
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from bot.adapters.reader.topics.blending import BlendedTopics
from bot.adapters.reader.topics.embedding import Embedder, hash_of
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.mistakes import UnusableEmbeddingError
from bot.config import Settings, load
from bot.domain.errors import ConfigurationError
from bot.domain.understood import Ranked
from bot.shipped import shipped
from bot.wiring.reading import embedder_of, reader_of
from bot.wiring.texts import library

WORDS = {"[UNK]": 0, "money": 1, "cash": 2, "back": 3, "door": 4, "locked": 5, "key": 6, "soldi": 7}
MEANINGS = np.array(
    [[0, 0, 1], [1, 0, 0], [1, 0.1, 0], [0.9, 0, 0], [0, 1, 0], [0, 1, 0.1], [0, 0.9, 0], [1, 0, 0]], dtype=np.float32
)
EXAMPLES = [Example("money back", "refund"), Example("door locked", "login")]


def write_model(folder: Path, *, pooled: bool = False) -> Path:
    """Write a model that gives every word its meaning; `pooled` makes it give a point a sentence."""
    tokenizer = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["tokens"])]
    result, shape = "tokens", ["batch", "length", 3]
    if pooled:
        nodes.append(helper.make_node("ReduceMax", ["tokens"], ["sentence"], axes=[1], keepdims=0))
        result, shape = "sentence", ["batch", 3]
    graph = helper.make_graph(
        nodes,
        "meanings",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])],
        [helper.make_tensor_value_info(result, TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(MEANINGS, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.save(model, str(folder / "model.onnx"))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a model of a point a word."""
    return write_model(tmp_path)


@pytest.fixture
def embedder(folder: Path) -> Embedder:
    """That model, loaded."""
    return Embedder(folder, hash_of(folder))


class Words:
    """Finds by words what a test says."""

    def __init__(self, *found: Ranked) -> None:
        self._found = found

    def rank(self, text: str) -> Sequence[Ranked]:
        """Return what the test says."""
        return self._found


def test_texts_that_mean_the_same_lie_together(embedder: Embedder) -> None:
    money, cash, door = embedder.embed(["money", "cash", "the door"])
    assert money @ cash > 0.9 > 0.5 > money @ door


def test_a_longer_neighbour_in_the_batch_changes_nothing(embedder: Embedder) -> None:
    alone, beside = embedder.embed(["money"])[0], embedder.embed(["money", "door locked key door"])[0]
    assert alone.tolist() == pytest.approx(beside.tolist())


def test_a_model_that_gives_a_point_a_sentence_fits_too(tmp_path: Path) -> None:
    whole = Embedder(write_model(tmp_path, pooled=True), hash_of(tmp_path))
    assert whole.embed(["money", "door"]).shape == (2, 3)


@pytest.mark.parametrize("text", ["", "😀", "word " * 5_000, "\ud800", "\x00"])
def test_any_text_has_a_point(embedder: Embedder, text: str) -> None:
    assert np.isfinite(embedder.embed([text])).all()


def test_a_model_with_another_hash_is_not_used(folder: Path) -> None:
    with pytest.raises(UnusableEmbeddingError, match="compare it with what the model's publisher says"):
        Embedder(folder, "0" * 64)


def test_without_the_extra_the_sentence_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # None is how Python marks a module that cannot be imported.
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UnusableEmbeddingError, match=r"pip install '\.\[embed\]'"):
        Embedder(folder, hash_of(folder))


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    digest = hash_of(folder)
    (folder / name).unlink()
    with pytest.raises(UnusableEmbeddingError, match=f"there is no {name} in"):
        Embedder(folder, digest)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_of_something_else_is_no_model(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"something else")
    with pytest.raises(UnusableEmbeddingError, match="holds no sentence model"):
        Embedder(folder, hash_of(folder))


def test_meaning_finds_what_no_word_does(embedder: Embedder) -> None:
    best = BlendedTopics(Words(), embedder, EXAMPLES).rank("cash soldi")[0]
    assert ("refund", "means the same as 1 known question") == (best.topic, best.reason)


def test_what_the_words_tell_surely_stays(embedder: Embedder) -> None:
    sure = Ranked("login", 0.8, "“login” is in the text")
    assert (sure,) == BlendedTopics(Words(sure), embedder, EXAMPLES).rank("money")


def test_the_more_examples_the_less_meaning_counts(embedder: Embedder) -> None:
    guess = Ranked("login", 0.6, "1 similar one")
    few = BlendedTopics(Words(guess), embedder, EXAMPLES).rank("money")
    many = BlendedTopics(Words(guess), embedder, [*EXAMPLES * 200]).rank("money")
    assert ("refund", "login") == (few[0].topic, many[0].topic)


def test_a_text_like_none_of_the_examples_stays_out_of_scope(embedder: Embedder) -> None:
    nothing = Ranked("", 0.9, "unlike the questions answered so far")
    assert nothing == BlendedTopics(Words(nothing), embedder, EXAMPLES).rank("weather")[0]


def test_the_reader_uses_the_operators_model(folder: Path) -> None:
    settings = configured(folder, hash_of(folder))
    card = library(settings).responses
    reading = reader_of(settings, card, answered=EXAMPLES * 3).read(mention("@acme soldi cash ?"))
    assert "refund" == reading.topic


def test_a_wrong_hash_is_told_with_its_key(folder: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        embedder_of(configured(folder, "0" * 64))
    assert ["reading.embed_model"] == [one.key for one in raised.value.problems]


def configured(folder: Path, digest: str) -> Settings:
    """The example configuration with a sentence model."""
    text = shipped("config.example.toml").read_text(encoding="utf-8")
    named = f'[reading]\nembed_model = "{folder}"\nembed_sha256 = "{digest}"\n'
    file = folder / "config.toml"
    file.write_text(text.replace("[reading]\n", named, 1), encoding="utf-8")
    return load(file, {}, need_secrets=False)

"""Why a text could be about a topic, in one line that a junior can read. It never decides what it is about."""

from __future__ import annotations

from bot.adapters.reader.topics.parts import Parts, Traces

NOTHING_KNOWN = "no word in it is known"
_MOST_WORDS = 2
_SHORTEST_WORD = 3
_MUCH_LESS = 0.5


def reason(parts: Parts, traces: Traces, text: str, topic: int) -> str:
    """Return like: “refund” and 3 similar answered questions.

    Arguments:
        parts: what was learned.
        traces: what `parts` saw in the text.
        text: what the customer wrote.
        topic: the number of the topic.
    """
    if traces.vector.nnz == 0:
        return NOTHING_KNOWN
    pulls = {word: pull for word, pull in _pulls(parts, traces, text, topic).items() if pull > 0}
    best = sorted(pulls, key=lambda word: -pulls[word])[:_MOST_WORDS]
    telling = [f"“{word}”" for word in best if pulls[word] >= _MUCH_LESS * pulls[best[0]]]
    similar = traces.near.similar(topic)
    if similar:
        telling.append(f"{similar} similar answered {'question' if similar == 1 else 'questions'}")
    if not telling:
        return "little in it tells"
    return " and ".join([", ".join(telling[:-1]), telling[-1]] if len(telling) > 1 else telling)


def _pulls(parts: Parts, traces: Traces, text: str, topic: int) -> dict[str, float]:
    """Return how much each word of the text speaks for the topic."""
    weights = dict(zip(traces.vector.indices.tolist(), traces.vector.data.tolist(), strict=True))
    known = {word: column for word, column in parts.vectoriser.known_words(text).items() if len(word) >= _SHORTEST_WORD}
    if not known:
        return {}
    columns = list(known.values())
    pulls = parts.network.pulls(columns, [weights.get(column, 0.0) for column in columns], traces.hidden, topic)
    return dict(zip(known, pulls, strict=True))

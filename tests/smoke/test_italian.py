"""A billing question in Italian, with the real bot: the right teammate, the right language, and why on the card."""

from __future__ import annotations

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import about, one, words


def test_an_italian_billing_question_reaches_the_billing_teammate() -> None:
    """“rimborso” is the operator's “refund”: the billing team is asked, and reads why; Mia reads Italian."""
    with Rehearsal() as rehearsal:
        config = rehearsal.folder / "config.toml"
        before, mark, billing = config.read_text(encoding="utf-8").partition('name = "billing"')
        assert mark
        # Grace alone looks after billing here, so that it shows whose team was asked.
        config.write_text(
            before + mark + billing.replace('members = ["Ada", "Tom"]', 'members = ["Grace"]'), encoding="utf-8"
        )
        rehearsal.stop_bot()
        rehearsal.start_bot()
        stage = rehearsal.stage
        post = stage.post("anna_k", "@acme buongiorno, quando arriva il rimborso che mi avete promesso a marzo?")
        reply = stage.expect("a first reply", lambda now: one(now.replies(post["id"])))
        card = stage.expect("a card", lambda now: about(now.cards(), post["id"]))
        assert reply["text"].startswith(("@anna_k Salve", "Salve"))
        assert "refund → billing: “rimborso” ≈ refund" in words(card)
        told = stage.expect("a private message", lambda now: one(now.told("U0GRACE")))
        assert "refund → billing" in words(told)
        assert [] == stage.state().told("U0ADA")

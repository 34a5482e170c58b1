"""The operator's part of the audit trail: what was changed on the machine. Never what anybody wrote."""

from __future__ import annotations

from datetime import datetime

from bot.ports.store import AuditRow, Transaction

OPERATOR = "operator"


def operator_did(tx: Transaction, what: str, now: datetime) -> None:
    """Write down at `now` (UTC) what the operator did, in the transaction that does it where there is one."""
    tx.privacy.write_audit(AuditRow(now, OPERATOR, what))

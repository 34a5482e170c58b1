"""A local GitHub: create and list issues of one repository, with GitHub's own error shapes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from desk_servers.side import Call, Opened, Reply, VendorSide

TOKEN, REPOSITORY = "github_pat_secret", "acme/support"


class GitHubSide(VendorSide):
    """https://docs.github.com/en/rest/issues/issues"""

    def __init__(self) -> None:
        super().__init__()
        self.issues: list[dict] = []

    def answer(self, call: Call) -> Reply:
        """Create or list."""
        if call.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(401, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"})
        if call.path != f"/repos/{REPOSITORY}/issues":
            return Reply(404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest"})
        if call.method == "GET":
            return self._list(call)
        issue = call.json
        if not issue.get("title"):
            return self.refusal(422)
        number, now = len(self.issues) + 1, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        made = {**issue, "number": number, "id": 1_000 + number, "state": "open", "created_at": now, "updated_at": now}
        self.issues.append(made)
        return Reply(201, made)

    def _list(self, call: Call) -> Reply:
        page, size = int(call.query.get("page", 1)), int(call.query.get("per_page", 30))
        rows = [one for one in reversed(self.issues) if one["updated_at"] >= call.query["since"]]
        return Reply(200, rows[(page - 1) * size : page * size])

    def refusal(self, status: int) -> Reply:
        """GitHub's words."""
        error = {"resource": "Issue", "field": "title", "code": "missing_field", "value": "anna@mail.example"}
        return Reply(status, {"message": "Validation Failed", "errors": [error], "status": str(status)})

    def opened(self) -> list[Opened]:
        """Issues as anybody sees them: nobody's address."""
        return [
            Opened(f"#{one['number']}", "", one["body"], json.dumps(one, ensure_ascii=False)) for one in self.issues
        ]

"""A local GitHub: create and list issues of one repository, with GitHub's own error shapes."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from desk_servers.side import Call, Opened, Reply, VendorSide

TOKEN, REPOSITORY = "github_pat_secret", "acme/support"
_ISSUE = re.compile(rf"/repos/{REPOSITORY}/issues/(\d+)(/comments)?")


class GitHubSide(VendorSide):
    """https://docs.github.com/en/rest/issues/issues"""

    def __init__(self) -> None:
        super().__init__()
        self.issues: list[dict] = []

    def answer(self, call: Call) -> Reply:
        """Create or list."""
        if call.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(401, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"})
        if about := _ISSUE.fullmatch(call.path):
            return self._issue(self.issues[int(about[1]) - 1], call, about[2])
        if call.path != f"/repos/{REPOSITORY}/issues":
            return Reply(404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest"})
        if call.method == "GET":
            return self._list(call)
        issue = call.json
        if not issue.get("title"):
            return self.refusal(422)
        number, now = len(self.issues) + 1, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        made = {
            **issue,
            "comments_": [],
            "closed_at": None,
            "number": number,
            "id": 1_000 + number,
            "state": "open",
            "created_at": now,
            "updated_at": now,
        }
        self.issues.append(made)
        return Reply(201, made)

    def _issue(self, issue: dict, call: Call, comments: str | None) -> Reply:
        if not comments:
            return Reply(200, issue)
        if call.method == "POST":
            self._comment(issue, call.json["body"], "COLLABORATOR")
            return Reply(201, issue["comments_"][-1])
        page, size = int(call.query.get("page", 1)), int(call.query.get("per_page", 30))
        return Reply(200, issue["comments_"][(page - 1) * size : page * size])

    def _comment(self, issue: dict, body: str, by: str) -> None:
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        issue["comments_"].append({"id": 1, "body": body, "author_association": by, "created_at": at})

    def is_writing(self, call: Call) -> bool:
        """An issue, not a comment."""
        return call.method == "POST" and call.path.endswith("/issues")

    def is_adding(self, call: Call) -> bool:
        """A comment."""
        return call.method == "POST" and call.path.endswith("/comments")

    def added(self) -> list[str]:
        """Comments that begin as a code block: ours."""
        return [one["body"] for issue in self.issues for one in issue["comments_"] if one["body"].startswith("```")]

    def desk_does(self, number: str, standing: str, answer: str = "") -> None:
        """Comment, open or close."""
        issue = self.issues[int(number.removeprefix("#")) - 1]
        over = standing in ("solved", "closed")
        issue["state"] = "closed" if over else "open"
        issue["closed_at"] = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}" if over else None
        if answer:
            self._comment(issue, answer, "MEMBER")

    def customer_answers(self, number: str) -> None:
        """A comment by somebody from outside."""
        self._comment(self.issues[int(number.removeprefix("#")) - 1], "me again", "NONE")

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

"""tweepy, pointed at the sandbox the way the product does it, and the sandbox's control API in Python."""

from __future__ import annotations

from typing import Any

import requests
import tweepy
from requests.adapters import HTTPAdapter

BRAND = "1000"
ANNA = "2001"
BO = "2002"


class Redirect(HTTPAdapter):
    """Sends what is meant for X to the sandbox, and never waits for ever."""

    def __init__(self, url: str, timeout: float = 5.0) -> None:
        super().__init__()
        self.url = url
        self.timeout = timeout

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        assert request.url is not None
        request.url = request.url.replace("https://api.twitter.com", self.url, 1)
        options["timeout"] = options.get("timeout") or self.timeout
        return super().send(request, **options)


def redirected(session: requests.Session, url: str, timeout: float = 5.0) -> None:
    """Mount the redirection on a session."""
    session.mount("https://api.twitter.com/", Redirect(url, timeout))


def user_client(url: str, key: str = "fake-x-key", token: str = "fake-x-token", timeout: float = 5.0) -> Any:
    """Return a client with OAuth 1 user keys."""
    client = tweepy.Client(consumer_key=key, consumer_secret="any", access_token=token, access_token_secret="any")
    redirected(client.session, url, timeout)
    return client


def bearer_client(url: str, bearer: str) -> Any:
    """Return a client with an OAuth 2 token."""
    client = tweepy.Client(bearer)
    redirected(client.session, url)
    return client


class Control:
    """The control API of a running sandbox."""

    def __init__(self, url: str) -> None:
        self.url = f"{url}/control"

    def post(self, path: str, /, **body: Any) -> Any:
        """Do something that must succeed, and return the answer."""
        answer = requests.post(f"{self.url}/{path}", json=body, timeout=5)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, path: str, body: Any) -> tuple[int, str]:
        """Do something that must fail, and return the status and the error."""
        answer = requests.post(f"{self.url}/{path}", json=body, timeout=5)
        return answer.status_code, answer.json()["error"]

    def get(self, path: str) -> Any:
        """Return what there is to read."""
        return requests.get(f"{self.url}/{path}", timeout=5).json()

    def clear(self) -> None:
        """Switch every fault off."""
        assert requests.delete(f"{self.url}/faults", timeout=5).status_code == 200

    def says(self, who: str, text: str, **more: Any) -> str:
        """Let somebody post, and return the post's id."""
        return str(self.post("x/post", **{"as": who}, text=text, **more)["id"])

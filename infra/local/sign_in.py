"""How the local issuer signs people in: authorization code with PKCE, and without any question.

https://www.rfc-editor.org/rfc/rfc7636 and, for redirects to this machine, RFC 8252, 7.3.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from werkzeug import Request, Response

CODE_SECONDS = 60
SOMEBODY = "local-user"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class GrantRefusedError(Exception):
    """A request that the standard refuses, by the standard's code."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code

    def response(self) -> Response:
        """The refusal as the standard has it."""
        body = {"error": self.code, "error_description": str(self)}
        return Response(json.dumps(body), 400, content_type="application/json")


@dataclass(frozen=True)
class Grant:
    """What a code was given for."""

    subject: str
    client: str
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str
    expires: float


class SignIn:
    """Codes that were given and not yet redeemed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._grants: dict[str, Grant] = {}
        self._lock = threading.Lock()

    def authorize(self, request: Request) -> Response:
        """Send whoever comes back at once with a code, as `login_hint` or as somebody.

        Raises:
            GrantRefusedError: It asks for no code with PKCE, or is of a page elsewhere.
        """
        asked = request.args
        if urlsplit(asked.get("redirect_uri", "")).hostname not in LOOPBACK:
            raise GrantRefusedError("invalid_request", "redirect_uri has to be on this machine.")
        if asked.get("response_type") != "code" or not asked.get("client_id"):
            raise GrantRefusedError("unsupported_response_type", "response_type has to be code.")
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            raise GrantRefusedError("invalid_request", "code_challenge has to be there, by S256.")
        grant = Grant(
            subject=asked.get("login_hint", SOMEBODY),
            client=asked["client_id"],
            redirect_uri=asked["redirect_uri"],
            scopes=tuple(asked.get("scope", "").split()),
            challenge=asked["code_challenge"],
            expires=self._clock() + CODE_SECONDS,
        )
        code = secrets.token_urlsafe()
        with self._lock:
            self._grants[code] = grant
        back = urlencode({"code": code, "state": asked.get("state", "")})
        return Response(status=302, headers={"Location": f"{grant.redirect_uri}?{back}"})

    def redeem(self, request: Request) -> Grant:
        """What a code was given for; it can be redeemed once.

        Raises:
            GrantRefusedError: It is none, or another's.
        """
        form = request.form
        if form.get("grant_type") != "authorization_code":
            raise GrantRefusedError("unsupported_grant_type", "grant_type: authorization_code.")
        with self._lock:
            grant = self._grants.pop(form.get("code", ""), None)
        if grant is None or grant.expires < self._clock():
            raise GrantRefusedError("invalid_grant", "The code is unknown, used or too old.")
        if (form.get("redirect_uri"), form.get("client_id")) != (grant.redirect_uri, grant.client):
            raise GrantRefusedError("invalid_grant", "The code was given to somebody else.")
        if not hmac.compare_digest(_challenge(form.get("code_verifier", "")), grant.challenge):
            raise GrantRefusedError("invalid_grant", "code_verifier does not fit.")
        return grant


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

"""A token issuer for local use: one RSA key, the two documents of OpenID discovery, and tokens.

Whoever asks gets one: at once, or by the way that pages sign people in (`sign_in`).
https://openid.net/specs/openid-connect-discovery-1_0.html
"""

import json
import time
import uuid
from collections.abc import Iterable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from werkzeug import Request, Response

from infra.local.sign_in import GrantRefusedError, SignIn

LIFETIME_SECONDS = 3600
ALGORITHM = "RS256"


class Issuer:
    """A WSGI application that issues a token to whoever asks; never expose it."""

    def __init__(self, url: str, audience: str, scopes: Iterable[str] = ()) -> None:
        self.url = url
        self.audience = audience
        self.scopes = sorted(scopes)
        """Those of a token that is asked for without any."""
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._key_id = uuid.uuid4().hex
        self._sign_in = SignIn()

    def token(self, **claims: Any) -> str:  # noqa: ANN401
        """A signed token; a claim of None is left out.

        The claims `iss`, `sub`, `aud`, `scope`, `iat`, `nbf`, `exp` and `jti` have valid defaults.
        """
        now = int(time.time())
        defaults = {
            "iss": self.url,
            "sub": "local-user",
            "aud": self.audience,
            "scope": " ".join(self.scopes) or None,
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME_SECONDS,
            "jti": uuid.uuid4().hex,
        }
        kept = {name: value for name, value in (defaults | claims).items() if value is not None}
        return jwt.encode(kept, self._key, algorithm=ALGORITHM, headers={"kid": self._key_id})

    def jwks(self) -> dict[str, Any]:
        """The public key, as a key set."""
        key = RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return {"keys": [{**key, "kid": self._key_id, "use": "sig", "alg": ALGORITHM}]}

    def configuration(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/.well-known/jwks.json",
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "scopes_supported": self.scopes,
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:  # noqa: ANN401
        """Answer a request; `/token?sub=somebody&scope=…` gives a token as plain text."""
        request = Request(environ)
        try:
            answer = self._answer(request)
        except GrantRefusedError as refusal:
            answer = refusal.response()
        answer.headers["Access-Control-Allow-Origin"] = "*"  # no cookies, and nothing is secret
        return answer(environ, start_response)

    def _answer(self, request: Request) -> Response:
        documents = {
            "/.well-known/openid-configuration": self.configuration,
            "/.well-known/jwks.json": self.jwks,
        }
        if request.path in documents:
            return _json(documents[request.path]())
        if request.path == "/authorize":
            return self._sign_in.authorize(request)
        if request.path == "/token" and request.method == "POST":
            return _json(self._granted(request))
        if request.path == "/token":
            return Response(self.token(**request.args.to_dict()), content_type="text/plain")
        return Response("not found", 404)

    def _granted(self, request: Request) -> dict[str, Any]:
        """A token for a code; of the scopes that were asked for, those that there are."""
        grant = self._sign_in.redeem(request)
        asked = [scope for scope in grant.scopes if scope in self.scopes]
        token = self.token(sub=grant.subject, client_id=grant.client, scope=" ".join(asked))
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": LIFETIME_SECONDS,
            "scope": " ".join(asked),
        }


def _json(document: Any) -> Response:  # noqa: ANN401
    return Response(json.dumps(document), content_type="application/json")

"""A token issuer for local use: one RSA key, the two documents of OpenID discovery, and tokens.

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
            "token_endpoint": f"{self.url}/token",
            "scopes_supported": self.scopes,
            "response_types_supported": ["token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:  # noqa: ANN401
        """Answer a request; `/token?sub=somebody&scope=…` gives a token as plain text."""
        request = Request(environ)
        documents = {
            "/.well-known/openid-configuration": self.configuration,
            "/.well-known/jwks.json": self.jwks,
        }
        if request.path in documents:
            body = json.dumps(documents[request.path]())
            answer = Response(body, content_type="application/json")
        elif request.path == "/token":
            answer = Response(self.token(**request.args.to_dict()), content_type="text/plain")
        else:
            answer = Response("not found", 404)
        return answer(environ, start_response)

"""The JWT authorizer of an HTTP API: checks tokens as API Gateway does.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
from werkzeug import Request

from infra.local.errors import NotEmulatedError

RSA_ALGORITHMS = ["RS256", "RS384", "RS512"]
_HEADER = "$request.header."
_QUERY = "$request.querystring."


class Unauthorized(Exception):  # noqa: N818
    """The token is missing or does not pass."""


class Forbidden(Exception):  # noqa: N818
    """The token passes but lacks a scope."""


@dataclass(frozen=True)
class AuthorizerSpec:
    """A JWT authorizer as the API's definition declares it."""

    issuer: str
    audience: tuple[str, ...]
    identity_source: str

    @classmethod
    def from_scheme(cls, name: str, scheme: Mapping[str, Any]) -> "AuthorizerSpec":
        """Read a security scheme of the API's definition.

        Raises:
            NotEmulatedError: It is no JWT authorizer, or its identity source is unusual.
        """
        found = scheme.get("x-amazon-apigateway-authorizer", {})
        if found.get("type") != "jwt":
            raise NotEmulatedError(f"authorizer {name}: only JWT authorizers are emulated")
        source = found["identitySource"]
        if not source.startswith((_HEADER, _QUERY)):
            raise NotEmulatedError(f"authorizer {name}: the identity source {source}")
        configuration = found["jwtConfiguration"]
        return cls(configuration["issuer"], tuple(configuration["audience"]), source)


class Authorizer:
    """Checks the token of a request."""

    def __init__(self, spec: AuthorizerSpec) -> None:
        self._spec = spec
        self._keys: dict[str, jwt.PyJWK] = {}
        self._lock = threading.Lock()

    def claims(self, request: Request, scopes: list[str]) -> dict[str, Any]:
        """The claims of a request's token.

        Raises:
            Unauthorized: There is no token, or it does not pass.
            Forbidden: The route wants one of some scopes, and the token has none of them.
        """
        token = self._token(request)
        if not token:
            raise Unauthorized
        try:
            claims = self._decode(token)
        except (jwt.PyJWTError, httpx.HTTPError, KeyError) as error:
            raise Unauthorized from error
        if scopes and not set(scopes) & set(_scopes(claims)):
            raise Forbidden
        return claims

    def _token(self, request: Request) -> str | None:
        source = self._spec.identity_source
        if source.startswith(_HEADER):
            value = request.headers.get(source.removeprefix(_HEADER))
        else:
            value = request.args.get(source.removeprefix(_QUERY))
        return value.removeprefix("Bearer ").strip() if value else None

    def _decode(self, token: str) -> dict[str, Any]:
        key = self._key(jwt.get_unverified_header(token)["kid"])
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=RSA_ALGORITHMS,
            issuer=self._spec.issuer,
            options={"require": ["exp"], "verify_aud": False},
        )
        # `client_id` counts only where there is no `aud`.
        given = claims.get("aud", claims.get("client_id"))
        audience = given if isinstance(given, list) else [given]
        if not set(audience) & set(self._spec.audience):
            raise jwt.InvalidAudienceError
        return claims

    def _key(self, key_id: str) -> jwt.PyJWK:
        with self._lock:
            if key_id not in self._keys:
                url = f"{self._spec.issuer.rstrip('/')}/.well-known/openid-configuration"
                keys = _get(_get(url)["jwks_uri"])
                self._keys = {k.key_id or "": k for k in jwt.PyJWKSet.from_dict(keys).keys}
            return self._keys[key_id]


def _get(url: str) -> dict[str, Any]:
    answer = httpx.get(url, trust_env=False, timeout=5).raise_for_status()
    document: dict[str, Any] = answer.json()
    return document


def _scopes(claims: Mapping[str, Any]) -> list[str]:
    found = claims.get("scope") or claims.get("scp") or ""
    return found.split() if isinstance(found, str) else list(found)

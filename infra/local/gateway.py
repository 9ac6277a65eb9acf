"""The HTTP API: routes, authorizers and integrations, all read from the API's definition.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
"""

import json
import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from werkzeug import Request, Response

from infra.local.authorizer import Authorizer, AuthorizerSpec, Forbidden, Unauthorized
from infra.local.cloud import ACCOUNT
from infra.local.errors import InvokeError, NotEmulatedError
from infra.local.functions import Function
from infra.local.iam import matches
from infra.local.payload import MalformedResponseError, Route, to_event, to_response
from infra.local.permissions import Permission
from infra.local.runtime_api import MAX_PAYLOAD_BYTES, Outcome

log = logging.getLogger(__name__)

MAX_REQUEST_BYTES = 10 * 1024 * 1024
INTEGRATION_SECONDS = 30.0
NO_AUTHORIZER = "NONE"
"""Name under which SAM says that a route needs no token."""

_METHODS = frozenset({"get", "head", "post", "put", "patch", "delete", "options"})
_ANY = "x-amazon-apigateway-any-method"
_DEFAULT = "$default"
_FUNCTION = re.compile(r"/functions/(?P<arn>arn:aws:lambda:[^/]+)/invocations$")
_PARAMETER = re.compile(r"\{(?P<name>[^}+]+)(?P<greedy>\+?)\}")


@dataclass(frozen=True)
class RouteSpec:
    """One route of an API."""

    method: str
    """In capitals, or ANY."""
    path: str
    function_arn: str
    authorizer: str | None
    scopes: tuple[str, ...]

    @property
    def key(self) -> str:
        """The route key."""
        return _DEFAULT if self.path == f"/{_DEFAULT}" else f"{self.method} {self.path}"

    def match(self, method: str, segments: list[str]) -> dict[str, str] | None:
        """The path parameters of a request, or None where the route does not match it."""
        if self.key == _DEFAULT:
            return {}
        if self.method not in {"ANY", method}:
            return None
        return match_path(self.path.strip("/").split("/"), segments)

    def precedence(self) -> tuple[bool, bool, int, bool]:
        """Sorts routes so that the most specific comes first."""
        greedy = "+}" in self.path
        return (self.key == _DEFAULT, greedy, self.path.count("{"), self.method == "ANY")


def match_path(pattern: list[str], segments: list[str]) -> dict[str, str] | None:
    """Match the segments of a path against those of a route; parameters come out decoded."""
    found: dict[str, str] = {}
    for position, part in enumerate(pattern):
        parameter = _PARAMETER.fullmatch(part)
        if parameter and parameter["greedy"]:
            rest = segments[position:]
            return {**found, parameter["name"]: unquote("/".join(rest))} if rest else None
        if position >= len(segments):
            return None
        if parameter and segments[position]:
            found[parameter["name"]] = unquote(segments[position])
        elif part != unquote(segments[position]):
            return None
    return found if len(pattern) == len(segments) else None


@dataclass(frozen=True)
class ApiSpec:
    """An HTTP API as the template declares it, every expression resolved."""

    api_id: str
    routes: tuple[RouteSpec, ...]
    authorizers: Mapping[str, AuthorizerSpec]
    cors: Mapping[str, Any]

    @classmethod
    def from_properties(cls, api_id: str, properties: Mapping[str, Any]) -> "ApiSpec":
        """Read the resolved properties of an `AWS::ApiGatewayV2::Api`.

        Raises:
            NotEmulatedError: Its definition uses something that is not emulated.
        """
        body = properties["Body"]
        schemes = body.get("components", {}).get("securitySchemes", {})
        authorizers = {n: AuthorizerSpec.from_scheme(n, s) for n, s in schemes.items()}
        routes = [
            _route(path, method, operation, authorizers)
            for path, operations in body["paths"].items()
            for method, operation in operations.items()
        ]
        cors = {**body.get("x-amazon-apigateway-cors", {}), **_lower(properties)}
        return cls(api_id, tuple(sorted(routes, key=RouteSpec.precedence)), authorizers, cors)


def _lower(properties: Mapping[str, Any]) -> dict[str, Any]:
    configuration = properties.get("CorsConfiguration", {})
    return {name[:1].lower() + name[1:]: value for name, value in configuration.items()}


def _route(
    path: str, method: str, operation: Mapping[str, Any], authorizers: Mapping[str, object]
) -> RouteSpec:
    where = f"{method} {path}"
    if method not in _METHODS | {_ANY}:
        raise NotEmulatedError(f"{where}: not a method")
    security = operation.get("security", [])
    schemes = {name: scopes for entry in security for name, scopes in entry.items()}
    schemes.pop(NO_AUTHORIZER, None)
    if len(schemes) > 1 or not set(schemes) <= set(authorizers):
        raise NotEmulatedError(f"{where}: the security {security}")
    name, scopes = next(iter(schemes.items()), (None, []))
    verb = "ANY" if method == _ANY else method.upper()
    arn = _integration(where, operation)
    return RouteSpec(verb, path, arn, name, tuple(scopes))


def _integration(where: str, operation: Mapping[str, Any]) -> str:
    integration = operation.get("x-amazon-apigateway-integration", {})
    found = _FUNCTION.search(integration.get("uri", ""))
    kind = (integration.get("type"), integration.get("payloadFormatVersion"))
    if not found or kind != ("aws_proxy", "2.0"):
        raise NotEmulatedError(f"{where}: only Lambda integrations with payload 2.0 are emulated")
    return found["arn"]


API_GATEWAY = "apigateway.amazonaws.com"


class Gateway:
    """A WSGI application that serves one HTTP API."""

    def __init__(
        self,
        spec: ApiSpec,
        functions: Iterable[Function],
        permissions: list[Permission],
        region: str,
    ) -> None:
        self._spec = spec
        self._functions = {function.spec.arn: function for function in functions}
        self._permissions = permissions
        self._region = region
        self._authorizers = {n: Authorizer(a) for n, a in spec.authorizers.items()}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        """Answer a request."""
        request = Request(environ)
        answer = self._preflight(request) or self._answer(request)
        self._add_cors(request, answer)
        answer.headers["apigw-requestid"] = "local"
        return answer(environ, start_response)

    def _answer(self, request: Request) -> Response:
        raw = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.path
        segments = raw.split("?", 1)[0].strip("/").split("/")
        for route in self._spec.routes:
            parameters = route.match(request.method, segments)
            if parameters is not None:
                return self._serve(request, route, parameters)
        return _message(404, "Not Found")

    def _serve(self, request: Request, route: RouteSpec, parameters: dict[str, str]) -> Response:
        try:
            claims = self._claims(request, route)
        except Unauthorized:
            answer = _message(401, "Unauthorized")
            answer.headers["www-authenticate"] = "Bearer"
            return answer
        except Forbidden:
            return _message(403, "Forbidden")
        if (request.content_length or 0) > MAX_REQUEST_BYTES:
            return _message(413, "Request Entity Too Large")
        where = Route(
            api_id=self._spec.api_id,
            key=route.key,
            path_parameters=parameters,
            claims=claims,
            scopes=list(route.scopes) or None,
            region=self._region,
        )
        return self._invoke(route, json.dumps(to_event(request, where)).encode())

    def _claims(self, request: Request, route: RouteSpec) -> dict[str, Any] | None:
        if route.authorizer is None:
            return None
        return self._authorizers[route.authorizer].claims(request, list(route.scopes))

    def _invoke(self, route: RouteSpec, event: bytes) -> Response:
        function = self._functions.get(route.function_arn)
        if function is None or not self._permitted(function, route):
            log.error("%s: API Gateway may not invoke %s", route.key, route.function_arn)
            return _message(500, "Internal Server Error")
        if len(event) > MAX_PAYLOAD_BYTES:
            return _message(413, "Request Entity Too Large")
        outcome = _within(INTEGRATION_SECONDS, lambda: function.invoke(event))
        if outcome is None:
            return _message(503, "Service Unavailable")
        if not outcome.ok:
            log.error("%s: %s", route.key, outcome.payload.decode("utf-8", "replace"))
            return _message(500, "Internal Server Error")
        try:
            return to_response(outcome.json())
        except (MalformedResponseError, ValueError):
            log.exception("%s: malformed response", route.key)
            return _message(500, "Internal Server Error")

    def _permitted(self, function: Function, route: RouteSpec) -> bool:
        method = "*" if route.method == "ANY" else route.method
        source = f"arn:aws:execute-api:{self._region}:{ACCOUNT}:{self._spec.api_id}/$default"
        arn = f"{source}/{method}{route.path}"
        return any(p.allows(API_GATEWAY, function.spec, arn) for p in self._permissions)

    # --- CORS ---

    def _preflight(self, request: Request) -> Response | None:
        wanted = request.headers.get("Access-Control-Request-Method")
        if not self._spec.cors or request.method != "OPTIONS" or not wanted:
            return None
        answer = Response(status=204)
        for name, key in (("methods", "allowMethods"), ("headers", "allowHeaders")):
            if self._spec.cors.get(key):
                answer.headers[f"access-control-allow-{name}"] = ",".join(self._spec.cors[key])
        if "maxAge" in self._spec.cors:
            answer.headers["access-control-max-age"] = str(self._spec.cors["maxAge"])
        return answer

    def _add_cors(self, request: Request, answer: Response) -> None:
        origin = request.headers.get("Origin")
        allowed = self._spec.cors.get("allowOrigins", [])
        if not origin or not any(matches(pattern, origin) for pattern in allowed):
            return
        answer.headers["access-control-allow-origin"] = "*" if "*" in allowed else origin
        if self._spec.cors.get("allowCredentials"):
            answer.headers["access-control-allow-credentials"] = "true"
        if self._spec.cors.get("exposeHeaders"):
            exposed = ",".join(self._spec.cors["exposeHeaders"])
            answer.headers["access-control-expose-headers"] = exposed


def _message(status: int, text: str) -> Response:
    return Response(json.dumps({"message": text}), status, content_type="application/json")


def _within(seconds: float, invoke: Callable[[], Outcome]) -> Outcome | None:
    """The outcome of an invocation, or None where it takes too long; it then goes on unseen."""
    found: list[Outcome] = []

    def run() -> None:
        try:
            found.append(invoke())
        except InvokeError as error:
            found.append(Outcome.failure("Local.Stopped", str(error)))

    thread = threading.Thread(target=run, daemon=True, name="integration")
    thread.start()
    thread.join(seconds)
    return found[0] if found else None

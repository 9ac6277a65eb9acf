"""The AWS endpoint: one port for all services, guarded, in front of moto."""

import io
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug import Response

from infra.local import denials, event_limits, limits
from infra.local.actions import Call
from infra.local.cloud import Cloud
from infra.local.cross_origin import Rules, granted, preflight
from infra.local.guard import Guard
from infra.local.posts import Form, FormRefusedError, is_form

LONG_POLL_PAUSE = 0.05
"""Seconds between two looks at an empty queue during a long poll."""


ACCESS_CONTROL = "Access-Control-"

Served = Mapping[tuple[str, str], Callable[[Call], Response]]
"""Service and operation -> what answers in place of moto."""


@dataclass(frozen=True)
class Caller:
    """Who makes the request that this thread is serving; ends up in events."""

    principal: str
    address: str


class CurrentCaller(threading.local):
    """The caller of the request that a thread is serving."""

    caller: Caller | None = None


class Endpoint:
    """A WSGI application."""

    def __init__(
        self,
        cloud: Cloud,
        guard: Guard,
        current: CurrentCaller,
        served: Served,
        settle: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._cloud = cloud
        self._guard = guard
        self._current = current
        self._served = served
        self._settle = settle
        self.cross_origin: Rules = {}
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._closed = False

    def close(self) -> None:
        """Change nothing any more: it would be acknowledged, and nobody would observe it."""
        self._closed = True
        for lock in list(self._cloud.locks.values()):
            with lock:  # what is being answered has been observed when it is free
                continue

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        """Answer a request."""
        answer = preflight(self.cross_origin, environ) or self._within(environ)
        return answer(environ, start_response)

    def _within(self, environ: dict[str, Any]) -> Response:
        answer = self._take_form(environ) if is_form(environ) else self._answer(environ)
        for name in [each for each in answer.headers.keys() if each.startswith(ACCESS_CONTROL)]:  # noqa: SIM118
            del answer.headers[name]  # moto lets everybody do anything
        answer.headers.extend(granted(self.cross_origin, environ))
        return answer

    def _take_form(self, environ: dict[str, Any]) -> Response:
        try:
            form = Form.read(environ)
            form.check(self._guard.secret(form.access_key))
        except FormRefusedError as refusal:
            return refusal.response()
        answer = self._answer(form.put_environ(environ))
        return Response(status=204, headers=answer.headers) if answer.status_code == 200 else answer

    def _answer(self, environ: dict[str, Any]) -> Response:
        call = Call.from_environ(environ)
        denial = self._guard.authorize(call)
        if denial:
            return denials.response(denial, call)
        if call.path.startswith(("/moto-api", "/latest/")):
            return Response("not found", 404)
        principal = call.access_key or ""
        self._current.caller = Caller(principal, environ.get("REMOTE_ADDR", "127.0.0.1"))
        answer = self._refusal(call) or self._serve(call, environ)
        return self._hide_missing(call, answer)

    def _serve(self, call: Call, environ: dict[str, Any]) -> Response:
        served = self._served.get((call.service, call.operation))
        if served:
            return served(call)
        return self._long_poll(call, environ) or self._forward(call, environ)

    def _refusal(self, call: Call) -> Response | None:
        """AWS's answer to a request that moto would take although AWS does not."""
        problem = self._problem(call)
        if problem is None:
            return None
        body = {"__type": "com.amazon.coral.validate#ValidationException", "message": problem}
        return Response(json.dumps(body), 400, content_type="application/x-amz-json-1.0")

    def _problem(self, call: Call) -> str | None:
        if call.service == "dynamodb":
            return limits.problem(call.operation, call.json, self._cloud.table_keys)
        if (call.service, call.operation) == ("events", "PutEvents"):
            return event_limits.problem(call.json)
        return None

    def _forward(self, call: Call, environ: dict[str, Any]) -> Response:
        """Pass a request on to moto, alone in its service; what it changed is settled with it."""
        with self._cloud.locks[call.service]:
            if self._closed:
                return Response("this stack is stopping", HTTPStatus.SERVICE_UNAVAILABLE)
            try:
                return Response.from_app(self._moto, environ, buffered=True)
            finally:
                self._settle(call.service)

    def _long_poll(self, call: Call, environ: dict[str, Any]) -> Response | None:
        """Serve a receive with a waiting time as short ones: moto would wait with the lock held."""
        wait = call.json.get("WaitTimeSeconds") if call.operation == "ReceiveMessage" else None
        if call.service != "sqs" or not wait:
            return None
        end = time.monotonic() + float(wait)
        body = json.dumps({**call.json, "WaitTimeSeconds": 0}).encode()
        while True:
            short = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
            answer = self._forward(call, short)
            if b'"Messages"' in answer.get_data() or time.monotonic() > end:
                return answer
            time.sleep(LONG_POLL_PAUSE)

    def _hide_missing(self, call: Call, answer: Response) -> Response:
        """Without s3:ListBucket, S3 does not say that an object is missing."""
        read = call.service == "s3" and call.method in {"GET", "HEAD"} and call.bucket_and_key[1]
        if not read or answer.status_code != 404 or self._guard.may_read_missing(call):
            return answer
        return denials.response(denials.Denial(denials.ACCESS_DENIED, "Access Denied"), call)

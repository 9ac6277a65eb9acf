"""The guard before the AWS endpoint: who calls, and may they?

An access key belongs to the role of one function, or to the administrator (the person who runs the
stack). Signatures are not verified, but for those of forms, whose conditions they protect: whoever
can reach the loopback interface can read the keys.
"""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from infra.local import denials
from infra.local.actions import ActionMap, Call
from infra.local.cloud import ACCOUNT
from infra.local.denials import Denial
from infra.local.iam import BASE_CONTEXT, Decision, Request, Statement, decide

ADMIN_KEY = "test"
ADMIN_SECRET = "test"  # noqa: S105
FUNCTION_SECRET = "local"  # noqa: S105
"""Of every function."""


@dataclass(frozen=True)
class RolePolicies:
    """A role, who assumes it, and what its policies say."""

    name: str
    session: str
    """Name of the session: Lambda uses the function's name."""
    statements: tuple[Statement, ...]

    @property
    def principal(self) -> str:
        """ARN of the role's session, as it is named in refusals."""
        return f"arn:aws:sts::{ACCOUNT}:assumed-role/{self.name}/{self.session}"

    @property
    def arn(self) -> str:
        """ARN of the role."""
        return f"arn:aws:iam::{ACCOUNT}:role/{self.name}"


@dataclass(frozen=True)
class Entry:
    """One decision of the guard."""

    role: str
    action: str
    resource: str
    allowed: bool


def key_for(function: str) -> str:
    """The access key of a function: 20 capitals and digits, the same in every run."""
    return "LKIA" + hashlib.sha256(function.encode()).hexdigest().upper()[:16]


@dataclass
class Guard:
    """Decides on requests, and remembers what it decided."""

    actions: ActionMap
    roles: dict[str, RolePolicies] = field(default_factory=dict)
    """Access key -> role."""
    resource_policies: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    """ARN of a queue, bucket or log group -> its policy."""
    _log: list[Entry] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def authorize(self, call: Call) -> Denial | None:
        """Why a request is refused, or None."""
        if call.access_key is None:
            return denials.NO_KEY
        if _expired(call.query):
            return denials.EXPIRED
        if call.access_key == ADMIN_KEY:
            return None
        role = self.roles.get(call.access_key)
        return self._authorize_role(role, call) if role else denials.UNKNOWN_KEY

    def secret(self, access_key: str) -> str | None:
        """The secret of an access key, or None where there is no such key."""
        if access_key == ADMIN_KEY:
            return ADMIN_SECRET
        return FUNCTION_SECRET if access_key in self.roles else None

    def _authorize_role(self, role: RolePolicies, call: Call) -> Denial | None:
        if call.service == "sts" and call.operation == "GetCallerIdentity":
            return None  # needs no permission
        needs = self.actions.needs(call)
        if needs is None:
            operation = call.operation or f"{call.method} {call.path}"
            needs = [(f"{call.service}:{operation}", "*")]
            return self._refuse(role, *needs[0], explicit=False)
        for action, resource in needs:
            decision = self.check(role, action, resource)
            if not decision.allowed:
                return denials.not_authorized(
                    role.principal, action, resource, explicit=decision.explicit
                )
        return None

    def _refuse(self, role: RolePolicies, action: str, resource: str, *, explicit: bool) -> Denial:
        self._remember(role, action, resource, allowed=False)
        return denials.not_authorized(role.principal, action, resource, explicit=explicit)

    def check(self, role: RolePolicies, action: str, resource: str) -> Decision:
        """Whether a role may do something: by its own policies or by the resource's."""
        statements = role.statements + self._resource_policy(resource)
        decision = decide(statements, Request(action, resource, principal=role.arn))
        self._remember(role, action, resource, allowed=decision.allowed)
        return decision

    def service_may(self, service: str, action: str, resource: str, source_arn: str) -> bool:
        """Whether a resource's policy lets a service do something on behalf of another resource."""
        context = {**BASE_CONTEXT, "aws:sourcearn": source_arn, "aws:sourceaccount": ACCOUNT}
        request = Request(action, resource, principal=service, context=context)
        return decide(self._resource_policy(resource), request).allowed

    def may_read_missing(self, call: Call) -> bool:
        """Whether the caller may be told that an object does not exist."""
        role = self.roles.get(call.access_key or "")
        if role is None:
            return True
        bucket = f"arn:aws:s3:::{call.bucket_and_key[0]}"
        return decide(role.statements, Request("s3:ListBucket", bucket, principal=role.arn)).allowed

    def _resource_policy(self, resource: str) -> tuple[Statement, ...]:
        owner = resource
        for service, separator in (("s3", "/"), ("logs", ":log-stream:")):
            if resource.startswith(f"arn:aws:{service}:"):
                owner = resource.split(separator, 1)[0]
        return self.resource_policies.get(owner, ())

    def _remember(self, role: RolePolicies, action: str, resource: str, *, allowed: bool) -> None:
        with self._lock:
            self._log.append(Entry(role.name, action, resource, allowed))

    def entries(self) -> list[Entry]:
        """Every decision so far."""
        with self._lock:
            return list(self._log)

    def unused(self) -> dict[str, list[str]]:
        """Role -> what its statements allow by name that it has not done so far."""
        entries = self.entries()
        found = {}
        for role in self.roles.values():
            used = {e.action.lower() for e in entries if e.role == role.name and e.allowed}
            allowed = {a for s in role.statements if s.allows for a in s.actions}
            found[role.name] = sorted(a for a in allowed if "*" not in a and a.lower() not in used)
        return found


def _expired(query: Mapping[str, str]) -> bool:
    """Whether a presigned URL is used too late."""
    now = datetime.now(UTC)
    if "X-Amz-Expires" in query and "X-Amz-Date" in query:
        signed = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return now > signed + timedelta(seconds=int(query["X-Amz-Expires"]))
    if "Signature" in query and "Expires" in query:
        return now.timestamp() > int(query["Expires"])
    return False

"""Secrets Manager, as far as functions read generated secrets: moto's CloudFormation has none.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
"""

import json
import secrets
import string
from collections.abc import Mapping
from typing import Any

from werkzeug import Response

from infra.local.actions import Call

CURRENT = "AWSCURRENT"
PREVIOUS = "AWSPREVIOUS"
DEFAULT_LENGTH = 32


class Secrets:
    """The generated secrets of a stack, by their ARNs."""

    def __init__(self) -> None:
        self._lengths: dict[str, int] = {}
        self._versions: dict[str, dict[str, str]] = {}

    def add(self, arn: str, properties: Mapping[str, Any]) -> None:
        """Generate a secret."""
        wanted = properties.get("GenerateSecretString", {})
        self._lengths[arn] = int(wanted.get("PasswordLength", DEFAULT_LENGTH))
        self._versions[arn] = {}
        self.rotate(arn)

    def rotate(self, arn: str) -> None:
        """Generate a new version; the one that was current is the previous one then."""
        letters = string.ascii_letters + string.digits
        made = "".join(secrets.choice(letters) for _ in range(self._lengths[arn]))
        current = self._versions[arn].get(CURRENT)
        self._versions[arn] = {CURRENT: made} | ({PREVIOUS: current} if current else {})

    def versions(self, arn: str) -> dict[str, str]:
        """The versions of a secret, by their stages."""
        return dict(self._versions[arn])

    def restore(self, arn: str, versions: Mapping[str, str]) -> None:
        """Put the versions of a secret back in place of the one that was generated."""
        self._versions[arn] = dict(versions)

    def __call__(self, call: Call) -> Response:
        """Answer GetSecretValue."""
        arn, stage = call.json.get("SecretId", ""), call.json.get("VersionStage", CURRENT)
        found = self._versions.get(arn, {}).get(stage)
        if found is None:
            text = "Secrets Manager can't find the specified secret value."
            body = {"__type": "ResourceNotFoundException", "Message": text}
            return Response(json.dumps(body), 400, content_type="application/x-amz-json-1.1")
        value = {"ARN": arn, "SecretString": found, "VersionStages": [stage]}
        return Response(json.dumps(value), content_type="application/x-amz-json-1.1")

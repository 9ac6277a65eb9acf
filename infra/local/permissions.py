"""Permissions of services to invoke functions: `AWS::Lambda::Permission`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.functions import FunctionSpec
from infra.local.iam import matches


@dataclass(frozen=True)
class Permission:
    """One permission."""

    function: str
    """Name or ARN."""
    principal: str
    source_arn: str
    """Pattern of the ARN on whose behalf the service may invoke; `*` where none is given."""

    @classmethod
    def from_properties(cls, properties: Mapping[str, Any]) -> "Permission":
        """Read the resolved properties of an `AWS::Lambda::Permission`."""
        source = properties.get("SourceArn", "*")
        return cls(properties["FunctionName"], properties["Principal"], source)

    def allows(self, principal: str, function: FunctionSpec, source_arn: str) -> bool:
        """Whether a service may invoke a function on behalf of a resource."""
        named = self.function in {function.name, function.arn}
        return named and self.principal == principal and matches(self.source_arn, source_arn)

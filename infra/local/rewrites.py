"""The whole list of changes made to the template before it runs locally.

Whatever is not listed here runs as written. Every rewrite is a function from a template to a
template; the tuples below are applied in order, before and after the SAM translation.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Template = dict[str, Any]

CODE_BUCKET = "s3://local-code/"
GATEWAY_ID = "localhttpapi"
"""Ids of HTTP APIs are random on AWS; here they are this, and a number."""
SECRETS = "arn:aws:secretsmanager:local:123456789012:secret:"


@dataclass(frozen=True)
class Rewrite:
    """One change and why it is needed."""

    name: str
    reason: str
    apply: Callable[[Template], Template]


def _functions(template: Template) -> list[dict[str, Any]]:
    resources = template.get("Resources", {}).values()
    found = [r["Properties"] for r in resources if r.get("Type") == "AWS::Serverless::Function"]
    defaults = template.get("Globals", {}).get("Function")
    return [*found, defaults] if defaults else found


def _code_uris(template: Template) -> Template:
    for properties in _functions(template):
        if "CodeUri" in properties:
            properties["CodeUri"] = CODE_BUCKET + "code.zip"
    return template


def _inline_code(template: Template) -> Template:
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["Code"] = {"ZipFile": "#"}
    return template


def gateways(template: Mapping[str, Any]) -> dict[str, str]:
    """Logical id of every HTTP API -> the id it has locally."""
    resources = template["Resources"].items()
    names = [name for name, r in resources if r["Type"] == "AWS::ApiGatewayV2::Api"]
    return {name: f"{GATEWAY_ID}{number}" for number, name in enumerate(names)}


def _gateway_parameters(template: Template) -> Template:
    for name, identifier in gateways(template).items():
        template.setdefault("Parameters", {})[name] = {"Type": "String", "Default": identifier}
    return template


def secrets(template: Mapping[str, Any]) -> dict[str, str]:
    """Logical id of every secret -> the ARN it has locally."""
    resources = template["Resources"].items()
    names = [name for name, r in resources if r["Type"] == "AWS::SecretsManager::Secret"]
    return {name: f"{SECRETS}{name}-local0" for name in names}


def _secret_parameters(template: Template) -> Template:
    for name, arn in secrets(template).items():
        template.setdefault("Parameters", {})[name] = {"Type": "String", "Default": arn}
    return template


def _table_encryption(template: Template) -> Template:
    for resource in template["Resources"].values():
        specification = resource.get("Properties", {}).get("SSESpecification")
        if resource["Type"] == "AWS::DynamoDB::Table" and specification:
            specification["Enabled"] = specification["SSEEnabled"]
    return template


UNSUPPORTED_BY_MOTO = frozenset(
    {
        "AWS::ApiGatewayV2::Api",
        "AWS::ApiGatewayV2::Stage",
        "AWS::CloudWatch::Alarm",
        "AWS::Cognito::UserPool",
        "AWS::Cognito::UserPoolClient",
        "AWS::Cognito::UserPoolDomain",
        "AWS::Cognito::UserPoolResourceServer",
        "AWS::Lambda::EventInvokeConfig",
        "AWS::Lambda::EventSourceMapping",
        "AWS::Lambda::Permission",
        "AWS::Logs::ResourcePolicy",
        "AWS::S3::BucketPolicy",
        "AWS::Scheduler::Schedule",
        "AWS::SecretsManager::Secret",
        "AWS::SQS::QueuePolicy",
    }
)


def _without_unsupported(template: Template) -> Template:
    kept = {
        name: resource
        for name, resource in template["Resources"].items()
        if resource["Type"] not in UNSUPPORTED_BY_MOTO
    }
    return {**template, "Resources": kept}


BEFORE_TRANSLATION = (
    Rewrite(
        "code-uri-to-s3",
        "SAM translates only code in S3; the folder is kept on the side and run in place.",
        _code_uris,
    ),
)

FOR_MOTO = (
    Rewrite(
        "inline-code",
        "moto holds the function's configuration only; the code runs in processes of its own.",
        _inline_code,
    ),
    Rewrite(
        "gateway-ids-as-parameters",
        "moto's CloudFormation has no HTTP API: its id becomes a parameter, so that Refs resolve.",
        _gateway_parameters,
    ),
    Rewrite(
        "secret-arns-as-parameters",
        "moto's CloudFormation has no secrets: the ARN becomes a parameter, so that Refs resolve.",
        _secret_parameters,
    ),
    Rewrite(
        "table-encryption-by-its-api-name",
        "moto's CloudFormation reads `Enabled`, as the API calls what a template calls SSEEnabled.",
        _table_encryption,
    ),
    Rewrite(
        "drop-what-moto-skips",
        "moto's CloudFormation skips these types, or breaks on them; infra.local serves them.",
        _without_unsupported,
    ),
)


def apply(rewrites: tuple[Rewrite, ...], template: Mapping[str, Any]) -> Template:
    """A copy of a template with the rewrites applied."""
    result: Template = deepcopy(dict(template))
    for rewrite in rewrites:
        result = rewrite.apply(result)
    return result

"""Which IAM actions, on which resources, a request to an AWS endpoint amounts to.

https://docs.aws.amazon.com/service-authorization/latest/reference/. A request that is not mapped
here gets `None`, and nobody but the administrator may make it.
"""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote
from xml.etree import ElementTree as ET

Need = tuple[str, str]
"""An action and the ARN of a resource."""

_CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/[^/]*/([^/]*)/([^/]*)/aws4_request")
_OLD_CREDENTIAL = re.compile(r"AWS ([^:\s]+):")


@dataclass(frozen=True)
class Call:
    """A request to the AWS endpoint, as far as authorisation goes."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """In lower case."""
    service: str
    access_key: str | None
    body: bytes

    @classmethod
    def from_environ(cls, environ: dict[str, Any]) -> "Call":
        """Read a WSGI request; small bodies are read and put back."""
        headers = _headers(environ)
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        key, service = _credential(headers.get("authorization", ""), query)
        is_s3 = service == "s3"
        return cls(
            method=environ["REQUEST_METHOD"],
            path=environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace"),
            query=query,
            headers=headers,
            service=service,
            access_key=key,
            body=b"" if is_s3 and "delete" not in query else _peek(environ),
        )

    @cached_property
    def json(self) -> dict[str, Any]:
        """The body of a JSON request, or an empty object."""
        try:
            body = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}

    @cached_property
    def form(self) -> dict[str, str]:
        """The parameters of a query-protocol request."""
        return {name: values[0] for name, values in parse_qs(self.body.decode("latin-1")).items()}

    @property
    def operation(self) -> str:
        """Name of the operation, or '' for S3, where the request line tells."""
        target = self.headers.get("x-amz-target", "")
        return target.rsplit(".", 1)[-1] or self.form.get("Action", "")

    @cached_property
    def bucket_and_key(self) -> tuple[str, str]:
        """Bucket and key of a path-style S3 request."""
        bucket, _, key = self.path.lstrip("/").partition("/")
        return bucket, key


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return {**headers, "content-type": environ.get("CONTENT_TYPE", "")}


def _credential(authorization: str, query: Mapping[str, str]) -> tuple[str | None, str]:
    """The access key and the service that a request is signed with and for."""
    presigned = f"Credential={query['X-Amz-Credential']}" if "X-Amz-Credential" in query else ""
    found = _CREDENTIAL.search(authorization) or _CREDENTIAL.search(presigned)
    if found:
        return found[1], found[3].lower()
    old = _OLD_CREDENTIAL.match(authorization)
    return (old[1] if old else query.get("AWSAccessKeyId")), "s3"


def _peek(environ: dict[str, Any]) -> bytes:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body: bytes = environ["wsgi.input"].read(length) if length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    return body


class ActionMap:
    """Maps calls to needs, for one account and region."""

    def __init__(self, account: str, region: str) -> None:
        self._account = account
        self._region = region

    def needs(self, call: Call) -> list[Need] | None:
        """What a caller must be allowed to do, or None for what is not mapped."""
        mapper = {
            "s3": s3_needs,
            "dynamodb": self._dynamodb,
            "sqs": self._sqs,
            "events": self._events,
            "monitoring": self._monitoring,
            "secretsmanager": self._secrets,
        }.get(call.service)
        return (mapper(call) or None) if mapper else None

    # --- DynamoDB ---

    def _table(self, name: str, index: str | None = None) -> str:
        arn = f"arn:aws:dynamodb:{self._region}:{self._account}:table/{name}"
        arn = name if name.startswith("arn:") else arn
        return f"{arn}/index/{index}" if index else arn

    def _dynamodb(self, call: Call) -> list[Need] | None:
        operation, body = call.operation, call.json
        if operation in {"BatchGetItem", "BatchWriteItem"}:
            tables = body.get("RequestItems", {})
            return [(f"dynamodb:{operation}", self._table(name)) for name in tables]
        if operation in {"TransactGetItems", "TransactWriteItems"}:
            return self._transaction(body.get("TransactItems", []))
        if operation in TABLE_OPERATIONS and "TableName" in body:
            index = body.get("IndexName") if operation in {"Query", "Scan"} else None
            return [(f"dynamodb:{operation}", self._table(body["TableName"], index))]
        return [("dynamodb:ListTables", "*")] if operation == "ListTables" else None

    def _transaction(self, items: list[dict[str, Any]]) -> list[Need] | None:
        names = {"ConditionCheck": "ConditionCheckItem", "Get": "GetItem", "Put": "PutItem"}
        names |= {"Update": "UpdateItem", "Delete": "DeleteItem"}
        parts = [(kind, part) for item in items for kind, part in item.items()]
        if any(kind not in names for kind, _ in parts):
            return None
        return [(f"dynamodb:{names[kind]}", self._table(part["TableName"])) for kind, part in parts]

    # --- SQS ---

    def _sqs(self, call: Call) -> list[Need] | None:
        parameters = call.json if "x-amz-target" in call.headers else call.form
        operation = call.operation
        if operation == "ListQueues":
            return [("sqs:ListQueues", f"arn:aws:sqs:{self._region}:{self._account}:*")]
        name = parameters.get("QueueUrl") or parameters.get("QueueName")
        if operation not in QUEUE_OPERATIONS or not name:
            return None
        arn = f"arn:aws:sqs:{self._region}:{self._account}:{name.rsplit('/', 1)[-1]}"
        return [(f"sqs:{operation.removesuffix('Batch')}", arn)]

    # --- EventBridge, Secrets Manager and CloudWatch ---

    def _events(self, call: Call) -> list[Need] | None:
        if call.operation != "PutEvents":
            return None
        own = f"arn:aws:events:{self._region}:{self._account}:event-bus/"
        names = [entry.get("EventBusName") or "default" for entry in call.json.get("Entries", [])]
        arns = [name if name.startswith("arn:") else own + name for name in names]
        return [("events:PutEvents", arn) for arn in dict.fromkeys(arns)]

    def _secrets(self, call: Call) -> list[Need] | None:
        if call.operation != "GetSecretValue" or not call.json.get("SecretId"):
            return None
        return [("secretsmanager:GetSecretValue", str(call.json["SecretId"]))]

    def _monitoring(self, call: Call) -> list[Need] | None:
        return [("cloudwatch:PutMetricData", "*")] if call.operation == "PutMetricData" else None


TABLE_OPERATIONS = frozenset(
    {"DeleteItem", "DescribeContinuousBackups", "DescribeTable", "DescribeTimeToLive", "GetItem"}
    | {"PutItem", "Query", "Scan", "UpdateItem"}
)
QUEUE_OPERATIONS = frozenset(
    {"ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "DeleteMessage", "PurgeQueue"}
    | {"DeleteMessageBatch", "GetQueueAttributes", "GetQueueUrl", "ReceiveMessage", "SendMessage"}
    | {"SendMessageBatch"}
)

# --- S3 ---

_IGNORED_QUERY = re.compile(r"x-id|X-Amz-.*|AWSAccessKeyId|Signature|Expires|x-amz-.*|response-.*")
_LIST_QUERY = frozenset(
    {"continuation-token", "delimiter", "encoding-type", "fetch-owner", "list-type", "marker"}
    | {"max-keys", "prefix", "start-after"}
)
_UPLOAD_ACTIONS = {"Get": "ListMultipartUploadParts", "Delete": "AbortMultipartUpload"}
_BUCKET_SUBRESOURCES = {
    "acl": "BucketAcl",
    "cors": "BucketCORS",
    "encryption": "EncryptionConfiguration",
    "lifecycle": "LifecycleConfiguration",
    "location": "BucketLocation",
    "notification": "BucketNotification",
    "policy": "BucketPolicy",
    "publicAccessBlock": "BucketPublicAccessBlock",
    "tagging": "BucketTagging",
    "versioning": "BucketVersioning",
}
_BUCKET_METHODS = {
    "HEAD": "s3:ListBucket",
    "GET": "s3:ListBucket",
    "PUT": "s3:CreateBucket",
    "DELETE": "s3:DeleteBucket",
}
_VERBS = {"GET": "Get", "HEAD": "Get", "PUT": "Put", "DELETE": "Delete"}


def s3_needs(call: Call) -> list[Need] | None:
    """What an S3 request needs."""
    bucket, key = call.bucket_and_key
    query = {name for name in call.query if not _IGNORED_QUERY.fullmatch(name)}
    if not bucket:
        return [("s3:ListAllMyBuckets", "*")] if call.method == "GET" and not query else None
    arn = f"arn:aws:s3:::{bucket}"
    if not key:
        return _bucket_needs(call, arn, query)
    return _object_needs(call, f"{arn}/{key}", query)


def _bucket_needs(call: Call, arn: str, query: set[str]) -> list[Need] | None:
    if query == {"delete"} and call.method == "POST":
        return _delete_many(call.body, arn)
    if query == {"uploads"} and call.method == "GET":
        return [("s3:ListBucketMultipartUploads", arn)]
    if "versions" in query and call.method == "GET":
        return [("s3:ListBucketVersions", arn)]
    if len(query) == 1 and next(iter(query)) in _BUCKET_SUBRESOURCES and call.method in _VERBS:
        return [(f"s3:{_VERBS[call.method]}{_BUCKET_SUBRESOURCES[next(iter(query))]}", arn)]
    if query <= _LIST_QUERY and call.method in _BUCKET_METHODS:
        return [(_BUCKET_METHODS[call.method], arn)]
    return None


def _delete_many(body: bytes, arn: str) -> list[Need] | None:
    try:
        root = ET.fromstring(body)  # noqa: S314 - a request of our own processes
    except ET.ParseError:
        return None
    needs = []
    for entry in root.iterfind("{*}Object"):
        versioned = entry.find("{*}VersionId") is not None
        action = "s3:DeleteObjectVersion" if versioned else "s3:DeleteObject"
        needs.append((action, f"{arn}/{entry.findtext('{*}Key', '')}"))
    return needs


def _object_needs(call: Call, arn: str, query: set[str]) -> list[Need] | None:
    version = "Version" if "versionId" in query else ""
    if call.method == "POST":
        return [("s3:PutObject", arn)] if query in ({"uploads"}, {"uploadId"}) else None
    if call.method not in _VERBS:
        return None
    verb, rest = _VERBS[call.method], query - {"versionId"}
    if rest in ({"tagging"}, {"acl"}):
        return [(f"s3:{verb}Object{version}{rest.pop().capitalize()}", arn)]
    if call.method == "PUT":
        return _put_needs(call, arn) if query in (set(), {"partNumber", "uploadId"}) else None
    if query == {"uploadId"}:
        return [(f"s3:{_UPLOAD_ACTIONS[verb]}", arn)]
    return None if rest - {"partNumber"} else [(f"s3:{verb}Object{version}", arn)]


def _put_needs(call: Call, arn: str) -> list[Need]:
    needs = [("s3:PutObject", arn)]
    source = unquote(call.headers.get("x-amz-copy-source", ""))
    if source:
        name, _, version = source.lstrip("/").partition("?versionId=")
        action = "s3:GetObjectVersion" if version else "s3:GetObject"
        needs.append((action, f"arn:aws:s3:::{name}"))
    if "x-amz-tagging" in call.headers:
        needs.append(("s3:PutObjectTagging", arn))
    if "x-amz-acl" in call.headers:
        needs.append(("s3:PutObjectAcl", arn))
    return needs

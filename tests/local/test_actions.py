"""The mapping of requests to IAM actions, on the requests that botocore really makes."""

import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.awsrequest import AWSPreparedRequest

from infra.local.actions import ActionMap, Call, Need
from infra.local.template import session

REGION = "eu-west-1"
QUEUE = "http://localhost/123456789012/q"
QUEUE_ARN = f"arn:aws:sqs:{REGION}:123456789012:q"
TABLE_ARN = f"arn:aws:dynamodb:{REGION}:123456789012:table/t"
KEY = {"pk": {"S": "1"}}


class _CapturedError(Exception):
    """Carries a request out of botocore instead of sending it."""

    def __init__(self, request: AWSPreparedRequest) -> None:
        super().__init__("captured")
        self.request = request


def _capture(request: AWSPreparedRequest, **_: Any) -> None:
    raise _CapturedError(request)


def _call(service: str, operation: str, **parameters: Any) -> Call:
    """The call that a boto3 client would make."""
    client = session(REGION, "LKIATESTTESTTESTTEST").client(
        service,  # type: ignore[call-overload]
        endpoint_url="http://127.0.0.1:9",
    )
    client.meta.events.register("before-send", _capture)
    with pytest.raises(_CapturedError) as caught:
        getattr(client, operation)(**parameters)
    return Call.from_environ(_environ(caught.value.request))


def _environ(request: AWSPreparedRequest) -> dict[str, Any]:
    url = urlsplit(request.url)
    body = request.body or b""
    data = body.encode() if isinstance(body, str) else body
    if not isinstance(data, bytes | bytearray):
        data = b""  # a stream: the content of an object, which nobody looks at
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": (
            value.decode() if isinstance(value, bytes) else value
        )
        for name, value in request.headers.items()
    }
    return {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": url.path,
        "QUERY_STRING": url.query,
        "CONTENT_LENGTH": str(len(data)),
        "CONTENT_TYPE": headers.get("HTTP_CONTENT_TYPE", ""),
        "wsgi.input": io.BytesIO(data),
        **headers,
    }


def _needs(call: Call) -> list[Need] | None:
    return ActionMap("123456789012", REGION).needs(call)


S3_CASES: list[tuple[str, dict[str, Any], list[Need]]] = [
    ("get_object", {"Key": "a/b"}, [("s3:GetObject", "arn:aws:s3:::b/a/b")]),
    ("head_object", {"Key": "k"}, [("s3:GetObject", "arn:aws:s3:::b/k")]),
    (
        "get_object",
        {"Key": "k", "VersionId": "1"},
        [("s3:GetObjectVersion", "arn:aws:s3:::b/k")],
    ),
    ("get_object", {"Key": "k", "Range": "bytes=0-9"}, [("s3:GetObject", "arn:aws:s3:::b/k")]),
    (
        "get_object",
        {"Key": "k", "Range": "bytes=0-9", "VersionId": "1", "IfMatch": "e"},
        [("s3:GetObjectVersion", "arn:aws:s3:::b/k")],
    ),
    (
        "head_object",
        {"Key": "k", "VersionId": "1"},
        [("s3:GetObjectVersion", "arn:aws:s3:::b/k")],
    ),
    ("put_object", {"Key": "k", "Body": b"x"}, [("s3:PutObject", "arn:aws:s3:::b/k")]),
    (
        "put_object",
        {"Key": "k", "Tagging": "a=b"},
        [("s3:PutObject", "arn:aws:s3:::b/k"), ("s3:PutObjectTagging", "arn:aws:s3:::b/k")],
    ),
    ("delete_object", {"Key": "k"}, [("s3:DeleteObject", "arn:aws:s3:::b/k")]),
    (
        "delete_object",
        {"Key": "k", "VersionId": "1"},
        [("s3:DeleteObjectVersion", "arn:aws:s3:::b/k")],
    ),
    (
        "delete_objects",
        {"Delete": {"Objects": [{"Key": "x"}, {"Key": "y", "VersionId": "1"}]}},
        [("s3:DeleteObject", "arn:aws:s3:::b/x"), ("s3:DeleteObjectVersion", "arn:aws:s3:::b/y")],
    ),
    (
        "copy_object",
        {"Key": "k", "CopySource": {"Bucket": "c", "Key": "s d"}},
        [("s3:PutObject", "arn:aws:s3:::b/k"), ("s3:GetObject", "arn:aws:s3:::c/s d")],
    ),
    ("list_objects_v2", {"Prefix": "p"}, [("s3:ListBucket", "arn:aws:s3:::b")]),
    ("head_bucket", {}, [("s3:ListBucket", "arn:aws:s3:::b")]),
    ("list_object_versions", {}, [("s3:ListBucketVersions", "arn:aws:s3:::b")]),
    (
        "list_object_versions",
        {"Prefix": "p", "KeyMarker": "k", "VersionIdMarker": "v", "MaxKeys": 9},
        [("s3:ListBucketVersions", "arn:aws:s3:::b")],
    ),
    ("create_multipart_upload", {"Key": "k"}, [("s3:PutObject", "arn:aws:s3:::b/k")]),
    (
        "upload_part",
        {"Key": "k", "UploadId": "u", "PartNumber": 1, "Body": b""},
        [("s3:PutObject", "arn:aws:s3:::b/k")],
    ),
    (
        "complete_multipart_upload",
        {"Key": "k", "UploadId": "u", "MultipartUpload": {"Parts": []}},
        [("s3:PutObject", "arn:aws:s3:::b/k")],
    ),
    (
        "abort_multipart_upload",
        {"Key": "k", "UploadId": "u"},
        [("s3:AbortMultipartUpload", "arn:aws:s3:::b/k")],
    ),
    (
        "list_parts",
        {"Key": "k", "UploadId": "u"},
        [("s3:ListMultipartUploadParts", "arn:aws:s3:::b/k")],
    ),
    ("get_object_tagging", {"Key": "k"}, [("s3:GetObjectTagging", "arn:aws:s3:::b/k")]),
    ("get_bucket_policy", {}, [("s3:GetBucketPolicy", "arn:aws:s3:::b")]),
    ("get_bucket_versioning", {}, [("s3:GetBucketVersioning", "arn:aws:s3:::b")]),
]


@pytest.mark.parametrize(("operation", "parameters", "needs"), S3_CASES)
def test_needs_of_s3(operation: str, parameters: dict[str, Any], needs: list[Need]) -> None:
    assert _needs(_call("s3", operation, Bucket="b", **parameters)) == needs


def test_needs_of_listing_buckets() -> None:
    assert _needs(_call("s3", "list_buckets")) == [("s3:ListAllMyBuckets", "*")]


def _table(action: str, suffix: str = "") -> list[Need]:
    return [(f"dynamodb:{action}", TABLE_ARN + suffix)]


DYNAMODB_CASES: list[tuple[str, dict[str, Any], list[Need]]] = [
    ("get_item", {"TableName": "t", "Key": KEY}, _table("GetItem")),
    ("get_item", {"TableName": TABLE_ARN, "Key": KEY}, _table("GetItem")),
    ("put_item", {"TableName": "t", "Item": KEY}, _table("PutItem")),
    ("update_item", {"TableName": "t", "Key": KEY}, _table("UpdateItem")),
    ("delete_item", {"TableName": "t", "Key": KEY}, _table("DeleteItem")),
    ("describe_table", {"TableName": "t"}, _table("DescribeTable")),
    ("scan", {"TableName": "t", "Segment": 0, "TotalSegments": 2}, _table("Scan")),
    ("query", {"TableName": "t"}, _table("Query")),
    ("query", {"TableName": "t", "IndexName": "by_x"}, _table("Query", "/index/by_x")),
    ("scan", {"TableName": "t", "IndexName": "by_x"}, _table("Scan", "/index/by_x")),
    (
        "batch_get_item",
        {"RequestItems": {"t": {"Keys": [KEY]}, "u": {"Keys": [KEY]}}},
        [*_table("BatchGetItem"), ("dynamodb:BatchGetItem", TABLE_ARN.removesuffix("t") + "u")],
    ),
    (
        "batch_write_item",
        {"RequestItems": {"t": [{"PutRequest": {"Item": KEY}}]}},
        _table("BatchWriteItem"),
    ),
    (
        "transact_write_items",
        {
            "TransactItems": [
                {"Put": {"TableName": "t", "Item": KEY}},
                {"ConditionCheck": {"TableName": "t", "Key": KEY, "ConditionExpression": "x"}},
                {"Delete": {"TableName": "t", "Key": KEY}},
                {"Update": {"TableName": "t", "Key": KEY, "UpdateExpression": "x"}},
            ]
        },
        [
            *_table("PutItem"),
            *_table("ConditionCheckItem"),
            *_table("DeleteItem"),
            *_table("UpdateItem"),
        ],
    ),
    (
        "transact_get_items",
        {"TransactItems": [{"Get": {"TableName": "t", "Key": KEY}}]},
        _table("GetItem"),
    ),
    ("list_tables", {}, [("dynamodb:ListTables", "*")]),
]


@pytest.mark.parametrize(("operation", "parameters", "needs"), DYNAMODB_CASES)
def test_needs_of_dynamodb(operation: str, parameters: dict[str, Any], needs: list[Need]) -> None:
    assert _needs(_call("dynamodb", operation, **parameters)) == needs


SQS_CASES: list[tuple[str, dict[str, Any], str]] = [
    ("send_message", {"MessageBody": "x"}, "SendMessage"),
    ("send_message_batch", {"Entries": [{"Id": "1", "MessageBody": "x"}]}, "SendMessage"),
    ("receive_message", {}, "ReceiveMessage"),
    ("delete_message", {"ReceiptHandle": "r"}, "DeleteMessage"),
    ("delete_message_batch", {"Entries": [{"Id": "1", "ReceiptHandle": "r"}]}, "DeleteMessage"),
    (
        "change_message_visibility",
        {"ReceiptHandle": "r", "VisibilityTimeout": 1},
        "ChangeMessageVisibility",
    ),
    ("get_queue_attributes", {}, "GetQueueAttributes"),
    ("purge_queue", {}, "PurgeQueue"),
]


@pytest.mark.parametrize(("operation", "parameters", "action"), SQS_CASES)
def test_needs_of_sqs(operation: str, parameters: dict[str, Any], action: str) -> None:
    call = _call("sqs", operation, QueueUrl=QUEUE, **parameters)
    assert _needs(call) == [(f"sqs:{action}", QUEUE_ARN)]


def test_needs_of_sqs_by_name_and_in_the_query_protocol() -> None:
    assert _needs(_call("sqs", "get_queue_url", QueueName="q")) == [("sqs:GetQueueUrl", QUEUE_ARN)]
    body = f"Action=SendMessage&QueueUrl={QUEUE}&MessageBody=x".encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "HTTP_AUTHORIZATION": f"AWS4-HMAC-SHA256 Credential=K/20260101/{REGION}/sqs/aws4_request",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    assert _needs(Call.from_environ(environ)) == [("sqs:SendMessage", QUEUE_ARN)]


def test_needs_of_put_events_are_on_every_bus_once() -> None:
    own = f"arn:aws:events:{REGION}:123456789012:event-bus/"
    other = "arn:aws:events:us-east-1:1:event-bus/other"
    buses = [{}, {"EventBusName": "b"}, {"EventBusName": own + "b"}, {"EventBusName": other}]
    call = _call("events", "put_events", Entries=buses)
    assert _needs(call) == [
        ("events:PutEvents", own + "default"),
        ("events:PutEvents", own + "b"),
        ("events:PutEvents", other),
    ]


def test_needs_of_put_metric_data() -> None:
    data = [{"MetricName": "m", "Value": 1.0}]
    call = _call("cloudwatch", "put_metric_data", Namespace="n", MetricData=data)
    assert _needs(call) == [("cloudwatch:PutMetricData", "*")]


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("dynamodb", "execute_statement", {"Statement": "SELECT * FROM t"}),
        ("dynamodb", "delete_table", {"TableName": "t"}),
        ("sqs", "create_queue", {"QueueName": "q"}),
        ("sqs", "set_queue_attributes", {"QueueUrl": QUEUE, "Attributes": {}}),
        ("s3", "put_object_legal_hold", {"Bucket": "b", "Key": "k"}),
        ("s3", "get_bucket_website", {"Bucket": "b"}),
        ("s3", "restore_object", {"Bucket": "b", "Key": "k"}),
        ("events", "put_rule", {"Name": "r"}),
        ("cloudwatch", "list_metrics", {}),
        ("lambda", "invoke", {"FunctionName": "f"}),
    ],
)
def test_needs_of_what_is_not_mapped_is_none(
    service: str, operation: str, parameters: dict[str, Any]
) -> None:
    assert _needs(_call(service, operation, **parameters)) is None


def test_call_credentials_of_presigned_urls() -> None:
    for query in (
        f"X-Amz-Credential=KEY%2F20260101%2F{REGION}%2Fs3%2Faws4_request",
        "AWSAccessKeyId=KEY&Signature=x&Expires=1",
    ):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/b/k", "QUERY_STRING": query}
        call = Call.from_environ({**environ, "wsgi.input": io.BytesIO()})
        assert (call.access_key, call.service) == ("KEY", "s3")
        assert _needs(call) == [("s3:GetObject", "arn:aws:s3:::b/k")]

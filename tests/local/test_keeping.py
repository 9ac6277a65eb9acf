"""Whatever happened to a cloud, one that is filled from its journal is as it was."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.dynamodb.exceptions import TransactionCanceledException
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import FakeDeleteMarker, s3_backends
from moto.sqs.exceptions import PurgeQueueInProgress
from moto.sqs.models import sqs_backends

from infra.local import shards
from infra.local.cloud import ACCOUNT, PARTITION, Cloud
from infra.local.endpoint import CurrentCaller
from infra.local.errors import JournalError
from infra.local.events import ObjectObserver, Sequencer
from infra.local.journal import Journal
from infra.local.keeping import Keeper
from infra.local.provision import Deployment, Resource, provision
from infra.local.secrets import Secrets
from infra.local.stream_mappings import StreamSpec
from infra.local.template import Translated

REGION = "eu-west-1"
TABLE = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
}
RESOURCES: dict[str, Any] = {
    "Versioned": {
        "Type": "AWS::S3::Bucket",
        "Properties": {"VersioningConfiguration": {"Status": "Enabled"}},
    },
    "Plain": {"Type": "AWS::S3::Bucket"},
    "Table": {"Type": "AWS::DynamoDB::Table", "Properties": TABLE},
    "Dead": {"Type": "AWS::SQS::Queue"},
    "Work": {
        "Type": "AWS::SQS::Queue",
        "Properties": {
            "VisibilityTimeout": 0,
            "RedrivePolicy": {
                "deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]},
                "maxReceiveCount": 1,
            },
        },
    },
}


def _reader(table: Resource) -> Resource:
    """A mapping of the table's stream that is told of one of the two keys alone."""
    pattern = '{"dynamodb": {"Keys": {"pk": {"S": ["a.txt"]}}}}'
    properties = {
        "EventSourceArn": f"{table.arn}/stream/now",
        "StartingPosition": "TRIM_HORIZON",
        "FilterCriteria": {"Filters": [{"Pattern": pattern}]},
    }
    return Resource("Reader", "AWS::Lambda::EventSourceMapping", properties, "reader", "")


class Kept:
    """A cloud without functions, kept in a folder."""

    def __init__(self, folder: Path, resources: dict[str, Any] = RESOURCES) -> None:
        self.cloud = Cloud(REGION)
        self.sequencer = Sequencer()
        self.secrets = Secrets()
        self._folder = folder
        self._resources = resources

    @contextmanager
    def running(self) -> Iterator["Kept"]:
        """For as long as its process lives."""
        with ExitStack() as closing:
            self.cloud.reset()
            journal = Journal(self._folder)
            closing.callback(journal.close)
            self.keeper = Keeper(self.cloud, journal, self.sequencer, "lease_until")
            closing.enter_context(shards.installed(self.cloud))
            closing.enter_context(self.keeper.queues_observed())
            keep = self.keeper.objects
            self.observer = ObjectObserver(
                self.cloud, CurrentCaller(), lambda _: None, self.sequencer, keep
            )
            closing.enter_context(self.observer.installed())
            self.deployment = self._deployed()
            for secret in self.deployment.of_type("AWS::SecretsManager::Secret"):
                self.secrets.add(secret.physical_id, secret.properties)
            self.keeper.restore(self.deployment, self.secrets)
            yield self

    def _deployed(self) -> Deployment:
        translated = Translated({"Resources": self._resources}, {}, {})
        deployment = provision(self.cloud, translated, "kept", self.keeper.names)
        bucket = s3_backends[ACCOUNT][PARTITION].buckets[
            deployment.resources["Versioned"].physical_id
        ]
        bucket.versioning_status = "Enabled"
        self.reader = _reader(deployment.resources["Table"])
        self.spec = StreamSpec.from_properties("Reader", self.reader.properties)
        self.told = 0
        resources = {**deployment.resources, "Reader": self.reader}
        return Deployment(resources, deployment.outputs)

    def name(self, logical_id: str) -> str:
        """Name of a resource."""
        return self.deployment.resources[logical_id].physical_id.rsplit("/", 1)[-1]

    # --- What may happen ---

    @property
    def _s3(self) -> Any:
        return s3_backends[ACCOUNT][PARTITION]

    @property
    def _dynamodb(self) -> Any:
        return dynamodb_backends[ACCOUNT][REGION]

    def put(self, bucket: str, key: str, body: bytes) -> None:
        """Put an object, and its metadata after it, as moto does."""
        made = self._s3.put_object(self.name(bucket), key, body)
        made.set_metadata({"published": body.hex()})
        self.observer.settle()

    def delete(self, bucket: str, key: str, version: int | None) -> None:
        """Delete an object, or one of its versions for good."""
        name = self.name(bucket)
        versions = self.cloud.versions(name, key)
        if version is not None and bucket == "Versioned":
            if versions:
                chosen = versions[version % len(versions)].version_id
                self._s3.delete_object(name, key, version_id=chosen)
        else:
            self._s3.delete_object(name, key)
        self.observer.settle()

    def put_item(self, key: str, more: dict[str, Any]) -> None:
        """Write an item."""
        self._dynamodb.put_item(self.name("Table"), {"pk": {"S": key}, **more})
        self.keeper.drain()

    def delete_item(self, key: str) -> None:
        """Delete an item."""
        self._dynamodb.delete_item(self.name("Table"), {"pk": {"S": key}})
        self.keeper.drain()

    def cancelled(self, key: str) -> None:
        """Write an item in a transaction that fails."""
        table = self.name("Table")
        new = {"TableName": table, "Item": {"pk": {"S": key}, "cancelled": {"BOOL": True}}}
        never = {"TableName": table, "Key": {"pk": {"S": "x"}}}
        check = {**never, "ConditionExpression": "attribute_exists(nothing)"}
        with pytest.raises(TransactionCanceledException):
            self._dynamodb.transact_write_items([{"Put": new}, {"ConditionCheck": check}])
        self.keeper.drain()

    def deal(self, count: int) -> None:
        """Have the reader of the stream deal with some of its records."""
        self.told = min(self.told + count, len(self._records()))
        self.keeper.dealt(self.spec, self.told)

    def _records(self) -> list[shards.StreamRecord]:
        shard = shards.shard_of(self.cloud, self.name("Table"))
        assert shard
        return shard.read(0, shard.end())

    def send(self, body: str, delay: int) -> None:
        """Send a message."""
        typed = {"blob": {"DataType": "Binary", "BinaryValue": body.encode()}}
        sqs_backends[ACCOUNT][REGION].send_message(
            self.name("Work"), body, message_attributes=typed, delay_seconds=delay
        )

    def receive(self, queue: str, *, delete: bool) -> None:
        """Receive what can be; a second time it moves on to the dead-letter queue."""
        for message in self.cloud.receive(self.name(queue), 10):
            if delete:
                self.cloud.delete(self.name(queue), message.receipt_handle)

    def purge(self) -> None:
        """Delete all messages that failed."""
        with suppress(PurgeQueueInProgress):  # once a minute
            sqs_backends[ACCOUNT][REGION].purge_queue(self.name("Dead"))

    # --- What there is ---

    def state(self) -> dict[str, Any]:
        """All objects with all versions, all items, all messages."""
        buckets = {name: self._s3.buckets[self.name(name)] for name in ("Versioned", "Plain")}
        queues = {name: self.cloud._sqs.get_queue(self.name(name)) for name in ("Work", "Dead")}
        table = self._dynamodb.tables[self.name("Table")]
        return {
            "names": {name: self.name(name) for name in RESOURCES},
            "objects": {
                (name, key): [_seen(version) for version in bucket.keys.getlist(key)]
                for name, bucket in buckets.items()
                for key in dict.keys(bucket.keys)
            },
            "items": sorted(str(shards._image(item)) for item in table.all_items()),
            "untold": [
                (record.event_id, record.event_name, record.keys, record.old, record.new)
                for record in self._records()[self.told :]
                if self.spec.filters.passes(record.shaped())
            ],
            "messages": {
                name: sorted(
                    (m.id, m.body, str(m.message_attributes), m.delayed_until)
                    for m in queue._messages
                )
                for name, queue in queues.items()
            },
        }


def _seen(version: Any) -> tuple[Any, ...]:
    common = (version.version_id, version.last_modified)
    if isinstance(version, FakeDeleteMarker):
        return common
    return (*common, version.value, version.etag, dict(version.metadata))


KEYS = st.sampled_from(["a.txt", "b/ö.txt"])
VALUES = st.sampled_from(
    [
        {},
        {"n": {"N": "1.50"}, "s": {"S": "ö"}, "set": {"SS": ["x", "y"]}},
        {"b": {"B": "AAEC"}, "bs": {"BS": ["AAEC"]}, "null": {"NULL": True}},
        {"m": {"M": {"l": {"L": [{"B": "/w=="}, {"BOOL": False}]}}}},
    ]
)
BUCKETS = st.sampled_from(["Versioned", "Plain"])
STEPS = st.one_of(
    st.tuples(st.just("put"), BUCKETS, KEYS, st.binary(max_size=2)),
    st.tuples(st.just("delete"), BUCKETS, KEYS, st.none() | st.integers(0, 3)),
    st.tuples(st.just("put_item"), KEYS, VALUES),
    st.tuples(st.just("delete_item"), KEYS),
    st.tuples(st.just("cancelled"), KEYS),
    st.tuples(st.just("send"), st.sampled_from(["x", "ö"]), st.sampled_from([0, 600])),
    st.tuples(st.just("take"), st.sampled_from(["Work", "Dead"]), st.booleans()),
    st.tuples(st.just("purge")),
    st.tuples(st.just("deal"), st.integers(0, 3)),
)


def apply(kept: Kept, step: tuple[Any, ...]) -> None:
    """Let one thing happen."""
    name, *arguments = step
    if name == "take":
        kept.receive(arguments[0], delete=arguments[1])
    else:
        getattr(kept, name)(*arguments)


@settings(max_examples=80)
@given(lives=st.lists(st.lists(STEPS, min_size=4, max_size=20), min_size=1, max_size=2))
def test_keeping_any_history_is_there_after_each_sudden_end(
    lives: list[list[tuple[Any, ...]]],
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        before: dict[str, Any] | None = None
        for number, steps in enumerate([*lives, []]):
            kept = Kept(Path(scratch, str(number)))
            with kept.running():
                assert before is None or kept.state() == before
                for step in steps:
                    apply(kept, step)
                before = kept.state()
                # What a process that is killed here leaves behind.
                shutil.copytree(Path(scratch, str(number)), Path(scratch, str(number + 1)))


def test_keeping_new_versions_and_messages_have_ids_of_their_own(tmp_path: Path) -> None:
    for _ in range(2):
        with Kept(tmp_path).running() as kept:
            kept.put("Versioned", "a", b"x")
            kept.send("x", 0)
    versions = [version.version_id for version in kept.cloud.versions(kept.name("Versioned"), "a")]
    assert len(set(versions)) == 2
    assert len({message[0] for message in kept_messages(tmp_path)}) == 2


def kept_messages(folder: Path) -> list[tuple[str, str]]:
    """Ids and bodies of the messages that a folder holds."""
    journal = Journal(folder)
    try:
        return [(message.id, message.body) for message in journal.messages()]
    finally:
        journal.close()


def test_keeping_sequencers_go_on_above_the_last_one_though_the_clock_went_back(
    tmp_path: Path,
) -> None:
    ahead = 2**62
    with Kept(tmp_path).running() as kept:
        kept.sequencer.last = ahead
        kept.put("Versioned", "a", b"x")
    with Kept(tmp_path).running() as kept:
        assert int(kept.sequencer.next(), 16) > ahead


def test_keeping_names_stay_though_the_template_changes(tmp_path: Path) -> None:
    with Kept(tmp_path).running() as kept:
        kept.put("Versioned", "a", b"x")
        before = kept.state()
    more = {"Another": {"Type": "AWS::S3::Bucket"}, **RESOURCES}
    with Kept(tmp_path, more).running() as kept:
        assert kept.state() == before


def test_keeping_what_the_template_has_no_more_is_there_when_it_has_it_again(
    tmp_path: Path,
) -> None:
    with Kept(tmp_path).running() as kept:
        kept.put("Plain", "a", b"x")
        before = kept.state()
    with Kept(tmp_path, {n: r for n, r in RESOURCES.items() if n != "Plain"}).running():
        pass
    with Kept(tmp_path).running() as kept:
        assert kept.state() == before


def test_keeping_a_lease_is_over_with_the_process_that_held_it(tmp_path: Path) -> None:
    with Kept(tmp_path).running() as kept:
        kept.put_item("a", {"lease_until": {"N": "9999999999"}})
    with Kept(tmp_path).running() as kept:
        assert kept.state()["items"] == [str({"pk": {"S": "a"}, "lease_until": {"N": "0"}})]


def test_keeping_what_a_reader_has_dealt_with_is_not_told_again(tmp_path: Path) -> None:
    with Kept(tmp_path).running() as kept:
        for number in range(3):
            kept.put_item("a.txt", {"n": {"N": str(number)}})
            kept.put_item("another", {"n": {"N": str(number)}})
        kept.deal(4)
    for _ in range(2):  # nor is anything lost where the next process deals with nothing
        with Kept(tmp_path).running() as kept:
            (told,) = kept.state()["untold"]
            assert told[1] == "MODIFY"
            assert [image["n"]["N"] for image in told[3:]] == ["1", "2"]


def test_keeping_secret_with_its_versions(tmp_path: Path) -> None:
    secret = {"Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {}}}
    found = []
    for _ in range(2):
        with Kept(tmp_path, {**RESOURCES, **secret}).running() as kept:
            arn = kept.deployment.resources["Secret"].physical_id
            found.append(kept.secrets.versions(arn))
            kept.secrets.rotate(arn)
            kept.keeper.keep_secrets(kept.deployment, kept.secrets)
            found.append(kept.secrets.versions(arn))
    assert found[0] != found[1] == found[2]
    assert found[3]["AWSPREVIOUS"] == found[2]["AWSCURRENT"]


def test_keeping_a_table_without_a_stream_is_refused(tmp_path: Path) -> None:
    table = {name: said for name, said in TABLE.items() if name != "StreamSpecification"}
    resources = {**RESOURCES, "Table": {"Type": "AWS::DynamoDB::Table", "Properties": table}}
    with (
        pytest.raises(JournalError, match="no stream"),
        Kept(tmp_path, resources).running(),
    ):
        pass

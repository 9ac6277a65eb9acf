"""Keeps a running stack in a journal, and fills a new one from it.

Whatever changes is journaled before its cause has an answer, so that nothing that was acknowledged
is lost however the process ends. Kept are objects, items, messages, generated secrets, the names of
buckets, tables and queues, and what the readers of streams have not dealt with. Not kept are
uploads in parts that are not complete, logs, and events on their way to functions without a queue.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from infra.local import shards
from infra.local.cloud import Cloud, object_attributes, object_body
from infra.local.errors import JournalError
from infra.local.events import Operation, Sequencer
from infra.local.journal import Journal
from infra.local.provision import Deployment, names
from infra.local.secrets import Secrets
from infra.local.shards import Shard, StreamRecord
from infra.local.stream_mappings import StreamSpec

_NAMES = "names"
_SEQUENCER = "sequencer"
_SECRETS = "secrets"


class Keeper:
    """What stands between a stack and its journal."""

    def __init__(
        self, cloud: Cloud, journal: Journal, sequencer: Sequencer, lease_attribute: str
    ) -> None:
        self._cloud = cloud
        self._journal = journal
        self._sequencer = sequencer
        self._lease_attribute = lease_attribute
        self._shards: dict[str, Shard] = {}
        self._drained: dict[str, int] = {}
        """Table -> place in its stream up to which it is journaled."""
        self._readers: dict[str, dict[str, StreamSpec]] = defaultdict(dict)
        """Table -> the mappings of its stream, by their logical ids."""
        self._told: dict[str, dict[str, int]] = defaultdict(dict)
        """Table -> mapping -> place in the stream before which it has dealt with everything."""

    @property
    def names(self) -> dict[str, str]:
        """Logical id -> name of what there was before."""
        return self._journal.value(_NAMES) or {}

    # --- Restoring ---

    def restore(self, deployment: Deployment, secrets: Secrets) -> None:
        """Fill a stack that has just been made, and is not running yet.

        Raises:
            JournalError: A table has no stream by which its changes could be seen.
        """
        self._cloud.surprise()
        with ExitStack() as held:
            for service in ("s3", "dynamodb", "sqs"):  # before the journal's, as everywhere
                held.enter_context(self._cloud.locks[service])
            held.enter_context(self._journal.transaction())
            self._journal.set_value(_NAMES, self.names | names(deployment))
            self._restore_secrets(deployment, secrets)
            self._sequencer.last = self._journal.value(_SEQUENCER) or 0
            for kept in self._journal.objects():
                body = None if kept.sha256 is None else self._journal.body(kept.sha256)
                self._cloud.restore_object(kept, body)
            for table in deployment.of_type("AWS::DynamoDB::Table"):
                self._restore_table(table.physical_id)
            for message in self._journal.messages():
                self._cloud.restore_message(message)
        self._know_readers(deployment)

    def _restore_secrets(self, deployment: Deployment, secrets: Secrets) -> None:
        kept = self._journal.value(_SECRETS) or {}
        for secret in deployment.of_type("AWS::SecretsManager::Secret"):
            if secret.logical_id in kept:
                secrets.restore(secret.physical_id, kept[secret.logical_id])
        self.keep_secrets(deployment, secrets)

    def _restore_table(self, table: str) -> None:
        shard = shards.shard_of(self._cloud, table)
        if shard is None:
            raise JournalError(f"the table {table} has no stream of new images, so it is not kept")
        records = self._journal.renumber_records(table)
        images = (self._freed(image) for image in self._journal.items(table))
        shards.restore(self._cloud, table, images, records)
        self._shards[table] = shard
        self._drained[table] = shard.end()

    def _freed(self, image: Any) -> Any:  # noqa: ANN401
        """An item whose lease, if it has one, is over: whoever held it ended with its process."""
        leased = self._lease_attribute in image
        return {**image, self._lease_attribute: {"N": "0"}} if leased else image

    def _know_readers(self, deployment: Deployment) -> None:
        for mapping in deployment.of_type("AWS::Lambda::EventSourceMapping"):
            if ":dynamodb:" in mapping.properties["EventSourceArn"]:
                spec = StreamSpec.from_properties(mapping.logical_id, mapping.properties)
                self._readers[spec.table][spec.logical_id] = spec
                self._told[spec.table][spec.logical_id] = 0

    # --- Keeping ---

    def queues_observed(self) -> AbstractContextManager[None]:
        """Keep messages for as long as this lasts."""
        journal = self._journal
        return self._cloud.queues_observed(journal.add_message, journal.remove_messages)

    @contextmanager
    def objects(self, operations: Sequence[Operation]) -> Iterator[None]:
        """Keep what a request did to objects, together with the messages about it or not at all."""
        # The lock of SQS first: whoever sends a message has it before the journal's.
        with self._cloud.locks["sqs"], self._journal.transaction():
            for operation in operations:
                self._keep(operation)
            yield
            self._journal.set_value(_SEQUENCER, self._sequencer.last)

    def _keep(self, done: Operation) -> None:
        before, after = set(map(id, done.before)), set(map(id, done.after))
        for version in done.before:
            if id(version) not in after:
                self._journal.remove_object(done.bucket, done.key, version.version_id)
        for version in done.after:
            if id(version) not in before:
                self._journal.add_object(
                    done.bucket,
                    done.key,
                    version.version_id,
                    attributes=object_attributes(version),
                    body=object_body(version),
                )

    def drain(self) -> None:
        """Keep what was written to tables since the last time; to be called in their lock."""
        for table, shard in self._shards.items():
            start = self._drained[table]
            records = shard.read(start, shard.end() - start)
            if records:
                with self._journal.transaction():
                    for position, record in enumerate(records, start):
                        self._keep_record(table, position, record)
                self._drained[table] = start + len(records)

    def _keep_record(self, table: str, position: int, record: StreamRecord) -> None:
        if record.new is None:
            self._journal.remove_item(table, record.keys)
        else:
            self._journal.put_item(table, record.keys, record.new)
        shaped = record.shaped()
        if any(spec.filters.passes(shaped) for spec in self._readers[table].values()):
            self._journal.add_record(table, position, record.kept())

    def dealt(self, spec: StreamSpec, position: int) -> None:
        """Forget the records that every reader of a stream has dealt with."""
        told = self._told[spec.table]
        before = min(told.values())
        told[spec.logical_id] = position
        if min(told.values()) > before:
            self._journal.remove_records(spec.table, min(told.values()))

    def keep_secrets(self, deployment: Deployment, secrets: Secrets) -> None:
        """Keep the secrets as they are now."""
        kept = {
            secret.logical_id: secrets.versions(secret.physical_id)
            for secret in deployment.of_type("AWS::SecretsManager::Secret")
        }
        self._journal.set_value(_SECRETS, kept)

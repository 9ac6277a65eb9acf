"""A stack: a template, deployed and running on this machine, until it is closed."""

import json
import random
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Self

from infra.local import drift, shards
from infra.local.actions import ActionMap
from infra.local.bus import DEFAULT_BUS, Undelivered
from infra.local.classification import Gap
from infra.local.classification import check as check_classified
from infra.local.cloud import ACCOUNT, Cloud
from infra.local.cross_origin import rules_of
from infra.local.endpoint import CurrentCaller, Endpoint, Served
from infra.local.errors import NotEmulatedError, ProvisionError
from infra.local.eventing import Eventing
from infra.local.events import Event, ObjectObserver, Sequencer
from infra.local.functions import Function, FunctionFactory
from infra.local.gateway import ApiSpec, Gateway
from infra.local.guard import ADMIN_KEY, ADMIN_SECRET, Entry, Guard
from infra.local.issuer import Issuer
from infra.local.journal import Journal
from infra.local.keeping import Keeper
from infra.local.policies import resource_policies, role_policies
from infra.local.provision import (
    Deployment,
    admin_client,
    complete,
    function_specs,
    provision,
)
from infra.local.put_events import PutEvents
from infra.local.runtime_api import Outcome
from infra.local.schedules import Ticker
from infra.local.secrets import Secrets
from infra.local.server import BackgroundServer
from infra.local.settings import StackSettings
from infra.local.sources import Sources
from infra.local.stream_mappings import Dealt
from infra.local.template import Translated, load, session, translate
from infra.local.work import Idleness, Worker

_OPEN = threading.Lock()
"""moto keeps its state in the process, so there is one stack at a time."""

_CLIENTS = threading.Lock()


class LocalStack:
    """A deployed template; use it as a context manager."""

    endpoint: str
    """URL of all AWS services."""
    api_url: str
    """URL of the HTTP API; '' where the template has none."""
    issuer_url: str
    outputs: dict[str, str]
    """The template's outputs; the URL of the HTTP API is the local one."""
    deployment: Deployment
    gaps: list[Gap]
    """What the template says and has no effect here, with reasons."""

    def __init__(self, settings: StackSettings) -> None:
        self.settings = settings
        self.cloud = Cloud(settings.region)
        self.guard = Guard(ActionMap(ACCOUNT, settings.region))
        self.functions: dict[str, Function] = {}
        self._secrets = Secrets()
        self._eventing = Eventing(self.cloud, self.guard)
        self._workers: list[Worker] = []
        self._idleness = Idleness(self._workers, self.cloud)
        self._session = session(settings.region, ADMIN_KEY, ADMIN_SECRET)
        self._clients: dict[str, Any] = {}
        self._address = ""
        """Of the endpoint that clients talk to."""
        self._keeper: Keeper | None = None
        self._sequencer = Sequencer()
        self._closing = ExitStack()

    # --- Opening and closing ---

    def __enter__(self) -> Self:
        """Deploy and start.

        Raises:
            LocalStackError: The template cannot be run as it is; nothing is left behind.
        """
        if not _OPEN.acquire(blocking=False):
            raise ProvisionError("another stack is open in this process")
        self._closing.callback(_OPEN.release)
        try:
            self._open()
        except BaseException:
            self._closing.close()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop everything and forget it."""
        self._closing.close()

    def _open(self) -> None:
        settings = self.settings
        self._open_journal()
        issuer_server = self._server(settings.issuer_port, "token issuer")
        endpoint_server = self._server(settings.port, "AWS endpoint")
        api_server = self._server(settings.api_port, "HTTP API")
        self.issuer_url, self.endpoint = issuer_server.url, endpoint_server.url
        translated = self._translate()
        self.gaps = check_classified(translated.body)
        self._start_cloud(endpoint_server)
        with self._served_privately():
            self._deploy(translated)
        self._start_functions(translated)
        self._start_workers(endpoint_server)
        self.api_url = self._start_api(api_server)
        self._start_issuer(issuer_server)
        self.outputs = {k: self._localised(v) for k, v in self.deployment.outputs.items()}

    def _open_journal(self) -> None:
        settings = self.settings
        if settings.data:
            journal = Journal(settings.data)
            self._closing.callback(journal.close)
            lease = settings.lease_attribute
            self._keeper = Keeper(self.cloud, journal, self._sequencer, lease)

    def _server(self, port: int, what: str) -> BackgroundServer:
        server = BackgroundServer(self.settings.host, port, what)
        self._closing.callback(server.stop)
        return server

    def _translate(self) -> Translated:
        settings = self.settings
        declared = load(settings.template).get("Parameters", {})
        given = dict(settings.parameters)
        if settings.issuer_parameter in declared:
            given.setdefault(settings.issuer_parameter, self.issuer_url)
        return translate(settings.template, given, settings.region)

    def _start_cloud(self, server: BackgroundServer) -> None:
        current = CurrentCaller()
        self.cloud.reset()
        self._closing.callback(self.cloud.reset)
        self._closing.enter_context(self.cloud.clock.installed())
        self._closing.enter_context(shards.installed(self.cloud))
        publish = self._eventing.buses.publish
        self._observer = self._make_observer(current)
        self._closing.enter_context(self._observer.installed())
        served: Served = {
            ("events", "PutEvents"): PutEvents(self.cloud, publish),
            ("secretsmanager", "GetSecretValue"): self._secrets,
        }
        self._served = Endpoint(self.cloud, self.guard, current, served, self._settle)
        self._closing.callback(self._served.close)
        self._closing.callback(server.stop)

    @contextmanager
    def _served_privately(self) -> Iterator[None]:
        """An endpoint that only this stack knows, to deploy over.

        Whoever asks the public one meanwhile waits in line: before everything is deployed and
        restored, an upload would meet a bucket without versions and events without rules.
        """
        server = BackgroundServer(self.settings.host, 0, "private AWS endpoint")
        server.start(self._served)
        self._address = server.url
        try:
            yield
        finally:
            server.stop()
            self._clients.clear()
            self._address = self.endpoint

    def _make_observer(self, current: CurrentCaller) -> ObjectObserver:
        publish = self._eventing.buses.publish
        if self._keeper is None:
            return ObjectObserver(self.cloud, current, publish, self._sequencer)
        self._closing.enter_context(self._keeper.queues_observed())
        return ObjectObserver(self.cloud, current, publish, self._sequencer, self._keeper.objects)

    def _settle(self, service: str) -> None:
        """What is to be done with what a request changed, before its answer leaves."""
        if service == "s3":
            self._observer.settle()
        elif service == "dynamodb" and self._keeper:
            self._keeper.drain()

    def _deploy(self, translated: Translated) -> None:
        known = self._keeper.names if self._keeper else {}
        self.deployment = provision(self.cloud, translated, self.settings.stack_name, known)
        self._check_resolved()
        complete(self.deployment, self.client)
        self.check_drift()
        for secret in self.deployment.of_type("AWS::SecretsManager::Secret"):
            self._secrets.add(secret.physical_id, secret.properties)
        if self._keeper:
            self._keeper.restore(self.deployment, self._secrets)
        self._served.cross_origin = {
            bucket.physical_id: rules_of(bucket.properties)
            for bucket in self.deployment.of_type("AWS::S3::Bucket")
        }
        self.guard.resource_policies = resource_policies(self.deployment, self.settings.region)

    def _check_resolved(self) -> None:
        """Check again what expressions hid from the first check."""
        check_classified(
            {
                "Resources": {
                    name: {"Type": resource.type, "Properties": resource.properties}
                    for name, resource in self.deployment.resources.items()
                }
            }
        )

    def check_drift(self) -> None:
        """Compare what the template says with what there is.

        Raises:
            DriftError: They differ.
        """
        drift.check(self.deployment, self.client, self.cloud)

    def _start_functions(self, translated: Translated) -> None:
        settings = self.settings
        factory = FunctionFactory(settings, self.endpoint)
        self._closing.callback(factory.close)
        specs = function_specs(self.deployment, translated, settings.root, settings.code_roots)
        for spec in specs:
            self.guard.roles[spec.access_key] = role_policies(self.deployment, spec)
            function = factory.make(spec)
            self.functions[spec.logical_id] = function
            self._closing.callback(function.stop)

    def _start_workers(self, server: BackgroundServer) -> None:
        dealt: Dealt = self._keeper.dealt if self._keeper else lambda *_: None
        sources = Sources(self.cloud, self.guard, self.settings.poll_seconds, dealt)
        for mapping in self.deployment.of_type("AWS::Lambda::EventSourceMapping"):
            function = self._function_named(mapping.properties["FunctionName"])
            self._workers.append(sources.worker(mapping, function))
        pause = self.settings.poll_seconds
        self._workers += self._eventing.deploy(self.deployment, self.functions.values(), pause)
        self._closing.callback(self._stop_workers)
        server.start(self._served)
        for worker in self._workers:
            worker.start()

    def _function_named(self, name: str) -> Function:
        for function in self.functions.values():
            if name in {function.spec.name, function.spec.arn}:
                return function
        raise ProvisionError(f"there is no function {name}")

    def _start_api(self, server: BackgroundServer) -> str:
        apis = list(self.deployment.of_type("AWS::ApiGatewayV2::Api"))
        if len(apis) > 1:
            raise NotEmulatedError("more than one HTTP API")
        for api in apis:
            spec = ApiSpec.from_properties(api.physical_id, api.properties)
            permissions = self._eventing.permissions
            region = self.settings.region
            server.start(Gateway(spec, self.functions.values(), permissions, region))
            return server.url
        return ""

    def _start_issuer(self, server: BackgroundServer) -> None:
        apis = self.deployment.of_type("AWS::ApiGatewayV2::Api")
        specs = [ApiSpec.from_properties("", api.properties) for api in apis]
        audiences = [each.audience[0] for spec in specs for each in spec.authorizers.values()]
        scopes = {scope for spec in specs for route in spec.routes for scope in route.scopes}
        self._issuer = Issuer(server.url, audiences[0] if audiences else "local", scopes)
        server.start(self._issuer)

    def _localised(self, output: str) -> str:
        for api in self.deployment.of_type("AWS::ApiGatewayV2::Api"):
            public = f"https://{api.physical_id}.execute-api.{self.settings.region}.amazonaws.com"
            output = output.replace(public, self.api_url)
        return output

    def _stop_workers(self) -> None:
        for worker in self._workers:
            worker.begin_stop()
        for function in self.functions.values():
            function.stop()
        for worker in self._workers:
            worker.stop()

    # --- Using it ---

    def client(self, service: str) -> Any:  # noqa: ANN401
        """An administrator's boto3 client."""
        with _CLIENTS:  # making clients is not safe in several threads at once
            if service not in self._clients:
                self._clients[service] = admin_client(self._session, self._address, service)
            return self._clients[service]

    def token(self, **claims: Any) -> str:  # noqa: ANN401
        """A token that the HTTP API accepts; see `Issuer.token`."""
        return self._issuer.token(**claims)

    @property
    def token_command(self) -> str:
        """A command that prints a token."""
        return f"curl -s '{self.issuer_url}/token'"

    def invoke(self, logical_id: str, event: Any) -> Outcome:  # noqa: ANN401
        """Invoke a function synchronously, as the administrator."""
        return self.functions[logical_id].invoke_json(event)

    def kill(self, logical_id: str, chooser: random.Random | None = None) -> bool:
        """Kill a running invocation of a function; see `Function.kill_random`."""
        return self.functions[logical_id].kill_random(chooser)

    def logs(self, logical_id: str) -> list[str]:
        """What a function has written, line by line."""
        return self.functions[logical_id].log.lines()

    @property
    def events(self) -> list[Event]:
        """Every event on the default bus so far, which is where buckets send theirs."""
        return self.events_on(DEFAULT_BUS)

    def events_on(self, bus: str) -> list[Event]:
        """Every event on a bus so far, given the logical id of the bus."""
        resource = self.deployment.resources.get(bus)
        return list(self._eventing.buses.history[resource.physical_id if resource else bus])

    def logged_events(self, log_group: str) -> list[Event]:
        """Every event that rules have sent to a log group, given its logical id."""
        name = self.deployment.resources[log_group].physical_id
        return [json.loads(line) for line in self._eventing.targets.logged[name]]

    @property
    def undelivered(self) -> list[Undelivered]:
        """Every event that did not reach a target."""
        return list(self._eventing.buses.undelivered)

    @property
    def denied(self) -> list[Entry]:
        """Every action that a role was refused."""
        return [entry for entry in self.guard.entries() if not entry.allowed]

    def rotate(self, secret: str) -> None:
        """Give a secret a new version, as somebody does with PutSecretValue."""
        self._secrets.rotate(self.deployment.resources[secret].physical_id)
        if self._keeper:
            self._keeper.keep_secrets(self.deployment, self._secrets)

    def publish(self, event: Event) -> None:
        """Put an event on the bus, again or for the first time (S3 delivers at least once)."""
        self._eventing.buses.publish(event)

    def tick(self, logical_id: str) -> None:
        """Run a schedule now: that of a rule or a function, or one of EventBridge Scheduler.

        Raises:
            InvokeError: There is no such schedule, more than one, or it is disabled.
        """
        function = self.functions.get(logical_id)
        self._eventing.tick(logical_id, function.spec.arn if function else "")

    def start_schedules(self) -> None:
        """Run the schedules that have a rate by the wall clock, until the stack is closed."""
        ticker = Ticker(self._eventing.schedules)
        self._closing.callback(ticker.stop)
        ticker.start()

    def advance(self, seconds: float) -> None:
        """Let time pass for the queues, so that hidden messages can be received again."""
        self.cloud.clock.advance(seconds)

    def expire(self) -> int:
        """Remove every item whose time to live is over; returns how many were removed."""
        with self.cloud.locks["dynamodb"]:
            expired = shards.expire(self.cloud)
            self._settle("dynamodb")
        return expired

    def wait_idle(self, timeout: float = 30.0) -> None:
        """Wait until there is nothing to do now and nothing is being processed.

        Messages that were sent with a delay are not waited for.

        Raises:
            NotIdleError: Something waits for a retry (at once: only `advance` helps), or there is
                still work after `timeout` seconds.
        """
        self._idleness.wait(timeout)

    def settle(self, timeout: float = 60.0) -> None:
        """Like `wait_idle`, but lets time pass until all is done: retried, given up, or due.

        Raises:
            NotIdleError: There is still work after `timeout` seconds.
        """
        self._idleness.settle(timeout)

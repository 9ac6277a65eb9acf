"""Opening and closing stacks: one after the other, with nothing left behind."""

import os
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from botocore.exceptions import EndpointConnectionError

from infra.local.errors import LocalStackError, PortBusyError
from infra.local.guard import ADMIN_KEY, ADMIN_SECRET
from infra.local.provision import admin_client
from infra.local.settings import StackSettings
from infra.local.stack import LocalStack
from infra.local.template import load, session
from tests.local.conftest import ROOT, Deploy, Template, bucket, drop, fixture_settings, item


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_stack_closed_leaves_no_process_no_thread_and_no_data() -> None:
    threads = set(threading.enumerate())
    with LocalStack(fixture_settings()) as first:
        first.start_schedules()
        drop(first, "k", "hello")
        first.wait_idle()
        assert item(first, "k") is not None
        processes = first.functions["Worker"].processes()
        assert all(map(_runs, processes))
    left = {t for t in threading.enumerate() if t.is_alive()} - threads
    assert not [t.name for t in left if not t.name.startswith("Thread-")]
    assert processes
    assert not any(map(_runs, processes))
    with LocalStack(fixture_settings()) as second:
        assert item(second, "k") is None


def test_stack_opened_again_has_the_same_names() -> None:
    names = []
    for _ in range(2):
        with LocalStack(fixture_settings()) as stack:
            names.append(bucket(stack, "Outbox"))

    assert names[0] == names[1]


def test_stack_takes_an_upload_once_everything_is_there_that_deals_with_it() -> None:
    with LocalStack(fixture_settings()) as stack:
        inbox = stack.outputs["InboxName"]  # the same at every start
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    s3 = admin_client(
        session("eu-west-1", ADMIN_KEY, ADMIN_SECRET), f"http://127.0.0.1:{port}", "s3"
    )

    def upload() -> None:
        while True:
            with suppress(EndpointConnectionError, s3.exceptions.NoSuchBucket):
                s3.put_object(Bucket=inbox, Key="early", Body=b"hello")
                return
            time.sleep(0.02)

    with ThreadPoolExecutor(1) as impatient:
        uploaded = impatient.submit(upload)
        with LocalStack(fixture_settings(port=port)) as stack:
            uploaded.result()
            stack.wait_idle()

            assert item(stack, "early") is not None


def test_stack_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(PortBusyError, match=f"AWS endpoint: port {port}"),
            LocalStack(fixture_settings(port=port)),
        ):
            pass


def test_stack_that_fails_to_open_can_be_opened_again(deploy: Deploy) -> None:
    def break_it(template: Template) -> None:
        template["Resources"]["Worker"]["Properties"]["CodeUri"] = "nowhere"

    with pytest.raises(LocalStackError, match="nowhere"), deploy(break_it):
        pass
    with LocalStack(fixture_settings()) as stack:
        assert stack.api_url


def test_stack_of_the_real_template_opens_without_drift() -> None:
    settings = StackSettings(template=ROOT / "template.yaml", root=ROOT)
    with LocalStack(settings) as stack:
        resources = load(settings.template)["Resources"].items()
        assert set(stack.functions) == {
            name for name, each in resources if each["Type"] == "AWS::Serverless::Function"
        }
        assert stack.outputs["ApiUrl"] == stack.api_url
        assert all(gap.reason for gap in stack.gaps)
        stack.check_drift()
        s3, inbox = stack.client("s3"), stack.outputs["InboxBucketName"]
        s3.put_object(Bucket=inbox, Key="k", Body=b"1", Tagging="a=b")
        assert s3.get_object(Bucket=inbox, Key="k")["Body"].read() == b"1"
        (event,) = stack.events
        assert event["detail"]["bucket"]["name"] == inbox

"""The table of what is served: all of the real template is in it, and nothing slips through."""

from typing import Any

import pytest

from infra.local import emulation, rewrites
from infra.local.classification import check
from infra.local.emulation import NotEmulated, Served
from infra.local.errors import NotEmulatedError
from infra.local.template import translate
from tests.local.conftest import ROOT, Deploy, Template


def _template(kind: str, **properties: Any) -> Template:
    return {"Resources": {"Thing": {"Type": kind, "Properties": properties}}}


def test_check_real_template_is_known_and_every_gap_has_a_reason() -> None:
    given = {"JwtIssuer": "http://issuer.example"}
    translated = translate(ROOT / "template.yaml", given, "eu-west-1")
    gaps = check(translated.body)
    assert gaps
    assert all(gap.reason for gap in gaps)


@pytest.mark.parametrize(
    ("template", "named"),
    [
        (_template("AWS::SNS::Topic"), r"Thing \(AWS::SNS::Topic\): the resource type"),
        (_template("AWS::SQS::Queue", FifoQueue=True), r"Properties\.FifoQueue"),
        (
            _template("AWS::S3::Bucket", NotificationConfiguration={"QueueConfigurations": []}),
            r"Properties\.NotificationConfiguration\.QueueConfigurations",
        ),
        (
            _template("AWS::Events::Rule", Targets=[{"Id": "a", "Arn": "b", "InputPath": "$"}]),
            r"Properties\.Targets\.InputPath",
        ),
        (_template("AWS::Lambda::EventSourceMapping", TumblingWindowInSeconds=9), "Tumbling"),
        (_template("AWS::Lambda::EventSourceMapping", Enabled=False), "Enabled = False"),
        (_template("AWS::DynamoDB::Table", BillingMode="PROVISIONED"), "BillingMode"),
        ({**_template("AWS::SQS::Queue"), "Rules": {}}, "section Rules"),
        (
            {"Resources": {"Thing": {"Type": "AWS::SQS::Queue", "UpdatePolicy": {}}}},
            "UpdatePolicy",
        ),
        (
            _template("AWS::SQS::Queue", RedrivePolicy={"Fn::If": ["A", {"odd": 1}, {}]}),
            r"RedrivePolicy\.odd",
        ),
        (_template("AWS::SQS::Queue", RedrivePolicy="text"), "RedrivePolicy = 'text'"),
    ],
)
def test_check_unknown_part_is_refused_and_named(template: Template, named: str) -> None:
    with pytest.raises(NotEmulatedError, match=named):
        check(template)


def test_check_names_all_that_is_unknown() -> None:
    template = _template("AWS::SQS::Queue", One=1, Two=2)
    with pytest.raises(NotEmulatedError, match=r"One.*Two"):
        check(template)


@pytest.mark.parametrize("kind", sorted(emulation.RESOURCES))
def test_table_leaf_is_served_or_has_a_reason(kind: str) -> None:
    def leaves(spec: Any) -> list[Any]:
        if isinstance(spec, Served | NotEmulated):
            return [spec]
        return [leaf for part in spec.values() for leaf in leaves(part)]

    for leaf in leaves(emulation.RESOURCES[kind]):
        assert isinstance(leaf, Served) or leaf.reason


def test_table_covers_every_type_that_is_dropped_before_moto() -> None:
    assert set(emulation.RESOURCES) >= rewrites.UNSUPPORTED_BY_MOTO


def test_rewrites_are_named_and_explained() -> None:
    every = (*rewrites.BEFORE_TRANSLATION, *rewrites.FOR_MOTO)
    assert len({rewrite.name for rewrite in every}) == len(every)
    assert all(len(rewrite.reason) > 20 for rewrite in every)


def test_rewrites_leave_their_input_alone() -> None:
    template = _template("AWS::Lambda::Function", Code={"S3Bucket": "b", "S3Key": "k"})
    rewrites.apply(rewrites.FOR_MOTO, template)
    assert template == _template("AWS::Lambda::Function", Code={"S3Bucket": "b", "S3Key": "k"})


def test_stack_unknown_resource_type_stops_it(deploy: Deploy) -> None:
    def add(template: Template) -> None:
        template["Resources"]["Topic"] = {"Type": "AWS::SNS::Topic"}

    with pytest.raises(NotEmulatedError, match="Topic"), deploy(add):
        pass


def test_stack_property_hidden_in_an_expression_stops_it(deploy: Deploy) -> None:
    def hide(template: Template) -> None:
        mode = {"Fn::Sub": "PROV${Empty}ISIONED"}
        template["Parameters"]["Empty"] = {"Type": "String", "Default": ""}
        template["Resources"]["Table"]["Properties"]["BillingMode"] = mode

    with pytest.raises(NotEmulatedError, match="BillingMode = 'PROVISIONED'"), deploy(hide):
        pass

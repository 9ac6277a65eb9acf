"""What the tests of streams share: writes to the table `Feed`, and what its listener has seen."""

import json
from typing import Any

from infra.local.stack import LocalStack
from tests.local.conftest import Mutation, Template

Record = dict[str, Any]


def table(stack: LocalStack) -> str:
    return stack.deployment.resources["Feed"].physical_id


def put(stack: LocalStack, text: str, number: int = 1, pk: str = "a") -> None:
    item = {"pk": {"S": pk}, "sk": {"N": str(number)}, "text": {"S": text}}
    stack.client("dynamodb").put_item(TableName=table(stack), Item=item)


def put_at_once(stack: LocalStack, *texts: str) -> None:
    """Write items that are sure to be read as one batch."""
    items = [
        {"pk": {"S": "many"}, "sk": {"N": str(n)}, "text": {"S": text}}
        for n, text in enumerate(texts)
    ]
    requests = [{"PutRequest": {"Item": item}} for item in items]
    stack.client("dynamodb").batch_write_item(RequestItems={table(stack): requests})


def update(stack: LocalStack, expression: str, **more: Any) -> None:
    key = {"pk": {"S": "a"}, "sk": {"N": "1"}}
    stack.client("dynamodb").update_item(
        TableName=table(stack), Key=key, UpdateExpression=expression, **more
    )


def invocations(stack: LocalStack) -> list[list[Record]]:
    lines = [line for line in stack.logs("Listener") if line.startswith('{"stream"')]
    return [json.loads(line)["stream"] for line in lines]


def texts(batches: list[list[Record]]) -> list[list[str]]:
    return [[r["dynamodb"]["NewImage"]["text"]["S"] for r in batch] for batch in batches]


def listener(**properties: Any) -> Mutation:
    """Changes the mapping of the stream; None removes a property."""

    def change(template: Template) -> None:
        source = template["Resources"]["Listener"]["Properties"]["Events"]["Feed"]["Properties"]
        for name, value in properties.items():
            source.pop(name, None)
            if value is not None:
                source[name] = value

    return change

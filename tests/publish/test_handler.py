"""The entry of the function, over a bus that keeps refusing one announcement."""

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.publish import handler
from functions.publish.errors import UnreadableChangeError
from functions.publish.service import PublishService
from schemas.table import Item
from tests.publish.factories import ready, record
from tests.publish.test_service import FakeBus, article, refusing, service


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> FakeBus:
    """The bus of the function."""
    bus = FakeBus(refusing(3))

    def over_the_bus() -> PublishService:
        return service(bus)

    monkeypatch.setattr(handler, "service", over_the_bus)
    return bus


def flip(number: int) -> Item:
    """The record of an article's ingestion."""
    row = ready(2, article_id=article(number))
    return record(number, None, row.model_dump(mode="json", exclude_none=True))


def handle(*records: Item) -> Item:
    return handler.handler({"Records": list(records)}, LambdaContext())


def test_batch_that_was_announced_names_nothing(bus: FakeBus) -> None:
    assert handle(flip(1), flip(2)) == {"batchItemFailures": []}
    assert bus.taken == [article(1), article(2)]


def test_batch_names_the_first_change_that_could_not_be_announced(bus: FakeBus) -> None:
    assert handle(flip(2), flip(3), flip(4)) == {"batchItemFailures": [{"itemIdentifier": "3"}]}
    assert bus.refused.keys() == {article(3)}


def test_batch_with_a_change_that_cannot_be_read_fails_before_anything_is_announced(
    bus: FakeBus,
) -> None:
    with pytest.raises(UnreadableChangeError, match="number 2"):
        handle(flip(1), record(2, None, {"pk": "A#0", "sk": "META"}))

    assert bus.taken == []

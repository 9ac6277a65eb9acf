"""What is noted of an error that ended a try: its kind, and never what it says."""

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from functions.shared.errors import ThrottledError
from functions.shared.trouble import Trouble
from schemas.failure import FailureCode


@pytest.mark.parametrize(
    ("error", "code", "name"),
    [
        (ClientError({"Error": {"Code": "SlowDown"}}, "GetObject"), "unavailable", "SlowDown"),
        (ConnectTimeoutError(endpoint_url="x"), "unavailable", "ConnectTimeoutError"),
        (ThrottledError("the mayor said"), "unavailable", "ThrottledError"),
        (KeyError("the mayor said"), "internal", "KeyError"),
    ],
)
def test_trouble_tells_what_is_outside_from_a_fault_of_ours(
    error: Exception, code: str, name: str
) -> None:
    trouble = Trouble.of(error, run=3, attempt=2)

    assert trouble == Trouble(code=FailureCode(code), error=name, run=3, attempt=2)
    assert "mayor" not in trouble.model_dump_json()

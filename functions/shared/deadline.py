"""How long a function has until Lambda ends it."""

from collections.abc import Callable

from aws_lambda_powertools.utilities.typing import LambdaContext


def seconds_left(context: LambdaContext) -> Callable[[], float]:
    """Tells how long the function has until its deadline."""
    return lambda: context.get_remaining_time_in_millis() / 1000

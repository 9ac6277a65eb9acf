"""What a job has decided to ask for. No I/O."""

from typing import Annotated

from pydantic import Field

from functions.jobs.asking import Message
from functions.jobs.lister import Position
from schemas.base import Contract


class Plan(Contract):
    """What is to be asked for the objects of one page."""

    messages: list[Annotated[Message, Field(discriminator="type")]]
    listed: int
    """Objects that were looked at."""
    skipped: int
    """Objects that there was nothing to do for."""
    following: Position | None
    """Where the next page begins; nothing if all is listed."""

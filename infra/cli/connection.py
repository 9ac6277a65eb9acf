"""Where the running local stack is, for commands in another terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx
from pydantic import BaseModel, ValidationError

from infra.cli.errors import CliError

FILE = Path(".hearsay") / "stack.json"


class Connection(BaseModel):
    """How to reach a local stack."""

    endpoint: str
    api_url: str
    issuer_url: str
    inbox_bucket: str
    region: str
    access_key: str
    secret_key: str

    @classmethod
    def load(cls) -> Self:
        """The stack that `hearsay up` runs in this folder.

        Raises:
            CliError: If none does.
        """
        try:
            return cls.model_validate_json(FILE.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            msg = "No local stack is running in this folder. Start one with: hearsay up"
            raise CliError(msg) from error
        except (OSError, ValidationError) as error:
            msg = f"{FILE} is no description of a stack. Delete it and start: hearsay up"
            raise CliError(msg) from error

    @contextmanager
    def announced(self) -> Iterator[None]:
        """Let other commands find the stack for as long as this lasts."""
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(self.model_dump_json(indent=2), encoding="utf-8")
        try:
            yield
        finally:
            FILE.unlink(missing_ok=True)

    def answers(self) -> bool:
        """Whether the stack is still there: one that was killed could not take its file away."""
        try:
            return httpx.get(f"{self.api_url}/health").is_success
        except httpx.HTTPError:
            return False

    def token(self) -> str:
        """A fresh token of the local issuer.

        Raises:
            CliError: If the stack has gone without saying so.
        """
        try:
            return httpx.get(f"{self.issuer_url}/token").raise_for_status().text
        except httpx.HTTPError as error:
            msg = f"The local stack does not answer. Delete {FILE} and start: hearsay up"
            raise CliError(msg) from error


def refuse_a_second_stack() -> None:
    """Make sure that no stack is running in this folder.

    Raises:
        CliError: If one is.
    """
    if FILE.exists() and Connection.load().answers():
        raise CliError("A local stack is already running in this folder. Stop it with Ctrl-C.")

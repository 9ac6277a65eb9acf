"""Options that several commands have."""

from typing import Annotated

import typer

ApiUrl = Annotated[
    str | None,
    typer.Option("--api", envvar="HEARSAY_API", help="URL of a deployed API; else the local one."),
]
Token = Annotated[
    str | None,
    typer.Option("--token", envvar="HEARSAY_TOKEN", help="Token for a deployed API."),
]
Json = Annotated[bool, typer.Option("--json", help="The record as JSON, one a line.")]

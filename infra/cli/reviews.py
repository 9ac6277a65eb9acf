"""`hearsay review`: what people said of a claim, and the next word on it."""

from typing import Annotated

import typer
from pydantic import ValidationError

from infra.cli.client import api_client
from infra.cli.errors import CliError
from infra.cli.options import ApiUrl, Token
from schemas.claim import CueClass, Polarity, Review, ReviewState
from schemas.review import ReviewHistory, ReviewRequest


def review(  # noqa: PLR0913, PLR0917 (one for each part of a step)
    claim_id: Annotated[str, typer.Argument(help="Id of a claim.")],
    state: Annotated[
        ReviewState | None,
        typer.Argument(
            help="The next step, `machine` withdraws; without it the review is printed."
        ),
    ] = None,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    source: Annotated[str | None, typer.Option(help="Edited: whose statement it is.")] = None,
    cue_class: Annotated[CueClass | None, typer.Option(help="Edited.")] = None,
    polarity: Annotated[Polarity | None, typer.Option(help="Edited.")] = None,
    rating: Annotated[str | None, typer.Option(help='Of a fact-check, such as "False".')] = None,
    rating_url: Annotated[str | None, typer.Option(help="Where it is published.")] = None,
    rating_author: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    api: ApiUrl = None,
    token: Token = None,
) -> None:
    """Print the review of a claim, or take its next step.

    The step follows the review as it is when the command begins: whoever was faster is not passed
    over.
    """
    with api_client(api, token) as client:
        history = client.review(claim_id)
        if state is not None:
            edit = {"source": source and {"canonical": source}, "cue_class": cue_class}
            rated = {"text": rating, "url": rating_url, "author": rating_author}
            step = {"state": state, "note": note, "edit": edit | {"polarity": polarity}}
            history = client.judge(claim_id, _request(step | {"rating": rated}), history.version)
    _print(history)


def _request(step: dict[str, object]) -> ReviewRequest:
    """A step of what was given.

    Raises:
        CliError: If it makes no sense.
    """
    try:
        return ReviewRequest.model_validate(_given(step))
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise CliError(f"{where}: {message}" if where else message) from error


def _given(values: dict[str, object]) -> dict[str, object]:
    """What is there, at every depth."""
    inner = {n: _given(v) if isinstance(v, dict) else v for n, v in values.items()}
    return {name: value for name, value in inner.items() if value not in (None, {})}


def _print(history: ReviewHistory) -> None:
    typer.echo(f"{history.claim_id}  {history.state.value}  version {history.version}")
    for step in history.steps:
        typer.echo(f"    {_line(step)}")


def _line(step: Review) -> str:
    edit = step.edit.model_dump(mode="json", exclude_none=True) if step.edit else {}
    edited = [f"{n}={v['canonical'] if n == 'source' else v}" for n, v in edit.items() if v]
    parts = [
        step.at,
        step.by,
        step.state.value,
        *edited,
        step.rating and step.rating.text,
        step.note,
    ]
    return "  ".join(part for part in parts if part)

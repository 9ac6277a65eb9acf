"""What can go wrong around extraction."""


class ExtractError(Exception):
    """Base of the errors of `extract`."""


class BusyError(ExtractError):
    """Another run holds the lease of the article. Transient: the message has to come again."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"another run is extracting article {article_id}")

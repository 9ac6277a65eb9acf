"""What can go wrong around publishing."""


class PublishError(Exception):
    """Base of the errors of `publish`."""


class UnreadableChangeError(PublishError):
    """A change makes no sense as one of a state row, and will not on another try."""

    def __init__(self, sequence_number: str) -> None:
        super().__init__(f"the change with sequence number {sequence_number} is of no state row")

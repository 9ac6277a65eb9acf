"""What time it is, and how moments are written: those that are compared as text, all alike."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time, in UTC; what services go by unless they are given another clock."""
    return datetime.now(UTC)


def moment(time: datetime) -> str:
    """ISO 8601 to the millisecond, in the offset that the time has.

    Of times in UTC the texts sort as the times do, and before all that happened in that
    millisecond, which has something behind it.
    """
    return time.isoformat(timespec="milliseconds")

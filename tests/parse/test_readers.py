"""The registry of readers."""

from functions.parse.readers import readers
from schemas.article import Format

_OF_CONTAINERS = {Format.EMAIL, Format.FEED_ITEM}


def test_every_format_has_one_reader() -> None:
    formats = [reader.format for reader in readers()]

    assert len(formats) == len(set(formats))
    assert set(Format) - set(formats) <= _OF_CONTAINERS


def test_every_reader_has_a_title_and_says_its_limits() -> None:
    assert all(reader.names.title and reader.limits for reader in readers())


def test_no_ending_or_content_type_is_claimed_twice() -> None:
    claimed = [
        name for reader in readers() for name in reader.names.endings | reader.names.media_types
    ]

    assert len(claimed) == len(set(claimed))

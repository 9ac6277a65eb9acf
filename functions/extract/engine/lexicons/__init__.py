"""Word lists that the extractor reads: data alone, in lower case unless a list says otherwise."""


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(words.split())

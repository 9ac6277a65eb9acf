"""What a command tells its user instead of a traceback."""


class CliError(Exception):
    """Bad input or a missing stack: one sentence for the user, and a non-zero exit."""

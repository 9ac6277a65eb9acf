"""The errors of the local cloud: each means that the run cannot be trusted, so none is eaten."""


class LocalStackError(Exception):
    """Base of every error that the local cloud raises."""


class TemplateError(LocalStackError):
    """The template, or a parameter given to it, is wrong."""


class NotEmulatedError(LocalStackError):
    """The template uses something that nobody has classified, or that would be served wrongly."""


class ProvisionError(LocalStackError):
    """A resource could not be made, or AWS would have refused to make it."""


class DriftError(LocalStackError):
    """What was made differs from what the template says."""


class PortBusyError(LocalStackError):
    """A port that was asked for is in use."""


class JournalError(LocalStackError):
    """The folder that a stack is to be kept in cannot be used."""


class NotIdleError(LocalStackError):
    """Work is left over: the message says which and why."""


class InvokeError(LocalStackError):
    """A function could not be invoked at all (it was never started, or is being stopped)."""

"""The table, the buckets and the queues in memory, for tests of what happens between two calls.

Each twin calls a hook before and after every elementary call, with a name such as
`before table.update`. A hook can count, raise (the process dies, or is throttled), or make another
call (which so comes in between). What was done before an `after` hook raises stays done.
"""

from tests.memory.articles import MemoryArticles
from tests.memory.inbox import MemoryInbox
from tests.memory.queue import MemoryQueue, Message
from tests.memory.table import MemoryTable

__all__ = ["MemoryArticles", "MemoryInbox", "MemoryQueue", "MemoryTable", "Message"]

"""The sandbox: where documents are read, so that none of them can break or stall the function.

`base` says what a sandbox does, `here` does it in this process, and `worker` in a warm child whose
own side is `child`. What a child may do and use lives in `confinement`; how the two speak, in
`frames`; what they can be asked for, in `tasks`.
"""

from functions.parse.sandbox.base import Sandbox
from functions.parse.sandbox.limits import SandboxLimits

__all__ = ["Sandbox", "SandboxLimits"]

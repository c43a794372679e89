"""Give freed memory back to the system, where the C library keeps it.

A decoder's states grow by a position a step, so that glibc's heaps are left in pieces: over
100,000 words a process of 0.7 GB of live memory stood at 2.4 GB.
"""

import ctypes
import sys
from collections.abc import Callable
from functools import cache


@cache
def _trim() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl does not


def give_back() -> None:
    """Return what the heaps do not use; nothing on systems that do so by themselves."""
    trim = _trim()
    if trim is not None:
        trim(0)

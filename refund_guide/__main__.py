"""``python -m refund_guide``: run the command line."""

import io
import sys

from .command_line import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a character gets its number instead of a traceback.
            stream.reconfigure(errors="backslashreplace")
    raise SystemExit(main())

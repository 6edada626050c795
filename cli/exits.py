"""What a command's exit code says. The same in every command; docs/command-line.md tells them to users."""

from __future__ import annotations

DONE = 0
REFUSED = 1
"""Done, and the answer is no: the audit refused, something is damaged, broken or not found."""
WRONG_USE = 2
"""Something that the user can correct: an option, a path, a file, a setting. Nothing was changed."""
FAILED = 3
"""The command could not do its work, by a fault of its own or of the machine."""
INTERRUPTED = 130
"""Ctrl-C: 128 + SIGINT. Nothing is half-written."""
UNREAD = 141
"""Whoever read the output went away (`| head`): 128 + SIGPIPE."""

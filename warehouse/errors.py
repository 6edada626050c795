"""What a user can put right."""

from __future__ import annotations


class UserError(Exception):
    """Something that the user can correct; the message is one sentence: what, where, why and what to do."""

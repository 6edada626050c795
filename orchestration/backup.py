"""Copies of the data folder, one folder each, that can be used as they are: `FAZHI_DATA=<copy> fazhi status`.

What has not changed since the copy before is not copied again but linked to it, so that a nightly copy costs what is
new. Nothing that is built in a minute from the rest is copied: the candidate, dbt's folder, locks.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from orchestration.corrections import CORRECTIONS_SETTING, corrections_file
from orchestration.locks import Holder
from orchestration.workspace import UserError, Workspace

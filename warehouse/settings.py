"""Every setting of fazhi: environment variables that begin with `FAZHI_`, each read when it is needed.

Nothing else in fazhi reads the environment. A variable that is empty counts as unset, and one that cannot be used
stops only the command that needs it. The settings page of the documentation is printed from this module.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from warehouse.errors import UserError

T = TypeVar("T")
PREFIX = "FAZHI_"
LANGUAGE = (f"{PREFIX}LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name the language of the command, the first that is set decides."""


@dataclass
class Setting(Generic[T]):
    """One variable: an attribute of `Settings`, whose value is read from the environment at each access.

    Raises `UserError` where `read` raises ValueError.
    """

    default: T
    read: Callable[[str], T]
    what: str
    """What it is for, in one sentence."""
    must: str = ""
    """What the variable has to be, for the sentence that says that it is not."""
    usual: str = ""
    """The default as people are told of it, where it is no plain value."""
    name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = PREFIX + name.upper()

    @property
    def told_default(self) -> str:
        """The default as the table of settings shows it, in Markdown."""
        if self.usual or self.default is None:
            return self.usual or "none"
        return f"`{self.default:g}`" if isinstance(self.default, float) else f"`{self.default}`"

    @overload
    def __get__(self, instance: None, owner: type) -> Setting[T]: ...
    @overload
    def __get__(self, instance: Settings, owner: type) -> T: ...
    def __get__(self, instance: Settings | None, owner: type) -> T | Setting[T]:
        if instance is None:
            return self
        given = os.environ.get(self.name, "").strip()
        try:
            return self.read(given) if given else self.default
        except ValueError:
            raise UserError(f"{self.name}={given}: this has to be {self.must}.") from None


def _one(given: str) -> bool:
    return given == "1"


def _number(low: float, high: float = inf) -> Callable[[str], float]:
    def read(given: str) -> float:
        number = float(given)
        if not (low <= number <= high and number != inf):
            raise ValueError
        return number

    return read


def _whole(given: str) -> int:
    number = int(given)
    if number < 1:
        raise ValueError
    return number


def _beginning(*schemes: str) -> Callable[[str], str]:
    def read(given: str) -> str:
        if not given.startswith(schemes):
            raise ValueError
        return given

    return read


def _listed(given: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in given.split(","))))


def _address(given: str) -> str | None:
    return given.rstrip("/") or None


_NONE: str | None = None
_NO_PATH: Path | None = None
_ONE_ON = "a whole number from 1 on"
_WEB, _MAIL = ("https://", "http://"), ("smtp://", "smtps://")


class Settings:
    """The settings as the environment has them now."""

    data = Setting(
        Path("data"),
        Path,
        "The folder of everything that is written: archive, extractions, published warehouse, Dagster's instance.",
        usual="`data` where the command is run",
    )
    corrections = Setting(
        _NO_PATH, Path, "The file with figures corrected by hand.", usual="`corrections.yml` of the project"
    )
    exceptions = Setting(
        _NO_PATH,
        Path,
        "The file with findings that are explained, until when.",
        usual="`exceptions.yml` of the project",
    )
    publishers = Setting(
        _NO_PATH,
        Path,
        "A folder with a `publishers.csv` and a `known_addresses.csv` of your own.",
        usual="`ingest/publishers` of the project",
    )
    contact = Setting(_NONE, str, "A mail or web address for the User-Agent, under which a site's people reach you.")
    live = Setting(False, _one, "`1`: what runs by itself asks the publishers, too.", usual="`0`")
    live_hours = Setting(
        5.0,
        _number(0, 8760),
        "Hours after which a live refresh begins nothing more; what it leaves comes with the next one.",
        "a number of hours",
    )
    allow_loopback = Setting(
        False, _one, "`1`: this machine may be asked. For tests and for trying things out.", usual="`0`"
    )
    wait_scale = Setting(
        1.0,
        _number(0),
        "Multiplies every wait between requests; heeded only with `FAZHI_ALLOW_LOOPBACK=1`.",
        "a number from 0 on",
    )
    lang = Setting(
        _NONE,
        str,
        "`zh` or `en`: the language of the `fazhi` command.",
        usual="the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`)",
    )
    lock_wait = Setting(
        1800.0,
        _number(0, 999_999_999),
        "Seconds that a refresh or a backup waits for the one that writes; `0`: for nobody.",
        "a number of seconds; 0 waits for nobody",
    )
    failing_days = Setting(
        7.0, _number(0, 36_500), "Days after which a publisher that fails is told of.", "a number of days"
    )
    kept_versions = Setting(5, _whole, "Published versions that stay, the current one among them.", _ONE_ON)
    largest_loss = Setting(
        0.2,
        _number(0, 1),
        "Share of what the published version covers that a new one may lose.",
        "a share from 0 to 1, such as 0.2 for a fifth",
    )
    dask = Setting(
        _NONE,
        _beginning("tcp://", "tls://"),
        "Address of a Dask scheduler (`tcp://…`) whose workers extract the reports, instead of this machine.",
        "an address that begins with tcp:// or tls://",
    )
    lake = Setting(
        _NONE,
        str,
        "Catalogue of a lake (DuckLake) for published versions: `postgresql://…`, or the path of a file.",
    )
    lake_files = Setting(
        _NONE,
        str,
        "Where the lake keeps its Parquet files: a folder or `s3://…`. Needed by whoever publishes to it first.",
    )
    lake_setup = Setting(
        _NO_PATH,
        Path,
        "A file with SQL for DuckDB that is run before the lake is opened, such as `create secret` for S3.",
    )
    dbt_threads = Setting(2, _whole, "Models that dbt builds at the same time.", _ONE_ON)
    dbt_memory = Setting(
        "1500MB",
        str,
        "Memory that DuckDB may use while a build is loaded, made by dbt and compared; what needs more goes to disk.",
    )
    warehouse = Setting(_NO_PATH, Path, "The file that dbt builds in; for running dbt by hand.", usual="set by fazhi")
    dagster_postgres = Setting(
        _NONE,
        str,
        "Address of a PostgreSQL database (`postgresql+psycopg2://…`) that keeps the runs of Dagster instead of files.",
    )
    alert_mail_to = Setting[tuple[str, ...]](
        (), _listed, "Mail addresses, with commas, that are told of a failed run.", usual="none"
    )
    alert_mail_from = Setting("fazhi@localhost", str, "The sender of these mails.")
    alert_mail_server = Setting(
        "smtp://127.0.0.1:25",
        _beginning(*_MAIL),
        "The mail server: `smtp://` (STARTTLS where it has it) or `smtps://`, with `user:password@` where needed.",
        "an address that begins with smtp:// or smtps://",
    )
    alert_webhook = Setting[str | None](
        None,
        _beginning(*_WEB),
        "An address that an alert is posted to as JSON.",
        "an address that begins with https:// or http://",
    )
    alert_form = Setting("plain", str, "What the webhook expects: `plain`, `slack`, `wecom` or `feishu`.")
    alert_ui = Setting(
        _NONE,
        _address,
        "The address of the Dagster UI as people reach it, for links in alerts and, by its path, in the UI's tables of "
        "columns.",
    )
    ui_hosts = Setting[tuple[str, ...]](
        (),
        _listed,
        "Names, with commas, under which people reach the Dagster UI through a proxy, such as `fazhi.example.org`.",
        usual="those of this machine alone",
    )
    report_folders = Setting[tuple[str, ...]](
        (),
        _listed,
        "Folders, with commas, below which a run that is started in the Dagster UI may read reports.",
        usual="the inbox and the samples alone",
    )
    shared = Setting(
        _NO_PATH,
        Path,
        "A folder with real reports and their gold figures, for tests and benchmarks.",
        usual="`../shared`",
    )
    site_warehouse = Setting(
        _NO_PATH,
        Path,
        "The published file whose tables the documentation describes.",
        usual="`data/fazhi.duckdb` of the project",
    )


settings = Settings()


def all_settings() -> Iterator[Setting[Any]]:
    """All of them, in the order in which they are written above."""
    return (one for one in vars(Settings).values() if isinstance(one, Setting))


def faults() -> list[str]:
    """A sentence for each variable that is set and cannot be used."""
    found = []
    for one in all_settings():
        try:
            one.__get__(settings, Settings)
        except UserError as error:
            found.append(str(error))
    return found


def given_names() -> list[str]:
    """All variables with our prefix that are set, also those that nothing reads."""
    return sorted(name for name in os.environ if name.startswith(PREFIX))


def language_named() -> str:
    """What the environment says of the language, such as `zh_CN.UTF-8`; empty where it says nothing."""
    return next((value for name in LANGUAGE if (value := os.environ.get(name, "").strip())), "")


def width_is_given() -> bool:
    """Whether the user says how wide lines are."""
    return "COLUMNS" in os.environ


def set_variable(name: str, value: str | Path) -> None:
    """Sets a variable for this process and those that it starts: what dbt and Dagster read themselves."""
    os.environ[name] = str(value)


def stay_quiet() -> None:
    """dbt, Great Expectations and others report to nobody, unless somebody asked for it."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


def process_environment(**variables: str | Path) -> dict[str, str]:
    """The environment of a process that this one starts, with these variables in it."""
    return os.environ | {name: str(value) for name, value in variables.items()}


def code_path(project: Path) -> str:
    """`PYTHONPATH` with `project` before what is there: a process that is started elsewhere finds the code."""
    return os.pathsep.join(filter(None, [str(project), os.environ.get("PYTHONPATH")]))

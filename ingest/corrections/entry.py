"""One entry of the corrections file: which figure, what to do with it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ingest.indicators.catalogue import load_catalogue
from ingest.model import Bound, Measure, Scope

OVERRIDABLE = {
    "value": "value",
    "unit": "unit",
    "bound": "bound",
    "measure": "measure",
    "scope": "scope",
    "indicator": "indicator_code",
    "year": "year",
}
"""Fields that an override may set, each with the column of `raw.figures` that it stands for."""

_MAY_BE_NULL = {"indicator", "year"}


class CorrectionError(ValueError):
    """The corrections file cannot be followed; the message names file, entry, field, and what to do."""


def _known_indicator(code: str) -> str:
    if code not in {indicator.code for indicator in load_catalogue()}:
        raise ValueError(f"{code!r} is not a code of the catalogue (ingest/indicators/indicators.csv)")
    return code


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _lower(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text


Words = Annotated[str, AfterValidator(_words)]


class Correction(BaseModel):
    """What an entry says, checked. `model_fields_set` tells a field that is null from one that is not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    report: Annotated[str, BeforeValidator(_lower), Field(pattern=r"^[0-9a-f]{12,64}$")]
    """The SHA-256 of the report's bytes, or its first 12 hexadecimal digits or more."""
    raw: Annotated[str, Field(min_length=1)]
    """The printed words of the figure."""
    start: Annotated[int, Field(ge=0)] | None = None
    """Where they begin, in code points of the report's text."""
    action: Literal["drop", "override", "flag"]
    value: Annotated[Decimal, Field(max_digits=28, decimal_places=6, allow_inf_nan=False)] | None = None
    unit: Words | None = None
    bound: Bound | None = None
    measure: Measure | None = None
    scope: Scope | None = None
    indicator: Annotated[str, AfterValidator(_known_indicator)] | None = None
    year: Annotated[int, Field(ge=1949, le=2100)] | None = None
    reason: Words
    evidence: Words

    @property
    def changed(self) -> list[str]:
        """The columns of `raw.figures` that an override sets, in the order of `OVERRIDABLE`."""
        return [column for name, column in OVERRIDABLE.items() if name in self.model_fields_set]

    @property
    def precision(self) -> Decimal | None:
        """Half of the place of the last digit that `value` is written with: 95.9 has 0.05, 13.4e4 has 500."""
        if self.value is None:
            return None
        exponent = self.value.as_tuple().exponent
        assert isinstance(exponent, int)
        return Decimal(5).scaleb(exponent - 1)

    @model_validator(mode="after")
    def _sets_what_its_action_allows(self) -> Self:
        given = [name for name in OVERRIDABLE if name in self.model_fields_set]
        if self.action == "override" and not given:
            raise ValueError(f"an override sets at least one of {', '.join(OVERRIDABLE)}")
        if self.action != "override" and given:
            raise ValueError(f"{', '.join(given)}: only an override sets fields, this is a {self.action}")
        for name in given:
            if getattr(self, name) is None and name not in _MAY_BE_NULL:
                raise ValueError(f"{name} is empty: a figure always has one; give it or leave the line out")
        return self


@dataclass(frozen=True, slots=True)
class PlacedCorrection:
    """A correction, and where it is written."""

    place: str
    """For messages: file, number of the entry from 1, line from 1."""
    correction: Correction

"""Quantities of two units that are one: 3天20小时, 1小时20分钟, 3元5角."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.figures.measures import measure_words
from ingest.figures.quantity import Quantity

_FINER = {
    ("年", "个月"): ("个月", 12),
    ("天", "小时"): ("小时", 24),
    ("天", "个小时"): ("小时", 24),
    ("小时", "分钟"): ("分钟", 60),
    ("小时", "分"): ("分钟", 60),
    ("个小时", "分钟"): ("分钟", 60),
    ("个小时", "分"): ("分钟", 60),
    ("分钟", "秒"): ("秒", 60),
    ("分", "秒"): ("秒", 60),
    ("元", "角"): ("角", 10),
}
"""Printed coarse and fine unit → the measure word in which both are told, and how many of it are in a coarse one."""


def joined(found: Sequence[Quantity], line: str) -> list[Quantity]:
    """`found` with neighbours in a coarse and a fine unit made one, told in the fine unit."""
    whole: list[Quantity] = []
    for quantity in found:
        before = whole[-1] if whole else None
        if before is not None and line[before.end : quantity.start].strip(" ") in ("", "零"):
            finer = _FINER.get((before.measure.printed, quantity.measure.printed))
            if finer and _is_one(before, quantity, finer[1]):
                whole[-1] = _sum(before, quantity, *finer)
                continue
            if finer and finer[0] == "小时":  # 7天24小时 is no span of time but a service.
                whole.pop()
                continue
        whole.append(quantity)
    return whole


def _is_one(coarse: Quantity, fine: Quantity, times: int) -> bool:
    """Whether the fine unit tells the rest of the coarse one: not in 7天24小时, nor in 2023年3个月."""
    plainly = coarse.value == int(coarse.value) and not coarse.inner_hedge and not coarse.shares_unit
    return plainly and fine.value < times and (coarse.measure.printed != "年" or coarse.value < 100)


def _sum(coarse: Quantity, fine: Quantity, unit: str, times: int) -> Quantity:
    measure = measure_words()[unit]
    rules = (*coarse.rules, *fine.rules, "number.two_units")
    one = replace(fine, start=coarse.start, value=coarse.value * times + fine.value, measure=measure, rules=rules)
    if unit == "角":
        money = measure_words()["元"]
        return replace(one, value=one.value / 10, precision=Decimal("0.05"), measure=money)
    return one

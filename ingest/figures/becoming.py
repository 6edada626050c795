"""Words by which one value has become another: `降至` in `由8%降至6%`."""

from __future__ import annotations

import re
from pathlib import Path

_VERBS = [
    verb
    for verb in Path(__file__).with_name("becoming.txt").read_text(encoding="utf-8").splitlines()
    if verb and not verb.startswith("#")
]
# 降至, 指标压成, 以上提高到; not `项改革举措，推动…到`: the words of a value and what it has become are one clause.
BECOMES = re.compile(
    r"(?:以上|左右)?[^,，;；。、()（）0-9]{0,4}?(?:" + "|".join(sorted(_VERBS, key=len, reverse=True)) + ")[到至为成]"
)

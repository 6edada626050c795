"""What a promise can be held against."""

from __future__ import annotations

import re

from ingest.statements.parts import NEW, is_stock

# 培育3个示范点, 招录6名: what is done adds to what there is.
_ADDING = re.compile("新[增建]|培[育养]|创建|打造|命名|选聘|聘请|评选|建设|增[设加]|招录")


def promises_more(code: str, own: str, deed: str) -> bool:
    """Whether a promise is of what is added, and the code counts all that there is: `培育3个示范点`, `新增联络点12个`.

    `own` are the words of the figure, `deed` its verb. What exists a year later is then no answer.
    """
    return is_stock(code) and (_ADDING.fullmatch(deed) is not None or NEW.search(own) is not None)

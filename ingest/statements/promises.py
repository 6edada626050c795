"""What a promise can be held against."""

from __future__ import annotations

from ingest.statements.parts import NEW, is_stock

_ADDING = {
    "新增",
    "培育",
    "培养",
    "新建",
    "创建",
    "打造",
    "命名",
    "聘请",
    "选聘",
    "评选",
    "建设",
    "增设",
    "增加",
    "招录",
}


def promises_more(code: str, own: str, deed: str) -> bool:
    """Whether a promise is of what is added, and the code counts all that there is: `培育3个示范点`, `新增联络点12个`.

    `own` are the words of the figure, `deed` its verb. What exists a year later is then no answer.
    """
    return is_stock(code) and (deed in _ADDING or NEW.search(own) is not None)

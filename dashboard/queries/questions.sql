select
    name,
    kind,
    call,
    answers,
    answers_zh
from main.questions

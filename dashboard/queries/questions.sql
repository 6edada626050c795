select
    questions.name,
    questions.kind,
    questions.call,
    questions.answers,
    questions.answers_zh,
    coalesce(macros.parameters, []) as parameters
from main.questions as questions
left join duckdb_functions() as macros
    on
        questions.name = macros.function_name
        and macros.function_type = 'table_macro'
        and macros.schema_name = 'main'
        and not macros.internal
order by questions.rowid

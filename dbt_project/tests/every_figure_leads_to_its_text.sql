-- Offsets are code points from 0, the end exclusive; DuckDB counts from 1.
with

figures as (

    select * from {{ ref('stg_figures') }}

),

documents as (

    select * from {{ ref('stg_documents') }}

)

select
    figures.figure_id,
    figures.raw,
    substring(documents.text, figures."start" + 1, figures."end" - figures."start") as found
from figures
inner join documents on figures.sha256 = documents.sha256
where
    substring(documents.text, figures."start" + 1, figures."end" - figures."start") <> figures.raw
    or figures."start" < figures.sentence_start
    or figures."end" > figures.sentence_end

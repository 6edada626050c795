-- One row per document: a hash of all that its rows in `figures.sql` are made of.
with

-- Hashes of rows are hashed once more before they are put together: one change in an even number of rows would cancel
-- itself out.
catalogue as (

    select bit_xor(hash(hash(indicators))) as catalogue_hash from raw.indicators

),

section_rows as (

    select sha256, count(*) as section_count, bit_xor(hash(hash(section_id, is_plan))) as section_hash
    from raw.sections
    group by sha256

),

figure_rows as (

    select sha256, count(*) as figure_count, bit_xor(hash(hash(corrected_figures))) as figure_hash
    from raw.corrected_figures
    group by sha256

)

select
    d.sha256,
    hash(
        d.text, d.report_year, d.region_code, d.region_name, d.level,
        s.section_count, s.section_hash, f.figure_count, f.figure_hash, catalogue.catalogue_hash
    ) as state
from raw.documents as d
left join section_rows as s using (sha256)
left join figure_rows as f using (sha256)
cross join catalogue

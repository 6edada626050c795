{% test same_row_count(model, other) %}
select
    (select count(*) from {{ model }}) as row_count,
    (select count(*) from {{ other }}) as other_row_count
where row_count <> other_row_count
{% endtest %}

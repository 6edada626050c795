{#- The figures of a report, those counted from January to September or longer (截至9月底80件) with the code that is
    proposed for them and their year: the extraction publishes no code for what is no whole year, but in a report that
    was written before its year was over this is all that there is. -#}
{% macro coded_figures() -%}
    (
        select
            * exclude (indicator_code, year),
            case when {{ is_most_of_a_year() }} then proposed_code else indicator_code end as indicator_code,
            case when {{ is_most_of_a_year() }} then report_year else year end as year
        from {{ ref('int_figure_placed') }}
    )
{%- endmacro %}

{% macro is_most_of_a_year() -%}
    (
        indicator_code is null
        and year is null
        and whose = 'own'
        and period_start = make_date(report_year, 1, 1)
        and period_end between make_date(report_year, 9, 30) and make_date(report_year, 12, 30)
    )
{%- endmacro %}

{#- The last day that a count of a year is of, without the year: 10-31, or 12-31 where none is told. -#}
{% macro month_and_day(period_end) -%}
    coalesce(strftime({{ period_end }}, '%m-%d'), '12-31')
{%- endmacro %}

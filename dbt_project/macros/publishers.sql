{#- Whose report it is. A government is told by its region's code alone; who is no government (a department, a ministry)
    shares its government's code, and is told by level and name beside it. Names also tell apart those without a code. -#}
{% macro publisher_key(is_government, region_code, level, government_name, body_name) -%}
    case
        when {{ is_government }} then coalesce({{ region_code }}, {{ government_name }})
        else concat_ws('/', {{ region_code }}, {{ level }}, {{ body_name }})
    end
{%- endmacro %}

{#- The kind of organ that a name ends with, by the longest alias of the seed organ_kinds: 市场监管局 is 市场监督管理局, and
    工商局 was until 2018. A branch (公安局增城区分局) ends with none. Aggregated over the aliases that fit. -#}
{% macro organ_of_alias() -%}
    arg_max(organ_kinds.organ_name, (length(organ_kinds.alias), organ_kinds.alias))
{%- endmacro %}

{#- What kind of publisher it is: government, township, ministry, the kind of organ of a department, or other. -#}
{% macro publisher_kind(is_government, level, organ_name) -%}
    case
        when {{ is_government }} then 'government'
        when {{ level }} in ('township', 'ministry') then {{ level }}
        else coalesce({{ organ_name }}, 'other')
    end
{%- endmacro %}

{#- Whether a report of this level speaks for a whole government. The register of regions may stop at counties: a
    township that is filed under its county's code must not speak for the county. -#}
{% macro speaks_for_government(level, registered_level) -%}
    coalesce(
        {{ level }} in ('nation', 'province', 'prefecture', 'county')
        or ({{ level }} = 'township' and coalesce({{ registered_level }}, 'township') = 'township'),
        false
    )
{%- endmacro %}

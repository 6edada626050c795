{#- What kind of county a region is, by its name: a district (区) is no county (县).
    新区 and 林区 are districts, 旗 are banners. -#}
{% macro region_kind(level, name) -%}
    case
        when {{ level }} <> 'county' then null
        when ends_with({{ name }}, '区') then 'district'
        when ends_with({{ name }}, '市') then 'county_city'
        when ends_with({{ name }}, '旗') then 'banner'
        else 'county'
    end
{%- endmacro %}

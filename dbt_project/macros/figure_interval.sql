{#- What a printed figure leaves open. An exact count printed to the unit (3件) is exactly that; one printed
    with a multiplier (17.92万) and every percentage are known to half of the last printed place; a hedged one
    (4200余, 近5000, 约30) may be off by one of its last place that is not zero: 4200余 lies from 4200 to 4300.
    A decrease is negative and its hedge speaks of its size: 下降近61% lies from -61 to -60. -#}

{% macro hedge_width(value, precision) -%}
    greatest(
        2 * {{ precision }},
        case
            when {{ value }} <> 0 and {{ value }} = trunc({{ value }})
                then cast(power(
                    10,
                    length(cast(cast(abs({{ value }}) as hugeint) as varchar))
                    - length(rtrim(cast(cast(abs({{ value }}) as hugeint) as varchar), '0'))
                ) as decimal(28, 6))
            else 0
        end
    )
{%- endmacro %}

{% macro rounding_width(precision, unit_kind) -%}
    case
        when {{ unit_kind }} not in {{ relative_kinds() }} and {{ precision }} = 0.5 then 0
        else {{ precision }}
    end
{%- endmacro %}

{% macro figure_low(value, precision, unit_kind, bound) -%}
    cast({{ value }} - case
        when {{ bound }} = 'about'
            or ({{ bound }} = 'at_most' and {{ value }} >= 0)
            or ({{ bound }} = 'at_least' and {{ value }} < 0)
            then {{ hedge_width(value, precision) }}
        else {{ rounding_width(precision, unit_kind) }}
    end as decimal(28, 6))
{%- endmacro %}

{% macro figure_high(value, precision, unit_kind, bound) -%}
    cast({{ value }} + case
        when {{ bound }} = 'about'
            or ({{ bound }} = 'at_least' and {{ value }} >= 0)
            or ({{ bound }} = 'at_most' and {{ value }} < 0)
            then {{ hedge_width(value, precision) }}
        else {{ rounding_width(precision, unit_kind) }}
    end as decimal(28, 6))
{%- endmacro %}

{#- The pairs of neighbouring characters of a text without digits and punctuation: what two sentences have in common is
    what they share of these. -#}
{% macro bigrams(text) -%}
    list_distinct(list_transform(
        range(1, length(regexp_replace({{ text }}, '[\p{P}\p{S}\p{N}\s]', '', 'g'))),
        place -> substring(regexp_replace({{ text }}, '[\p{P}\p{S}\p{N}\s]', '', 'g'), place, 2)
    ))
{%- endmacro %}

{#- Whether a heading opens the part on shortcomings: 二、存在的不足和问题, 八、差距与不足; not （三）着力解决突出问题, nor
    （十）案卷评查3次，问题整改率98.8%. -#}
{% macro heads_problems(heading) -%}
    (
        regexp_matches({{ heading }}, '问题|不足|短板|薄弱|差距')
        and not regexp_matches(
            {{ heading }},
            '(?:解决|化解|破解|整治|治理|补齐|补上|聚焦|围绕|回应|查摆|发现|督促).*(?:问题|不足|短板|薄弱|差距)'
            || '|问题(?:整改率|导向|清零|线索|台账|清单)|[0-9]+(?:\.[0-9]+)?[%件次个项]'
        )
    )
{%- endmacro %}

{#- What is counted, without the words of a bound that follow it: 执法案卷不少于 → 执法案卷, 持证率力争 → 持证率. -#}
{% macro without_bound(object) -%}
    regexp_replace({{ object }}, '(?:不少于|不低于|不超过|不高于|至少|力争|争取|达到?|稳定在|保持在?|控制在|突破|超过)+$', '')
{%- endmacro %}

{#- What is counted, without the name of the whole that it is counted in: 全市持证执法人员 → 持证执法人员. -#}
{% macro without_whole(object) -%}
    regexp_replace({{ object }}, '^[全我][省市县区州旗镇乡]([^域])', '\1')
{%- endmacro %}

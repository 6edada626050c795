{% test interval_holds_value(model, value, low, high) %}
select {{ value }}, {{ low }}, {{ high }}
from {{ model }}
where {{ value }} < {{ low }} or {{ value }} > {{ high }}
{% endtest %}

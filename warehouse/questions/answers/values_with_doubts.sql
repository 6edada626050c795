-- Beside each value of indicator_yoy, what speaks against taking it or its change at face value.
select
    yoy.*,
    coalesce(doubted.doubts, []) as doubts
from marts.indicator_yoy as yoy
left join audit.value_doubts as doubted
    on
        yoy.publisher_key = doubted.publisher_key
        and yoy.indicator_code = doubted.indicator_code
        and yoy.year = doubted.year
        and yoy.unit_kind = doubted.unit_kind
-- Departments have a question of their own, bureaus.
where yoy.publisher_kind = 'government'

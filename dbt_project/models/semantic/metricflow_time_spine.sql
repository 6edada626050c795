with

days as (

    select unnest(range(date '2004-01-01', date '2036-01-01', interval 1 day)) as day

),

final as (

    select cast(day as date) as date_day
    from days

)

select * from final

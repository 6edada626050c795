"""From an address to figures: a plain library without Dagster, dbt or Great Expectations."""

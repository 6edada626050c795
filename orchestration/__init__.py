"""Running all of it: Dagster assets, checks, sensor and schedule, and the `fazhi` command."""

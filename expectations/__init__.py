"""Judges figures, the indicators made of them, and the build as a whole.

`figures`, `indicators` and `build` hold one function per suite of Great Expectations; `audit` runs a suite on a
pandas frame and turns what it says into findings; `rules.toml` has the words in which a broken rule is told. The
room knows frames and nothing else: no DuckDB, no dbt, no Dagster. `docs/audit.md` says which layer checks what.
"""

"""Judges figures, reports, the indicators made of them, and the build as a whole.

`figures`, `reports`, `indicators`, `relations` and `build` hold one function per suite of Great Expectations, `frames/`
the SQL and the tables that their frames are made of. `audit` runs a suite on a pandas frame and answers with
`outcomes`; `findings` tells who breaks a rule, in the words of `rules.toml`; `exceptions` explains findings that are
known; `validations` keeps what was said of the last builds and `docs` makes a site of it. The package knows frames and
nothing else: it runs no query, no dbt, no Dagster. `docs/audit.md` says which layer checks what.
"""

"""Dagster's web server behind a guard: `guard` decides what is answered, `python -m orchestration.serving` serves.

With `dev` as its first argument it is `dagster dev`, whose web server is the guarded one.
"""

"""Faults planted into good reports and tables, each to be caught by one named rule.

`texts.py` and `tables.py` list the kinds, `corpora.py` plants and audits them, `benchmarks.faults` prints the table.
"""

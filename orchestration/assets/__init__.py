"""The assets, one file per stage, in the order in which data passes through them.

`collected` listings, fetches, archived documents · `ingested` extractions, raw tables · `audited` findings about
figures and marts · `transformed` the dbt models · `published` the read-only warehouse · `standing` what is broken
now. What an asset does stands in the library that it calls; here is only what Dagster has to know.
"""

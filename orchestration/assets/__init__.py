"""The assets, one file a room, in the order in which a datum passes them.

`ingested` documents, extractions, raw tables · `audited` findings about figures and marts ·
`transformed` the dbt models · `published` the read-only warehouse. What an asset does stands in the
library that it calls; here is only what Dagster has to know.
"""

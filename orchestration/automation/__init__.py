"""When the graph runs by itself.

`jobs` the one job · `inbox` when files are placed in the inbox · `publishers` when a listing shows a new report ·
`schedules` every day, whatever the sensors have seen · `freshness` how old what is published may be.
"""

"""The analysts' page: what the published warehouse holds, for those who would rather look than write SQL.

`serving` starts it · `first_page` and `assets` what the browser gets first · `app` is what each visit runs ·
`warehouse` the published file and its newer versions · `asking` queries with what is asked written into them ·
`free_queries` what readers ask in their own SQL · `queries/` the SQL · `views/` one page a file · `parts/` what pages
are made of · `words` Chinese and English. Reads the published file alone; knows no other room's tables.
"""

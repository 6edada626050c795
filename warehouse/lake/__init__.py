"""A lake beside the published file: DuckLake, its catalogue in PostgreSQL or a file, its Parquet in a folder or S3.

`connection` opens it · `mirror` makes one database equal to another by writing what differs · `publications` puts a
published version into it as one snapshot, says which snapshot is published, goes back, and copies one into a file.
"""

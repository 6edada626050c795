"""The pages, one a file: each asks queries and shows their answers."""

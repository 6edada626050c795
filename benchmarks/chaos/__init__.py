"""`make chaos`: what a data folder survives. It ends by itself, uses no network, and writes below a temporary folder.

`one_refresh` is what is disturbed: documents to a published version, with all files that a refresh keeps, but for what
dbt and Dagster write; `--whole` disturbs `fazhi refresh` itself, which costs many times as much. `damages` are the
kinds of corruption. Every case ends equal to an undisturbed run, or with a message that names the remedy.
"""

"""The documentation site: the pages in `docs/`, and reference pages made from the code, the data and a warehouse.

`python -m documentation` builds it into `site/`.
"""

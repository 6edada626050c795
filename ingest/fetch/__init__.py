"""Getting the bytes of documents: from files and folders, and politely from the web.

The web's part is a plain asynchronous library: `Fetcher` gets addresses by the limits of `FetchSettings`, and
answers with one `FetchResult` for each, whatever happens.
"""

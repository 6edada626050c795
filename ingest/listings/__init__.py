"""Discovery: the page, feed or endpoint on which a publisher lists its reports → links to reports.

Everything here is a pure function of bytes, but for the log of checks: nothing is fetched.
"""

"""The scheduler at national size: governments' sites played in memory, and months of refreshes and polls."""

"""What runs tell people in the Dagster UI."""

"""From loaded raw tables to an audited candidate: dbt, the audit and its verdict."""

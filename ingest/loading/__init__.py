"""The raw tables of the warehouse: their schema, and loading them."""

{{ wide_mart(model) }}

"""The data folder and what is done with it: inputs, building, publication, questions, export, backup. No Dagster."""

"""What is measured: how well figures are read (`score`), and how fast (`speed`)."""

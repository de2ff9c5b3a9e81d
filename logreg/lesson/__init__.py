"""What the lesson shows and runs: short functions to be read, one module per section."""

"""A table of one's own: read, understood column by column, and prepared for training."""

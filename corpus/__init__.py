"""Documents in, passages out. Knows no model, no index, no screen."""

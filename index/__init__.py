"""Passages in, hits out. Knows nothing of answering or of screens."""

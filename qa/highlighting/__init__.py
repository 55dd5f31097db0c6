"""The words of a quote that are the answer in the narrow sense."""

"""The page: what stands where on it, and what happens when a reader does something."""

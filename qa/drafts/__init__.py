"""Questions made from a document, and those of them that the product answers."""

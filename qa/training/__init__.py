"""How the reader in `qa/model` and `qa/weights.json` are made; nothing here answers questions."""

"""How the reader in `qa/model` is made; nothing here runs when questions are answered."""

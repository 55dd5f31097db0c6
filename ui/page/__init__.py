"""The page: what stands where on it, and what happens when a reader does something.

`layout` puts it together: the chat (`chat`; what it does: `desk`, what it shows: `turns`) beside
the text it quotes (`source`), the tab of documents (`documents`), and that of the conversations
that were kept (`saved`; as files: `download`).
"""

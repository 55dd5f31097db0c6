"""The recipe of the bundled Japanese-English embedding model.

Does: turn a folder of parallel text and questions into `index/model/`, stage by stage.
Does not: run when questions are answered. Outside of this folder only `qa.training`, the recipe of
the reader, uses parts of it.
"""

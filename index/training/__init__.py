"""The recipe of the bundled Japanese-English embedding model.

Does: turn a folder of parallel text and questions into `index/model/`, stage by stage.
Does not: run when questions are answered; nothing outside this folder imports it.
"""

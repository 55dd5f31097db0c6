"""Makes the files of `corpus/data` that are taken from dictionaries.

Does not: run when documents are read; nothing outside this folder imports it.
"""

"""The page, a tab a file: each builds its components and says whose words change with the
language."""

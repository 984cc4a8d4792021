"""The page that others are measured in: Django as it comes, one query of 20 rows, 8 KB."""

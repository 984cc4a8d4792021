"""Something to list."""

from django.db import models


class Row(models.Model):
    name = models.CharField(max_length=80)
    words = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

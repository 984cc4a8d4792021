"""Pieces for anybody to read; the slug stands in front."""

from django.urls import path

from meetings.views import pieces

app_name = "pieces"

urlpatterns = [
    path("", pieces.board, name="board"),
    path("read/", pieces.read, name="read"),
    path("read/<slug:key>/", pieces.read_one, name="read_one"),
    path("<slug:key>/", pieces.piece, name="piece"),
]

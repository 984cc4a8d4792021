"""Included only with DEMO=1."""

from django.urls import path

from collaborative.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.people, name="people"),
    path("come-in/<slug:key>/", views.come_in, name="come_in"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<slug:name>/", views.letter, name="letter"),
    path("mailbox/<slug:name>/html/", views.letter_html, name="letter_html"),
]

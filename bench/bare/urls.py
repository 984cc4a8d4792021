"""One view. Whoever is signed in is greeted: that costs their session and their row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.bare.models import Row


def rows(request: HttpRequest) -> HttpResponse:
    return render(request, "rows.html", {"rows": Row.objects.order_by("pk")[:20]})


def greeted(request: HttpRequest) -> HttpResponse:
    found = Row.objects.order_by("pk")[:20]
    return render(request, "rows.html", {"rows": found, "greeted": request.user})


urlpatterns = [path("", rows), path("signed-in/", greeted)]

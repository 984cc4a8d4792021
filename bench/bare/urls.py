"""One view, and one that inserts. Whoever is signed in is greeted: their session and their row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.bare.models import Row


def rows(request: HttpRequest) -> HttpResponse:
    return render(request, "rows.html", {"rows": Row.objects.order_by("pk")[:20]})


def greeted(request: HttpRequest) -> HttpResponse:
    found = Row.objects.order_by("pk")[:20]
    return render(request, "rows.html", {"rows": found, "greeted": request.user})


def insert(request: HttpRequest) -> HttpResponse:
    Row.objects.create(name=request.POST["name"], words=request.POST["words"])
    return HttpResponse(status=204)


urlpatterns = [path("", rows), path("signed-in/", greeted), path("insert/", insert)]

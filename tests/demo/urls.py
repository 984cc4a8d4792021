"""The roof as it is with DEMO=1, whatever the tests were started with."""

from django.urls import include, path

from collaborative.urls import urlpatterns as roof

has_demo = any(getattr(entry, "app_name", "") == "demo" for entry in roof)

demo = [] if has_demo else [path("demo/", include("collaborative.demo.urls"))]

urlpatterns = [*demo, *roof]

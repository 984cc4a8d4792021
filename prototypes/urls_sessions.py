"""Getting a session ready, and its tables; under ``/<slug>/sessions/<key>/``."""

from django.urls import path

from prototypes.views import plan, tables, waiting

urlpatterns = [
    path("how/", plan.how, name="how"),
    path("capture/waiting/", waiting.of_helper, name="waiting"),
    path("plan/", plan.plan, name="plan"),
    path("tables/", tables.tables, name="tables"),
]

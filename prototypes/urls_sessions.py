"""Getting a session ready, and its tables; under ``/<slug>/sessions/<key>/``."""

from django.urls import path

from prototypes.views import charts, heard, plan, projector, sides, tables, waiting

urlpatterns = [
    path("heard/", heard.heard, name="heard"),
    path("projector/", projector.projector, name="projector"),
    path("sides/", sides.sides, name="sides"),
    path("pair/", sides.pair, name="pair"),
    path("charts/", charts.charts, name="charts"),
    path("charts/<slug:chart>/photo/", charts.photo, name="chart_photo"),
    path("paper/", charts.paper, name="paper"),
    path("how/", plan.how, name="how"),
    path("capture/waiting/", waiting.of_helper, name="waiting"),
    path("plan/", plan.plan, name="plan"),
    path("tables/", tables.tables, name="tables"),
]

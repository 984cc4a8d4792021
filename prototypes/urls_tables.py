"""Tables' phones, without an account: under ``/t/``."""

from django.urls import path

from prototypes.views import offline, phone, waiting

app_name = "tables"

urlpatterns = [
    path("", phone.door, name="door"),
    path("offline/", offline.shell, name="shell"),
    path("at/the-door/", offline.at_the_door, name="at_the_door"),
    path("<slug:code>/", phone.table, name="table"),
    path("<slug:code>/pair/", phone.pair, name="pair"),
    path("<slug:code>/waiting/", waiting.of_table, name="waiting"),
    path("<slug:code>/notes/<slug:note>/", phone.note, name="note"),
]

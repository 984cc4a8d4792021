"""Tables' phones, without an account: under ``/t/``."""

from django.urls import path

from prototypes.views import phone

app_name = "tables"

urlpatterns = [
    path("", phone.door, name="door"),
    path("<slug:code>/", phone.table, name="table"),
    path("<slug:code>/notes/<slug:note>/", phone.note, name="note"),
]

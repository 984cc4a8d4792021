"""The first day of one collaborative, for whoever looks after it; the slug stands in front."""

from django.urls import path

from meetings.views import first_day, first_people

app_name = "first_day"

urlpatterns = [
    path("", first_day.start, name="start"),
    path("name/", first_day.name, name="name"),
    path("dates/", first_day.dates, name="dates"),
    path("letter/", first_day.letter, name="letter"),
    path("codes/", first_day.codes, name="codes"),
    path("people/", first_people.people, name="people"),
    path("invite/", first_people.invite, name="invite"),
]

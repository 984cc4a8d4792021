"""Pages of one collaborative: who we are, what we are about, finding words again."""

from django.urls import path

from members.views import about, find, people

app_name = "here"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("about/", about.about, name="about"),
    path("find/", find.find, name="find"),
]

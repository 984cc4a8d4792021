"""Pages of one collaborative: who we are, what we are about, finding words again."""

from django.urls import path

from members.views import about, buddies, concern, find, joining, look_after, people, privacy

app_name = "here"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/joining/", joining.asked, name="asked"),
    path("people/joining/<slug:key>/", joining.hello, name="hello"),
    path("people/buddies/", buddies.company, name="buddies"),
    path("join/", joining.ask, name="join"),
    path("concern/", concern.concern, name="concern"),
    path("look-after/", look_after.look_after, name="look_after"),
    path("about/", about.about, name="about"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("find/", find.find, name="find"),
]

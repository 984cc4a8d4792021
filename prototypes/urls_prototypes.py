"""What we try; ``/<slug>/prototypes/`` stands in front."""

from django.urls import path

from prototypes.views import trying

app_name = "trying"

urlpatterns = [
    path("", trying.everything, name="all"),
    path("new/", trying.begin, name="begin"),
    path("alike/", trying.alike, name="alike"),
    path("<slug:key>/", trying.one, name="one"),
    path("<slug:key>/change/", trying.change, name="change"),
    path("<slug:key>/stands/", trying.stand, name="stand"),
    path("<slug:key>/team/", trying.team, name="team"),
]

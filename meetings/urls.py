"""Meetings of one collaborative; the slug stands in front."""

from django.urls import path

from meetings.views import meeting, meetings, write_up

app_name = "meetings"

urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("next/", meetings.next_one, name="next"),
    path("new/", meetings.new, name="new"),
    path("<slug:key>/", meeting.meeting, name="meeting"),
    path("<slug:key>/write-up/", write_up.write_up, name="write_up"),
    path("<slug:key>/came/", meeting.head_count, name="head_count"),
]

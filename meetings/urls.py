"""Meetings of one collaborative; the slug stands in front."""

from django.urls import path

from meetings.views import (
    agenda,
    calendar,
    changing,
    decisions,
    held,
    meeting,
    meetings,
    pack,
    places,
    reminding,
    responses,
    run,
    series,
    turns,
    versions,
    worries,
    write_up,
)

app_name = "meetings"

urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("next/", meetings.next_one, name="next"),
    path("new/", meetings.new, name="new"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("places/<slug:key>/", places.place, name="place"),
    path("series/new/", series.new, name="series_new"),
    path("series/<slug:key>/", series.one, name="series"),
    path("series/<slug:key>/change/", series.change, name="series_change"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("held/<slug:what>/<slug:key>/", held.choose, name="held"),
    path("<slug:key>/", meeting.meeting, name="meeting"),
    path("<slug:key>/meeting.ics", calendar.one, name="ics"),
    path("<slug:key>/change/", changing.change, name="change"),
    path("<slug:key>/reminder/", reminding.reminder_words, name="reminder_words"),
    path("<slug:key>/off/", changing.call_off, name="call_off"),
    path("<slug:key>/write-up/", write_up.write_up, name="write_up"),
    path("<slug:key>/write-up/versions/", versions.versions, name="versions"),
    path("<slug:key>/write-up/responses/", responses.responses, name="responses"),
    path("<slug:key>/came/", meeting.head_count, name="head_count"),
    path("<slug:key>/agenda/", agenda.agenda, name="agenda"),
    path("<slug:key>/agenda/<slug:item>/", agenda.agenda_item, name="agenda_item"),
    path("<slug:key>/run/", run.run, name="run"),
    path("<slug:key>/run/<slug:item>/", run.run_item, name="run_item"),
    path("<slug:key>/turns/", turns.helping, name="turns"),
    path("<slug:key>/here/", turns.here, name="here"),
    path("<slug:key>/worries/", worries.box, name="worries"),
    path("<slug:key>/pack/", pack.pack, name="pack"),
]

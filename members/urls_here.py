"""Pages of one collaborative: who we are, what we are about, finding words again."""

from django.urls import path

from members.views import (
    about,
    buddies,
    concern,
    find,
    house_letters,
    incident,
    joining,
    people,
    photo,
    presence,
    privacy,
    public_pages,
    reach,
    remembering,
    roles,
    settings,
    slips,
    stepping_back,
    taking_down,
)

app_name = "here"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/remember/", remembering.remember, name="remember"),
    path("people/joining/", joining.asked, name="asked"),
    path("people/joining/<slug:key>/", joining.hello, name="hello"),
    path("people/buddies/", buddies.company, name="buddies"),
    path("people/<slug:key>/photo/", photo.photo, name="photo"),
    path("join/", joining.ask, name="join"),
    path("concern/", concern.concern, name="concern"),
    path("look-after/reach/", reach.reach, name="reach"),
    path("look-after/reach/add/", reach.add, name="reach_add"),
    path("look-after/reach/new/<slug:key>/", reach.new_way, name="reach_new"),
    path("look-after/reach/code/", slips.code, name="reach_code"),
    path("look-after/reach/<slug:way>/", reach.a_list, name="reach_list"),
    path("look-after/public/", public_pages.public_pages, name="public_pages"),
    path("look-after/roles/", roles.roles, name="roles"),
    path("look-after/settings/", settings.settings, name="settings"),
    path("look-after/take-down/", taking_down.take_down, name="take_down"),
    path("look-after/incident/", incident.incident, name="incident"),
    path("look-after/incident/read/", incident.read_over, name="incident_read"),
    path("look-after/letters/", house_letters.letters, name="house_letters"),
    path("look-after/letters/<slug:kind>/", house_letters.letter, name="house_letter"),
    path("step-back/", stepping_back.step_backs, name="step_backs"),
    path("step-back/<slug:key>/", stepping_back.step_back, name="step_back"),
    path("presence/", presence.presence, name="presence"),
    path("about/", about.about, name="about"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("find/", find.find, name="find"),
]

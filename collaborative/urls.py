"""Every address. No first word here may be taken as a collaborative's slug (``members.slugs``)."""

from allauth.account import views as accounts
from django.conf import settings
from django.urls import include, path

from collaborative import views
from meetings.views import answering, calendar, come, home, outside
from members.views import come_in, extras, front
from prototypes.views import offline, slip

urlpatterns = [
    path("", front.front, name="front"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("sw.js", offline.worker, name="worker"),
    path("slip/<str:words>/", slip.slip, name="slip"),
    path("t/", include("prototypes.urls_tables")),
    path("letters/answer/<str:token>/", answering.by_link, name="answer_by_link"),
    path("letters/<str:token>/", views.stop_letters, name="stop_letters"),
    # Sign in by an e-mailed code. allauth's views, from our own list: nothing with a password.
    path("accounts/", come_in.ask_for_code, name="account_login"),
    path("accounts/", come_in.ask_for_code, name="account_request_login_code"),  # allauth's word
    path("accounts/code/", come_in.type_code, name="account_confirm_login_code"),
    path("accounts/app/", extras.second_step, name="mfa_authenticate"),
    path("accounts/passkey/", extras.with_passkey, name="mfa_login_webauthn"),
    path("accounts/goodbye/", accounts.logout, name="account_logout"),
    path("", include("members.urls")),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("collaborative.demo.urls"))]

urlpatterns += [
    path("<slug:collaborative>/", home.home, name="home"),
    path("<slug:collaborative>/come/", come.come, name="come"),
    path("<slug:collaborative>/come/card/", come.card, name="come_card"),
    path("<slug:collaborative>/come/<slug:word>/", come.friend, name="come_friend"),
    path("<slug:collaborative>/calendar/<str:token>.ics", calendar.feed, name="calendar_feed"),
    path("<slug:collaborative>/told/", outside.told, name="told_outside"),
    path("<slug:collaborative>/told/feed.xml", outside.feed, name="told_feed"),
    path("<slug:collaborative>/meetings/", include("meetings.urls")),
    path("<slug:collaborative>/commitments/", include("meetings.urls_commitments")),
    path("<slug:collaborative>/look-after/", include("meetings.urls_month")),
    path("<slug:collaborative>/pieces/", include("meetings.urls_pieces")),
    path("<slug:collaborative>/first-day/", include("meetings.urls_first_day")),
    path("<slug:collaborative>/", include("prototypes.urls")),
    path("<slug:collaborative>/prototypes/", include("prototypes.urls_prototypes")),
    path("<slug:collaborative>/roadmap/", include("roadmap.urls")),
    path("<slug:collaborative>/", include("members.urls_here")),
]

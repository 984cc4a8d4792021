"""What we try; ``/<slug>/prototypes/`` stands in front."""

from django.urls import path

from prototypes.views import (
    ancestry,
    bodies,
    cards,
    evidence,
    leave,
    pack,
    rules,
    testing,
    together,
    trying,
)

app_name = "trying"

urlpatterns = [
    path("", trying.everything, name="all"),
    path("new/", trying.begin, name="begin"),
    path("alike/", trying.alike, name="alike"),
    path("breakfast/", testing.at_breakfast, name="breakfast"),
    path("from/notes/<slug:key>/", ancestry.of_note, name="from_note"),
    path("from/themes/<slug:key>/", ancestry.of_theme, name="from_theme"),
    path("asked-for/", leave.permissions, name="permissions"),
    path("asked-for/new/", leave.want, name="want"),
    path("asked-for/rule/", rules.note, name="rule"),
    path("asked-for/rules/<slug:key>/", rules.rule, name="rule_of"),
    path("asked-for/bodies/", bodies.bodies, name="bodies"),
    path("asked-for/bodies/<slug:key>/", bodies.body, name="body"),
    path("asked-for/<slug:key>/", leave.permission, name="permission"),
    path("steer-clear/", leave.steer_clear, name="steer_clear"),
    path("elsewhere/", cards.cards, name="cards"),
    path("elsewhere/new/", cards.pin, name="pin"),
    path("elsewhere/<slug:key>/", cards.card, name="card"),
    path("evidence/", evidence.cards, name="evidence_cards"),
    path("evidence/new/", evidence.bring, name="bring"),
    path("evidence/<slug:key>/", evidence.card, name="evidence"),
    path("evidence/<slug:key>/change/", evidence.change, name="change_evidence"),
    path("together/", together.wholes, name="wholes"),
    path("together/new/", together.make, name="put_together"),
    path("together/<slug:key>/", together.whole, name="whole"),
    path("together/<slug:key>/change/", together.change, name="change_whole"),
    path("<slug:key>/", trying.one, name="one"),
    path("<slug:key>/change/", trying.change, name="change"),
    path("<slug:key>/stands/", trying.stand, name="stand"),
    path("<slug:key>/team/", trying.team, name="team"),
    path("<slug:key>/doubt/", pack.pack, name="pack"),
    path("<slug:key>/family/", ancestry.ancestry, name="ancestry"),
    path("<slug:key>/goes/new/", testing.new_cycle, name="new_cycle"),
    path("<slug:key>/goes/<slug:cycle>/", testing.cycle, name="cycle"),
    path("<slug:key>/learned/new/", testing.new_learning, name="new_learning"),
    path("<slug:key>/learned/<slug:learning>/", testing.learning, name="learning"),
]

"""The roadmap: what the forum wants, where it stands, and where it came from."""

from django.urls import path

from roadmap.views import (
    board,
    change,
    following,
    grown,
    issued,
    item,
    move,
    new,
    report,
    standing,
    time,
    whole,
)

app_name = "roadmap"

urlpatterns = [
    path("", board.board, name="board"),
    path("items/new/", new.new, name="new"),
    path("items/<slug:key>/", item.item, name="item"),
    path("items/<slug:key>/move/", move.move, name="move"),
    path("items/<slug:key>/change/", change.change, name="change"),
    path("items/<slug:key>/right/", move.right, name="right"),
    path("items/<slug:key>/strike/", move.strike, name="strike"),
    path("items/<slug:key>/evidence/", item.evidence, name="evidence"),
    path("items/<slug:key>/update/", item.update, name="update"),
    path("movement/", time.moved, name="movement"),
    path("unstuck/", time.came_unstuck, name="unstuck"),
    path("snapshots/", time.all_snapshots, name="snapshots"),
    path("snapshots/<slug:key>/", time.snapshot, name="snapshot"),
    path("stands/", standing.stands, name="stands"),
    path("stands/<slug:kind>/", standing.stand, name="stand"),
    path("themes/<slug:key>/", grown.grown, name="grown"),
    path("tries/<slug:key>/", grown.from_try, name="grown_from_try"),
    path("following/", following.following, name="following"),
    path("following/<slug:what>/<slug:key>/", following.one, name="follow"),
    path("from/<slug:what>/<slug:key>/", grown.from_any, name="grown_from"),
    path("bodies/<slug:key>/", grown.of_body, name="grown_of_body"),
    path("reports/", report.report, name="report"),
    path("reports/whole/", whole.whole, name="whole"),
    path("reports/made/", issued.register, name="register"),
    path("reports/made/<slug:key>/", issued.issued, name="issued"),
    path("reports/made/<slug:key>/<str:token>/", issued.file, name="report_file"),
    path("reports/roadmap.csv", report.report_csv, name="report_csv"),
]

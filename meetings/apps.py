from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        said = (
            "came_out",
            "chairs",
            "chores",
            "inviting",
            "letters",
            "looking_back",
            "nudges",
            "changes",
            "newcomers",
            "news",
            "pieces",
            "search",
            "takeout",
            "takeout_pieces",
            "takeout_room",
            "telling",
        )
        for announcer in said:
            import_module(f"meetings.{announcer}")

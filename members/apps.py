from importlib import import_module

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        for announcer in (
            "checks",
            "letters",
            "digest",
            "resting",
            "texting",
            "house_letters",
            "sessions",
            "concerns",
            "helping",
            "joining",
            "presence",
            "remembering",
            "search",
            "stepping_back",
            "incidents",
            "takeout",
            "takeout_asking",
            "takeout_safety",
            "copy_of_mine",
            "keeping",
            "news",
        ):
            import_module(f"members.{announcer}")

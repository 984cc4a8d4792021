from importlib import import_module

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        for announcer in (
            "checks",
            "letters",
            "sessions",
            "concerns",
            "joining",
            "search",
            "takeout",
            "takeout_asking",
        ):
            import_module(f"members.{announcer}")

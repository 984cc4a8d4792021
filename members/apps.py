from importlib import import_module

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        for announcer in (
            "checks",
            "letters",
            "concerns",
            "joining",
            "search",
            "takeout",
            "takeout_asking",
            "keeping",
            "news",
        ):
            import_module(f"members.{announcer}")

from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        for announcer in ("letters", "newcomers", "news", "search", "takeout"):
            import_module(f"meetings.{announcer}")

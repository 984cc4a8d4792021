from importlib import import_module

from django.apps import AppConfig


class PrototypesConfig(AppConfig):
    name = "prototypes"

    def ready(self) -> None:
        for announcer in ("came_out", "search", "takeout", "trying_letters", "trying_told"):
            import_module(f"prototypes.{announcer}")

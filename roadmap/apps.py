from importlib import import_module

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "roadmap"

    def ready(self) -> None:
        for announcer in (
            *("became", "came_out", "carrying", "following", "making", "news", "search"),
            "takeout",
        ):
            import_module(f"roadmap.{announcer}")

"""Bad days, played through from where somebody stands on such a day."""

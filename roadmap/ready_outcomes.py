"""Outcomes to begin with, for a place that has none of its own yet: theirs to change."""

from __future__ import annotations

THREE = (
    "Recover, and stay well",
    "Make our own choices and reach our own goals",
    "Take part in everyday life on an equal footing",
)
EIGHT = (
    "Outcomes that people notice themselves",
    "Access to help, where and when it is needed",
    "Citizens with a whole life, of which help is a part",
    "Collaboration without ranks",
    "Voice in every decision, for those it is about",
    "Strengths before needs",
    "Networks of people and places nearby",
    "Learning, and permission to try",
)

BEGIN = {"three": ("The Big Three", THREE), "eight": ("The eight features", EIGHT)}

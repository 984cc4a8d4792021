"""A hundred thousand notes: what is alike is found by the index, and quickly."""

from __future__ import annotations

import time

import pytest
from django.db import connection

from prototypes.alike import likest
from tests.factories import OutputFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

MANY = 100_000
FILL = """
INSERT INTO prototypes_output (collaborative_id, session_id, key, client_id, kind, words, consent,
    held, held_by_hand, needs_person, written_at)
SELECT collaborative_id, session_id, 'k' || n, gen_random_uuid(), '',
    (array['kettle', 'lamp', 'bus', 'desk', 'porridge', 'key', 'stair'])[1 + mod(n, 7)] || ' '
    || md5(n::text) || ' ' || md5((n * 7)::text), '', false, false, false, now()
FROM prototypes_output, generate_series(1, %s) AS n WHERE id = %s
"""


def test_a_like_note_among_a_hundred_thousand(figure: Figure) -> None:
    note = OutputFactory(words="Ring back when you said you would")
    like = OutputFactory(session=note.session, words="They never ring back when they said so")
    with connection.cursor() as cursor:
        cursor.execute(FILL, [MANY, note.pk])
        cursor.execute("ANALYZE prototypes_output")

    plan = likest(note).explain()
    began = time.perf_counter()
    found = list(likest(note)[:30])
    took = round((time.perf_counter() - began) * 1000)

    figure(f"alike among {MANY:,} notes: ms", took)
    figure("alike: plan", " / ".join(line.strip() for line in plan.splitlines() if "ndex" in line))
    assert found == [like]
    assert "Bitmap Index Scan on" in plan  # of either index of threes on the words
    assert "Seq Scan on prototypes_output" not in plan

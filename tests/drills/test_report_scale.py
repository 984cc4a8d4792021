"""Reports of any length: what they cost beside a bare typesetter, and what they do to the site."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from roadmap import making, reports
from roadmap.models import Report, RoadmapItem
from roadmap.papers.formats import FORMATS
from tests.drills.long_tree import long_tree
from tests.factories import MembershipFactory
from tests.figures import Figure

pytestmark = pytest.mark.drill

MB = 1024  # ru_maxrss counts in KB
BARE = """
#let tree = json(bytes(sys.inputs.tree))
#set document(title: tree.title)
#set page(paper: "a4", margin: 2.2cm)
#set text(font: "Libertinus Serif", size: 11pt)
#heading(level: 1, tree.title)
#for block in tree.blocks {
  if block.kind == "heading" { heading(level: block.level, block.text) }
  else if block.kind == "words" { par(block.text) }
  else if block.kind == "list" { list(..block.items.map(item => [#item])) }
  else if block.kind == "table" {
    table(columns: (1fr,) * block.head.len(), ..block.head, ..block.rows.flatten())
  }
}
"""
# CPU seconds and the most memory of one process that makes one file.
MEASURED = """
import resource, sys
from roadmap.papers.__main__ import main
main()
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


PLAIN = f"""
import json, resource, sys
from pathlib import Path
from tempfile import TemporaryDirectory
import typst
with TemporaryDirectory() as folder:
    path = Path(folder, "bare.typ")
    path.write_text({BARE!r})
    told = json.dumps(json.load(sys.stdin.buffer))
    sys.stdout.buffer.write(typst.compile(path, sys_inputs={{"tree": told}}))
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


def measured(name: str, tree: object, program: str = MEASURED) -> tuple[bytes, float, float]:
    """The file, CPU seconds and megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", program, name],
        input=json.dumps(tree).encode(),
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
    )
    cpu, peak = done.stderr.split()[-2:]
    return done.stdout, float(cpu), float(peak) / MB


def pages_of(pdf: bytes, folder: Path) -> int:
    path = folder / "x.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages")))


def test_five_hundred_items_beside_bare_typst(figure: Figure) -> None:
    """The same words by a plain template, without tags; each in a process of its own, best of 3.

    In one process the typesetter remembers what it has set, and the second try costs nothing.
    """
    tree = long_tree(items=500)
    ours = min(measured("pdf", tree)[1] for _ in range(3))
    plain = min(measured("pdf", tree, program=PLAIN)[1] for _ in range(3))
    figure("PDF of 500 items", f"{ours:.2f} s of CPU, {ours / plain:.2f} of bare typst")
    assert ours / plain < 1.5


def test_two_hundred_pages_in_a_process_of_their_own(tmp_path: Path, figure: Figure) -> None:
    content, cpu, peak = measured("pdf", long_tree(items=760))
    pages = pages_of(content, tmp_path)
    figure("PDF in a process of its own", f"{pages} pages, {cpu:.1f} s of CPU, {peak:.0f} MB")
    assert pages >= 200
    assert peak < 600


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_items_in_all_formats(figure: Figure, tmp_path: Path) -> None:
    """The worker stays small, the steps move on, and each format stays under 600 MB."""
    me = MembershipFactory()
    RoadmapItem.objects.bulk_create(
        RoadmapItem(
            collaborative=me.collaborative,
            number=number,
            title=f"Thing {number}",
            aim="So that nobody waits in the dark.",
            horizon=("now", "next", "wow")[number % 3],
            first_horizon=("now", "next", "wow")[number % 3],
            next_step="Ask again.",
            added_on="2026-01-01",
        )
        for number in range(1, 10_001)
    )
    report = making.issue(
        by=me,
        audience="members",
        found=reports.build(me, since=RoadmapItem.objects.latest("pk").added_on),
    )
    steps: list[tuple[int, float]] = []
    began = time.monotonic()
    whole = making._go_on

    def noted(report: Report, *, step: int) -> bool:
        steps.append((step, time.monotonic() - began))
        return whole(report, step=step)

    making._go_on, kept = noted, whole
    try:
        assert making.make_waiting() == 1
    finally:
        making._go_on = kept
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MB
    report.refresh_from_db()
    assert report.state == "ready"
    assert [step for step, _ in steps] == list(range(len(FORMATS) + 1))
    at = ", ".join(f"{seconds:.0f} s" for _, seconds in steps[1:])
    figure(
        "10,000 items",
        f"worker {mine:.0f} MB, largest child {child:.0f} MB, files ready after {at}",
    )
    assert mine < 600
    client = Client()
    client.force_login(me.person)
    assert client.get(report.get_absolute_url()).status_code == 200
    assert connection.vendor == "postgresql"

"""Rows of cards and snapshots kept inside their collaborative; snapshots and horizons for good."""

from django.db import migrations

from collaborative.operations import AppendOnly, TenantForeignKey
from roadmap.operations import KeepHorizon


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0003_cards")]

    operations = [
        TenantForeignKey("roadmap_move", "puts_right_id", "roadmap_move"),
        TenantForeignKey("roadmap_bodyneeded", "item_id", "roadmap_roadmapitem"),
        TenantForeignKey("roadmap_itemoutcome", "item_id", "roadmap_roadmapitem"),
        TenantForeignKey("roadmap_itemoutcome", "outcome_id", "roadmap_outcome"),
        TenantForeignKey("roadmap_snapshot", "meeting_id", "meetings_meeting"),
        TenantForeignKey("roadmap_snapshotwords", "snapshot_id", "roadmap_snapshot"),
        AppendOnly("roadmap_snapshot"),
        AppendOnly("roadmap_snapshotwords", door="erasure.door"),
        KeepHorizon(),
    ]

"""Rows kept inside their collaborative; moves kept for good."""

from django.db import migrations

from collaborative.operations import AppendOnly, TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0001_initial"), ("prototypes", "0002_tenants")]

    operations = [
        TenantForeignKey("roadmap_move", "item_id", "roadmap_roadmapitem"),
        TenantForeignKey("roadmap_move", "meeting_id", "meetings_meeting"),
        TenantForeignKey("roadmap_movewords", "move_id", "roadmap_move"),
        TenantForeignKey("roadmap_evidence", "item_id", "roadmap_roadmapitem"),
        TenantForeignKey("roadmap_evidence", "output_id", "prototypes_output"),
        TenantForeignKey("roadmap_evidence", "theme_id", "prototypes_theme"),
        TenantForeignKey("roadmap_evidence", "meeting_id", "meetings_meeting"),
        TenantForeignKey("roadmap_update", "item_id", "roadmap_roadmapitem"),
        AppendOnly("roadmap_move"),
        AppendOnly("roadmap_movewords", door="erasure.door"),
    ]

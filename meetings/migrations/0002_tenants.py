"""Rows kept inside their collaborative."""

from django.db import migrations

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("members", "0002_wall")]

    operations = [
        TenantForeignKey("meetings_meetingseries", "venue_id", "meetings_venue"),
        TenantForeignKey("meetings_meeting", "series_id", "meetings_meetingseries"),
        TenantForeignKey("meetings_meeting", "venue_id", "meetings_venue"),
        TenantForeignKey("meetings_agendaitem", "meeting_id", "meetings_meeting"),
        TenantForeignKey("meetings_reply", "meeting_id", "meetings_meeting"),
        TenantForeignKey("meetings_reply", "member_id", "members_membership"),
        TenantForeignKey("meetings_writeup", "meeting_id", "meetings_meeting"),
        TenantForeignKey("meetings_decision", "meeting_id", "meetings_meeting"),
    ]

"""Rows kept inside their collaborative."""

from django.db import migrations

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [("prototypes", "0001_initial"), ("meetings", "0002_tenants")]

    operations = [
        TenantForeignKey("prototypes_prototypingsession", "meeting_id", "meetings_meeting"),
        TenantForeignKey("prototypes_table", "meeting_id", "meetings_meeting"),
        TenantForeignKey("prototypes_table", "session_id", "prototypes_prototypingsession"),
        TenantForeignKey("prototypes_output", "session_id", "prototypes_prototypingsession"),
        TenantForeignKey("prototypes_output", "table_id", "prototypes_table"),
        TenantForeignKey("prototypes_theme", "parent_id", "prototypes_theme"),
        TenantForeignKey("prototypes_theme", "named_in_id", "prototypes_prototypingsession"),
        TenantForeignKey("prototypes_themeoutput", "theme_id", "prototypes_theme"),
        TenantForeignKey("prototypes_themeoutput", "output_id", "prototypes_output"),
    ]

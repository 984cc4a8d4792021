"""The wall around what is private, and rows kept inside their collaborative."""

from django.db import migrations

from collaborative.operations import TenantForeignKey, Wall

# To count who is in the room, the standpoints of one collaborative may be read. Only these.
FOR_PRESENCE = """
person_id IN (
    SELECT person_id FROM members_membership WHERE left_on IS NULL AND collaborative_id
        = nullif(current_setting('lanyards.presence', true), '')::bigint)
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [
        Wall("members_lanyard"),
        Wall("members_standpoint", read_also=FOR_PRESENCE),
        Wall("members_accessneed"),
        Wall("members_contactroute"),
        TenantForeignKey("members_hat", "member_id", "members_membership"),
        TenantForeignKey("members_invitation", "member_id", "members_membership"),
    ]

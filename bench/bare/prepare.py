"""Fill the bare project's empty database; print the cookie of somebody signed in, as JSON."""

import json
import os

import django

LINE = "Somebody said this at a table in a café, and somebody else wrote it down for all of us. "


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
    django.setup()
    from django.contrib.auth import get_user_model  # noqa: PLC0415 -- Django first
    from django.core.management import call_command  # noqa: PLC0415

    from bench.bare.models import Row  # noqa: PLC0415
    from bench.signing_in import session_of  # noqa: PLC0415

    call_command("migrate", run_syncdb=True, verbosity=0)
    Row.objects.bulk_create(Row(name=f"Row {n}", words=LINE * 3) for n in range(20))
    user = get_user_model().objects.create_user("somebody")
    print(json.dumps({"cookie": f"sessionid={session_of(user)}"}))


if __name__ == "__main__":
    main()

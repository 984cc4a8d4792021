"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collaborative.settings")

application = get_wsgi_application()

from collaborative.celery import app as celery  # noqa: E402 -- settings first; see its docstring

__all__ = ["application", "celery"]

"""One file, from the environment; ``.env.example`` says what each name does."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from environs import Env

from collaborative import logs

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()

SECRET_KEY = env.str("SECRET_KEY")  # no default: without one nothing starts
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)  # "come in as …" and the mailbox page; never with real people
INSECURE_HTTP = env.bool("INSECURE_HTTP", DEBUG)  # http://localhost: no TLS in front of us
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
LOCAL_DIR = Path(env.str("LOCAL_DIR", str(BASE_DIR / ".local")))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "collaborative",
    "members",
    "meetings",
    "prototypes",
    "roadmap",
]

MIDDLEWARE = [
    "collaborative.middleware.request_log",
    "csp.middleware.CSPMiddleware",
    "collaborative.middleware.quiet_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages for slow phones; random padding against BREACH
    "collaborative.middleware.words_are_still_here",
    "collaborative.middleware.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "collaborative.urls"
WSGI_APPLICATION = "collaborative.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["collaborative.templatetags.living", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "members.context.around",
            ],
        },
    }
]
FORM_RENDERER = "collaborative.forms.Renderer"

# One database. Connections stay open: a new one per request costs twice the page.
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True),
}
# How nearly alike two words must be to be found for one another (collaborative/finding.py).
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c pg_trgm.word_similarity_threshold=0.45"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A cache that may be missing: every page works without it (collaborative/cache.py).
REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "collaborative.cache.FailSoftRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
    },
    "counters": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "collaborative_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # from 300 on it would forget a third of them
    },
}
SESSION_ENGINE = "members.sessions"
SESSION_COOKIE_NAME = "living_well"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Background work: a tick that expires. What is due stands in PostgreSQL (collaborative/outbox.py).
CELERY_BROKER_URL = env.str("BROKER_URL", "") or (
    f"redis+socket://{urlsplit(REDIS_URL).path}?virtual_host=0"
    if REDIS_URL.startswith("unix:")
    else REDIS_URL
)
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "collaborative.tasks.tick",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "work": {
        "task": "collaborative.tasks.do_work",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "tidy": {
        "task": "collaborative.tasks.tidy",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

PRESENCE_FLOOR = env.int("PRESENCE_FLOOR", 8)  # no row for fewer people; it can only be raised

# Accounts: a code by e-mail, and no password anywhere.
AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "members.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code has shown that the address is theirs
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    # Thirty people in one café share one address.
    "request_login_code": "60/m/ip",
    "ask_from_one_place": "3/m/key,20/h/key",  # the keys of these four: members/tries.py
    "ask_for_code": "60/h/key",
    "tries": "5/300s/key",
    "own_try": "1/15m/key",
    "login_failed": "60/m/ip,5/300s/key",
    "ask_to_join": "5/h/ip,50/d/key",  # the key is the collaborative
    "answer_a_piece": "5/h/ip,100/d/key",  # the same
    "concern": "10/h/user",
    "slip": "10/h/ip",  # the same
    "table_code": "10/h/ip,10/h/key",  # wrong ones alone (prototypes/door.py)
}
MFA_ADAPTER = "members.extras.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # nothing else is asked
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSECURE_HTTP
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)

# Letters
MAIL_BOX = LOCAL_DIR / "mail"  # where the development mailbox page looks
if email_url := env.str("EMAIL_URL", ""):
    vars().update(env.dj_email_url("EMAIL_URL", email_url))
else:
    EMAIL_BACKEND = "collaborative.mailbox.Backend"
if email_by := env.str("EMAIL_BY", ""):  # a provider's own road: django-anymail, an extra
    no_tracking = {"SEND_DEFAULTS": {"track_opens": False, "track_clicks": False}}
    asked_for: Any = env.json("ANYMAIL", {})
    EMAIL_BACKEND, ANYMAIL = email_by, no_tracking | asked_for
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "Living Well <hello@localhost>")
LETTERS_HOST = env.str("LETTERS_HOST", urlsplit(SITE_URL).hostname or "localhost")
LETTERS_REPLY_TO: list[str] = env.list("LETTERS_REPLY_TO", [])  # else answers go to MAIL_FROM
LETTERS_SENDERS = env.int("LETTERS_SENDERS", 16)  # side by side: one slow server holds up one
TEXTS = env.str("TEXTS", "collaborative.texts.to_mailbox")  # or collaborative.texts.by_notify
NOTIFY_KEY, NOTIFY_TEMPLATE = env.str("NOTIFY_KEY", ""), env.str("NOTIFY_TEMPLATE", "")
NOTIFY_URL = "https://api.notifications.service.gov.uk"
LETTERS_AT_ONCE = env.bool("LETTERS_AT_ONCE", DEMO)  # the demo knows no quiet hours

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"  # pages use the clock of the collaborative (collaborative/clock.py)
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MAX_AGE = 31536000 if not DEBUG else 0
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": LOCAL_DIR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # a form refuses 1 MB with the words kept
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = ["collaborative.uploads.InMemory"]

# What a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if not INSECURE_HTTP else None
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
SECURE_HSTS_PRELOAD = not INSECURE_HTTP
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "collaborative.views.form_has_gone_stale"

logs.set_up(pretty=DEBUG or INSECURE_HTTP)
LOGGING_CONFIG = None  # logs.set_up has done it

"""One settings file for every surrounding; what differs comes from the environment.

MAILLAGE_DEMO=1      demo mode: mails are shown at /courriers/ instead of being sent
MAILLAGE_DOMAIN      host of the federation; a pole answers at <slug>.<domain> (localhost)
MAILLAGE_PORT        port written in the links of mails and calendars, when it is not the usual one
DATABASE_URL         SQLite in var/ when absent
SECRET_KEY           made and kept in var/secret_key when absent
EMAIL_URL            smtp://user:password@host:port (smtps:// for TLS)
VALKEY_URL           valkey://host:port, when several processes serve the same database
HELLOASSO_URL        HelloAsso's address (its sandbox, for a trial)
"""

import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlparse

import dj_database_url
from csp.constants import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
BUILD_DIR = BASE_DIR / ".build"
VAR_DIR = Path(os.environ.get("MAILLAGE_VAR", BASE_DIR / "var"))


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def secret_key() -> str:
    """A key that survives restarts without anyone having to invent one."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEMO = flag("MAILLAGE_DEMO")
DEBUG = flag("DEBUG")
SECRET_KEY = secret_key()
DOMAIN = os.environ.get("MAILLAGE_DOMAIN", "localhost")
ALLOWED_HOSTS = [DOMAIN, f".{DOMAIN}", *filter(None, os.environ.get("ALLOWED_HOSTS", "").split(","))]
SECURE = flag("MAILLAGE_HTTPS")
PUBLIC_PORT = f":{os.environ['MAILLAGE_PORT']}" if os.environ.get("MAILLAGE_PORT") else ""
# No trusted origin: a page only ever posts to its own host, and a sister pole's site is another site.

ROOMS = [
    "maillage.ui",
    "maillage.ground.poles",
    "maillage.ground.mail",
    "maillage.ground.people",
    "maillage.ground.journal",
    "maillage.ground.search",
    "maillage.ground.directory",
    "maillage.ground.money",
    "maillage.ground.memberships",
    "maillage.needs.workshops",
    "maillage.needs.catalogue",
    "maillage.needs.minutes",
    "maillage.actions.roadmap",
    "maillage.activities.register",
    "maillage.activities.events",
    "maillage.activities.reminders",
    "maillage.activities.surveys",
    "maillage.activities.photos",
    "maillage.impact.indicators",
    "maillage.impact.reports",
    "maillage.flows",
    "maillage.desk",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "maillage.ground.poles.middleware.PoleMiddleware",
    "maillage.ground.poles.middleware.TextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maillage.ground.people.access.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "maillage.urls"
FEDERATION_URLCONF = "maillage.federation_urls"
ASGI_APPLICATION = "maillage.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.ui.chrome.chrome",
            ],
        },
    }
]
FORM_RENDERER = "maillage.ui.forms.Renderer"

# The work space's menu is the chain; ui draws it, every room only gives the names of its pages.
WORK_MENU = [
    (None, [("Ce matin", "desk:morning")]),
    (
        "Besoins",
        [
            ("Ateliers", "workshops:list"),
            ("Comptes rendus", "accept_minutes:new"),
            ("Besoins", "catalogue:list"),
        ],
    ),
    ("Actions", [("Feuille de route", "roadmap:roadmap")]),
    (
        "Activités",
        [("Agenda", "events:manage"), ("Structures", "directory:list"), ("Personnes", "people:list")],
    ),
    ("Réseau", [("Adhésions", "memberships:list"), ("Règlements", "money:dues")]),
    ("Preuves", [("Chiffres clés", "indicators:list"), ("Bilans", "reports:list")]),
]
PUBLIC_TABS = [
    ("Accueil", "desk:home", "pop"),
    ("Agenda", "events:agenda", "soft"),
    ("Chiffres clés", "indicators:public", "leaf"),
    ("Rejoindre un atelier", "workshops:join", "warm"),
    ("Mon espace", "desk:morning", "main"),
]

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{VAR_DIR / 'maillage.sqlite3'}", conn_max_age=0)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue for the lock instead of failing on upgrade (DEFERRED gave "database is locked").
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
elif flag("MAILLAGE_POOL"):
    # Added, not put in place: a socket's path in DATABASE_URL is an option too.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = True
VALKEY_URL = os.environ.get("VALKEY_URL", "")
# The same for all processes of one installation, and for no other on the same Valkey.
VALKEY_PREFIX = f"maillage:{hashlib.sha256(f'valkey {SECRET_KEY}'.encode()).hexdigest()[:16]}"
# What is counted (logins, wrong codes), and nothing else; 300 counters, Django's number, are soon pushed out.
CACHES = {
    "default": {
        "BACKEND": "maillage.cache.SharedCache"
        if VALKEY_URL
        else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": VALKEY_URL,
        "KEY_PREFIX": VALKEY_PREFIX,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
HELLOASSO_URL = os.environ.get("HELLOASSO_URL", "https://api.helloasso.com")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "maillage.ground.people.login.LoginAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_TIMEOUT = 24 * 3600  # longer than the code's, so that the page can say that it expired
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # people.login writes to unknown addresses itself
# Behind the proxy that ends TLS, whose word is the last one: otherwise all people would share one address's limits.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,30/d/key", "login_failed": "5/15m/key"}
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "desk:morning"
LOGOUT_REDIRECT_URL = "desk:home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "maillage.ground.people.views.csrf_failure"
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "collected"
STATICFILES_DIRS = [BUILD_DIR / "static"] if (BUILD_DIR / "static").exists() else []
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or flag("MAILLAGE_TEST")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or flag("MAILLAGE_TEST")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Minutes are reviewed in one form: up to six fields a person and two a line, of 20,000 lines at most.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if flag("MAILLAGE_TEST")
        else "django_tasks_db.DatabaseBackend"
    }
}

DEFAULT_FROM_EMAIL = os.environ.get("MAILLAGE_FROM", f"ne-pas-repondre@{DOMAIN}")
EMAIL_BACKEND = (
    "django.core.mail.backends.dummy.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
if url := os.environ.get("EMAIL_URL"):
    parts = urlparse(url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = parts.hostname, parts.port or (465 if parts.scheme == "smtps" else 25)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(parts.username or ""), unquote(parts.password or "")
    EMAIL_USE_SSL = parts.scheme == "smtps"
    EMAIL_USE_TLS = parts.scheme == "smtp" and EMAIL_PORT == 587  # the submission port speaks STARTTLS
    EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"fontTools": {"level": "WARNING"}},
}

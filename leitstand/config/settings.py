# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The one settings file. Everything an operator may change comes from the environment.

``docs/reference/settings.md`` lists every variable; a test holds the list to this file.
"""

import os
import shutil
import tempfile
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import get_random_string

from leitstand.core.mail import base_address, mail_server
from leitstand.core.rules import claim_rules

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("LEITSTAND_HOME", "var")).resolve()
ENVIRONMENT = os.environ.get("LEITSTAND_ENV", "production")
if ENVIRONMENT not in {"production", "development", "test"}:
    raise ImproperlyConfigured(
        f"LEITSTAND_ENV is {ENVIRONMENT!r}; use production, development or test."
    )
DEBUG = ENVIRONMENT == "development"


def _secret_key(path: Path) -> str:
    """Read the installation's key, making it on first run.

    The file appears whole or not at all: two processes that start together agree on one key.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as fresh:
            fresh.write(get_random_string(64))
        try:
            os.link(fresh.name, path)  # fails if the other process was first; mode is 0600
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            shutil.copyfile(fresh.name, path)
            path.chmod(0o600)
        finally:
            os.unlink(fresh.name)
    key = path.read_text().strip()
    if len(key) < 50:
        raise ImproperlyConfigured(f"{path} does not hold a secret key; delete it to make one.")
    return key


SECRET_KEY = os.environ.get("LEITSTAND_SECRET_KEY") or _secret_key(HOME / "secret-key")
ALLOWED_HOSTS = os.environ.get("LEITSTAND_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if "*" not in host]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "leitstand.web.accounts.apps.ProviderConfig",
    "allauth.mfa",
    "simple_history",
    "csp",
    "leitstand.core",
    "leitstand.ui",
    "leitstand.plan",
    "leitstand.steering",
    "leitstand.committee",
    "leitstand.foreign",
    "leitstand.reports",
    "leitstand.web",
]

MIDDLEWARE = [
    "leitstand.web.request_log.request_log",
    "django.middleware.security.SecurityMiddleware",
    "leitstand.web.page_cache.middleware.PageCacheMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "leitstand.web.accounts.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "leitstand.web.accounts.middleware.AccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "leitstand.config.urls"
WSGI_APPLICATION = "leitstand.config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [
            PACKAGE / room / "templates"
            for room in ("ui", "plan", "steering", "committee", "foreign", "reports", "web")
        ],
        "OPTIONS": {"environment": "leitstand.ui.jinja.environment"},
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'leitstand.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts sign-in attempts over all processes; nothing on the way of a reader uses it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "KEY_FUNCTION": "leitstand.core.accounts.attempts.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SIMPLE_HISTORY_ENABLED = True

# Memory of each process for finished public pages; 0 makes every page anew. Where templates change
# while the server runs, and where tests count statements, none is kept.
LEITSTAND_PAGE_CACHE_MB = int(
    os.environ.get("LEITSTAND_PAGE_CACHE_MB") or ("64" if ENVIRONMENT == "production" else "0")
)

# Room on the disk for reports that were built, below HOME; 0 builds every report anew.
LEITSTAND_REPORT_CACHE_MB = int(
    os.environ.get("LEITSTAND_REPORT_CACHE_MB") or ("200" if ENVIRONMENT == "production" else "0")
)

# Accounts. Rights come from core.permissions alone, so no backend here grants any.
AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "web:account", "web:home"
SESSION_ENGINE = "leitstand.core.accounts.sessions"
SESSION_COOKIE_AGE = int(os.environ.get("LEITSTAND_SESSION_HOURS", "10")) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "leitstand-session", "leitstand-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "leitstand.web.accounts.views.csrf_failure"

ACCOUNT_ADAPTER = "leitstand.web.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "leitstand.web.accounts.forms.LoginForm",
    "signup": "leitstand.web.accounts.forms.SignupForm",
    "reauthenticate": "leitstand.web.accounts.forms.ReauthenticateForm",
    "change_password": "leitstand.web.accounts.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 0

MFA_ADAPTER = "leitstand.web.accounts.adapters.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "leitstand.web.accounts.forms.AuthenticateForm",
    "reauthenticate": "leitstand.web.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "leitstand.web.accounts.forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Leitstand"
MFA_TOTP_TOLERANCE = 1
# The office can change the plan for everyone: in production a password alone is not enough.
LEITSTAND_MFA = os.environ.get("LEITSTAND_MFA") or (
    "required" if ENVIRONMENT == "production" else "optional"
)
if LEITSTAND_MFA not in {"required", "optional"}:
    raise ImproperlyConfigured(f"LEITSTAND_MFA is {LEITSTAND_MFA!r}; use required or optional.")
LEITSTAND_SIGNUP = os.environ.get("LEITSTAND_SIGNUP", "closed") == "open"

# The institutions' own identity provider (OpenID Connect). Off where no address is set.
LEITSTAND_OIDC_URL = os.environ.get("LEITSTAND_OIDC_URL", "")
LEITSTAND_OIDC_NAME = os.environ.get("LEITSTAND_OIDC_NAME", "Single Sign-on")
try:
    LEITSTAND_OIDC_ROLES = claim_rules(os.environ.get("LEITSTAND_OIDC_ROLES", ""))
except ValueError as error:
    raise ImproperlyConfigured(
        f"LEITSTAND_OIDC_ROLES cannot be read at {error}; write claim:value=role@institution."
    ) from None
SOCIALACCOUNT_ADAPTER = "leitstand.web.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": LEITSTAND_OIDC_NAME,
                "client_id": os.environ.get("LEITSTAND_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("LEITSTAND_OIDC_SECRET", ""),
                "settings": {
                    "server_url": LEITSTAND_OIDC_URL,
                    "scope": os.environ.get("LEITSTAND_OIDC_SCOPE", "openid profile email").split(),
                },
            }
        ]
        if LEITSTAND_OIDC_URL
        else [],
    }
}
# What a backup leaves out: what is derived anew, and what opens doors or is of the moment.
LEITSTAND_TRANSIENT_TABLES = (
    "account.EmailConfirmation",
    "core.CacheEntry",
    "core.DataVersion",
    "core.HeldForm",
    "core.SearchDocument",
    "core.SearchWord",
    "core.SignIn",
    "socialaccount.SocialToken",
)
# Called inside the restoring transaction: functions that derive anew what a backup leaves out.
LEITSTAND_AFTER_RESTORE = ("leitstand.plan.services.search_rebuild",)

# Who runs this installation: shown in imprint, privacy statement and security.txt.
LEITSTAND_OPERATOR = os.environ.get("LEITSTAND_OPERATOR", "")
LEITSTAND_CONTACT = os.environ.get("LEITSTAND_CONTACT", "")
LEITSTAND_SOURCE_URL = os.environ.get("LEITSTAND_SOURCE_URL", "")

# Where readers find this installation: the beginning of every address in a mail.
LEITSTAND_URL = os.environ.get("LEITSTAND_URL", "")
try:
    LEITSTAND_BASE = base_address(
        LEITSTAND_URL,
        hosts=ALLOWED_HOSTS,
        is_https=os.environ.get("LEITSTAND_HTTPS") == "1",
        port=os.environ.get("PORT", "8000"),
    )
except ValueError as error:
    raise ImproperlyConfigured(f"LEITSTAND_URL cannot be read: {error}.") from None

# The data interface: requests a minute from one client address; 0 is no limit.
LEITSTAND_API_RATE = int(os.environ.get("LEITSTAND_API_RATE", "600"))
# Where foreign measures may be fetched although the address is not public: host:port, with commas.
LEITSTAND_FOREIGN_HOSTS = frozenset(
    one.strip().lower()
    for one in os.environ.get("LEITSTAND_FOREIGN_HOSTS", "").split(",")
    if one.strip()
)
# Until when another machine must have answered in full, in seconds.
LEITSTAND_FOREIGN_SECONDS = int(os.environ.get("LEITSTAND_FOREIGN_SECONDS", "20"))
# How mail leaves: smtp://user:password@host:587 or smtps://…; nothing is sent where this is empty.
LEITSTAND_HAS_MAIL = bool(os.environ.get("EMAIL_URL"))
try:
    _mail = mail_server(os.environ.get("EMAIL_URL") or "smtp://localhost")
except ValueError as error:
    raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {error}.") from None
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = _mail.has_tls, _mail.starts_tls, 20
DEFAULT_FROM_EMAIL = os.environ.get("LEITSTAND_MAIL_FROM", "leitstand@localhost")

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT == "production"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = ENVIRONMENT != "production"
WHITENOISE_AUTOREFRESH = ENVIRONMENT == "development"

FILE_UPLOAD_HANDLERS = [
    "leitstand.core.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Whether other hosts of the domain speak HTTPS only is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Behind TLS (a reverse proxy) an operator sets LEITSTAND_HTTPS=1; the demonstration runs without.
LEITSTAND_PROXIES = 0
if os.environ.get("LEITSTAND_HTTPS") == "1":
    LEITSTAND_PROXIES = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^gesundheit$"]  # asked by the machine itself, without the proxy
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # The prefix makes browsers refuse such a cookie from a neighbouring host or over plain HTTP.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-leitstand", "__Host-leitstand-csrf"
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

LOG_LEVEL = os.environ.get("LEITSTAND_LOG", "WARNING")
LOG_FORMAT = os.environ.get("LEITSTAND_LOG_FORMAT", "line")
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR"} or LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured(
        f"LEITSTAND_LOG is {LOG_LEVEL!r}, LEITSTAND_LOG_FORMAT is {LOG_FORMAT!r};"
        " use DEBUG, INFO, WARNING or ERROR, and line or json."
    )
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "leitstand.core.logs.TextLines"},
        "json": {"()": "leitstand.core.logs.JsonLines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Without Django's own handlers: one of them mails whole requests.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL},
        # What is wrong with another machine's answer is told as the outcome of the fetch.
        "urllib3": {"level": "ERROR"},
    },
}

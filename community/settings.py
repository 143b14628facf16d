"""Every knob of the house, read from the environment once."""

import base64
import os
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.environment import listed, needed, openid_connect, postgresql, sqlite, web_push
from community.logs import LOGGING  # noqa: F401
from community.rates import rates
from community.ways_out import ways_out

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR") or BASE_DIR / "var")

DEBUG = os.environ.get("DEBUG") == "1"
DEMO = os.environ.get("DEMO") == "1"  # only bin/demo turns this on; the deploy check refuses it

# --- Secrets ----------------------------------------------------------------
SECRET_KEY = needed("SECRET_KEY")
SECRET_KEY_FALLBACKS = listed("SECRET_KEY_FALLBACKS")
# Ordered "id:base64,id:base64", 32 bytes each; the first wraps new data keys, the others still open old ones.
VAULT_KEYS = {
    name: base64.b64decode(key) for name, _sep, key in (part.partition(":") for part in listed("VAULT_KEYS"))
}
if not VAULT_KEYS or any(len(key) != 32 for key in VAULT_KEYS.values()):
    raise ImproperlyConfigured("VAULT_KEYS must hold at least one id:base64 pair of 32 bytes.")
AUDIT_KEY = base64.b64decode(needed("AUDIT_KEY"))

# --- Where we are -----------------------------------------------------------
SITE_NAME = "Vierelle"
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = listed("HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
# Whose pages may open a live line: scheme, host and port. Passkeys need the demo by its other name.
SOCKET_ORIGINS = [SITE_URL, *([SITE_URL.replace("127.0.0.1", "localhost")] if DEMO or DEBUG else [])]
ROOT_URLCONF = "community.urls"
ASGI_APPLICATION = "community.asgi.application"
COUNTRY = os.environ.get("COUNTRY", "FI")
EXIT_URL, EXITS = ways_out(COUNTRY, os.environ.get("EXIT_URL"))  # neutral pages for the exit button

# --- What the house is made of ----------------------------------------------
INSTALLED_APPS = [
    "daphne",  # before staticfiles: it serves runserver in development
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # FORM_RENDERER finds its widgets here
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "community",
    "community.accounts",
    "community.audit",
    "community.directory",
    "groups",
    "community.forum",
    "moderation",
    *(["community.demo"] if DEMO else []),
]
MIDDLEWARE = [
    "community.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "community.headers.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "community.lifeline.Lifeline",  # before the session: help must not depend on it
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "community.accounts.limits.SessionLimits",
    "community.accounts.signed_out.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.context.frame",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database ---------------------------------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": postgresql(DATABASE_URL) if DATABASE_URL else sqlite(VAR / "vierelle.sqlite3")}

# --- Live rooms -------------------------------------------------------------
REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:  # several processes; without it the hub alone serves the one process
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "community.live.envelopes.RedisLayer",
            "CONFIG": {"hosts": [REDIS_URL], "symmetric_encryption_keys": [SECRET_KEY]},
        }
    }
LIVE_SOURCE = "moderation.sockets.WatchSource"
LIVE_SOCKETS_PER_PERSON = 6  # in one process; the oldest makes way
LIVE_ALLOWANCE = (20, 5.0)  # frames one socket may send: at once, and per second after that
# How fast one person may write: so many messages at once, and one more for every so many seconds.
SAY_PACE = {"member": (5, 3.0), "staff": (10, 1.0)}
SIGN_PACE = (10, 2.0)  # and press: hands, breaks and signs, counted alike
FORUM_PACE = {"member": (4, 60.0), "staff": (10, 10.0)}  # the same as SAY_PACE, between meetings
FORUM_ANSWER_HOURS = int(os.environ.get("FORUM_ANSWER_HOURS", "24"))  # of working days, to a first answer
CACHES = {
    "default": (
        {
            "BACKEND": "community.standby.StandbyCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# --- Moderation -------------------------------------------------------------
# Asked in order before any text is shown to others. `groups` never imports `moderation`. SCREENING=0 asks none.
SCREENED = ("risk", "identifiers", "grooming", "threats", "links")
SCREENERS = [f"moderation.screeners.{name}.screen" for name in SCREENED if os.environ.get("SCREENING") != "0"]
SCREENING_WORDS = "moderation.findings.in_words"  # what a rule looks for, by its id, for staff
HOUSE_RULES = "moderation.house_rules.rules_in"  # by language; whoever decides about words cites one
CONCERN_YEARS = int(os.environ.get("CONCERN_YEARS", "2"))  # after closing, then the words in it are erased

# --- News -------------------------------------------------------------------
# Asked what is new for a person, for the home page and the mails; see community/news.py.
NEWS = [
    "groups.whats_new.of",
    "community.forum.whats_new.of",
    "community.directory.whats_new.of",
    "moderation.whats_new.of",
]

# --- Directory --------------------------------------------------------------
# Whether upkeep asks the addresses on the web that cards of services name. The demo asks nobody.
LINK_CHECK = os.environ.get("LINK_CHECK", "0" if DEMO else "1") == "1"

# Days after their end until the words of a referral, and of somebody who asked to be contacted, are erased.
REFERRAL_DAYS = int(os.environ.get("REFERRAL_DAYS", "90"))
CONTACT_DAYS = int(os.environ.get("CONTACT_DAYS", "30"))
# Days after which words that nobody dealt with are erased: requests for contact never closed, doubts never settled.
UNHANDLED_DAYS = int(os.environ.get("UNHANDLED_DAYS", "60"))

# --- People -----------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# Asked what they hold of a person, and to let it go; accounts last. See docs/own-data.md.
HOLDING = ("moderation", "community.forum", "groups", "community.directory", "community.accounts")
OWN_DATA = [f"{app}.own.Held" for app in HOLDING]
AUTHENTICATION_BACKENDS = ["community.accounts.backends.OneLook"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "community.accounts.passphrases.LongEnough"},
    {"NAME": "community.accounts.passphrases.NotCommon"},
    {"NAME": "community.accounts.passphrases.NotBreached"},
    {"NAME": "community.accounts.passphrases.NotLikeName"},
]
BREACHED_LIST = os.environ.get("BREACHED_LIST", "")  # a sorted file of SHA-1 hashes; see docs/security.md
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("groups:home")
LOGOUT_REDIRECT_URL = reverse_lazy("front")
# Idle and absolute limits by the most powerful role a person holds (NIST SP 800-63B-4, OWASP ASVS 5.0 v7.3).
SESSION_LIMITS = {
    "member": (timedelta(minutes=60), timedelta(hours=24)),
    "staff": (timedelta(minutes=30), timedelta(hours=12)),
    "administrator": (timedelta(minutes=15), timedelta(hours=12)),
}
SESSION_WARNING = timedelta(minutes=3)

# --- allauth ----------------------------------------------------------------
ACCOUNT_ADAPTER = "community.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "community.accounts.adapters.MFAAdapter"
SOCIALACCOUNT_ADAPTER = "community.accounts.adapters.SocialAccountAdapter"
USERSESSIONS_ADAPTER = "community.accounts.adapters.UserSessionsAdapter"
ACCOUNT_FORMS = {
    "login": "community.accounts.forms.LoginForm",
    "reauthenticate": "community.accounts.forms.ReauthenticateForm",
    "change_password": "community.accounts.forms.ChangePasswordForm",
    "set_password": "community.accounts.forms.SetPasswordForm",
    "reset_password": "community.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "community.accounts.forms.ResetPasswordKeyForm",
    "add_email": "community.accounts.forms.AddEmailForm",
}
MFA_FORMS = {
    "authenticate": "community.accounts.forms.CodeForm",
    "reauthenticate": "community.accounts.forms.CodeAgainForm",
    "activate_totp": "community.accounts.forms.AppForm",
}
# Beside allauth's own, which stand: 30 sign-ins a minute, 5 password resets a minute and address, and so on.
ALLAUTH_TRUSTED_PROXY_COUNT = (
    1 if os.environ.get("BEHIND_PROXY") == "1" else 0
)  # whose address tries count for
CODE_WAIT = 10  # minutes until somebody who typed too many wrong codes may try again
ACCOUNT_RATE_LIMITS = rates(CODE_WAIT)
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True  # one address each; a new one counts once it is confirmed
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]
USERSESSIONS_TRACK_ACTIVITY = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts open by invitation, so nobody squats on another's address
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO  # 127.0.0.1 has no certificate
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
# --- OpenID Connect for staff, when the operator has it ------------------------
SOCIALACCOUNT_PROVIDERS = openid_connect()
CSP_FORM_ACTION = listed("OIDC_FORM_ACTION")  # the provider's origin: signing in there starts from a form

# --- Languages and time -----------------------------------------------------
LANGUAGE_CODE = os.environ.get("LANGUAGE_CODE", "en")
LANGUAGES = [("en", "English"), ("fi", "suomi"), ("sv", "svenska"), ("nb", "norsk bokmål")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Helsinki")
COUNTRIES = [("FI", _("Finland")), ("SE", _("Sweden")), ("NO", _("Norway")), ("GB", _("United Kingdom"))]

# --- Static files -----------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "community.headers.StaticStorage"},
}
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

# --- E-mail and web push: say that there is something, never what ---------------
WEB_PUSH = web_push()  # {}: no device is told, and no page speaks of it
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "no-reply@localhost")
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"

# --- Cookies and transport --------------------------------------------------
SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-sid" if SECURE else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
TAB_COOKIE_NAME = "tab"  # whoever does not want our name in the tab
DEVICE_COOKIE_NAME = "device"  # which of the devices that are told this one is
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie that outlives the exit
SESSION_ENGINE = "community.accounts.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=24).total_seconds())
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("BEHIND_PROXY") == "1" else None
)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

"""Django settings: one file for every deployment, all differences come from the environment (see config.env)."""

from csp.constants import NONE, SELF

from maillage import __version__
from maillage.config import courrier, database, env, fichiers, instance

# --- the instance ------------------------------------------------------------------------------------------
MAILLAGE_VERSION = __version__
MAILLAGE_DIR = instance.folder(env.text("MAILLAGE_DIR"))
MAILLAGE_DEMO = env.flag("MAILLAGE_DEMO")
MAILLAGE_HTTPS = env.flag("MAILLAGE_HTTPS")
MAILLAGE_UPDATE_DAYS = env.number("MAILLAGE_ACTUALISER", 0)
"""Every how many days `maillage serveur` asks the publishers for new data; 0 is never."""
MAILLAGE_CONTACT = env.text("MAILLAGE_CONTACT")
"""Address for people who meet a difficulty: shown in the legal notice and the accessibility statement."""
MAILLAGE_EDITOR = env.text("MAILLAGE_EDITEUR")
MAILLAGE_HOST_NAME = env.text("MAILLAGE_HEBERGEUR")
MAILLAGE_MFA_GRACE_DAYS = env.number("MAILLAGE_MFA_DELAI_JOURS", 7)
"""Days that a person has, from a role that demands it, to add a second factor; 0 demands it at once."""
MAILLAGE_JOURNAL_MONTHS = env.number("MAILLAGE_JOURNAL_MOIS", 36)
"""Months after which the entries of the journal are purged, leaving a seal."""
MAILLAGE_URL = env.text("MAILLAGE_URL").rstrip("/")
"""Public address of the site, for links in mails; the first of MAILLAGE_HOSTS when empty."""
MAILLAGE_CODE_URL = env.text("MAILLAGE_CODE_URL")
"""Where visitors find the source code of this very instance (AGPL, section 13)."""

DEBUG = env.flag("MAILLAGE_DEBUG")
SECRET_KEY = instance.secret_key(env.text("MAILLAGE_SECRET_KEY"), MAILLAGE_DIR)
ALLOWED_HOSTS = env.words("MAILLAGE_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS if MAILLAGE_HTTPS and host != "*"
]

# --- what runs ---------------------------------------------------------------------------------------------
ROOT_URLCONF = "maillage.config.urls"
WSGI_APPLICATION = "maillage.config.wsgi.application"
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "maillage.config.apps.StaticFilesApp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "maillage.www.compte.apps.CompteConfig",  # before allauth: its templates take the place of the library's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_htmx",
    "ninja",
    "maillage.accounts.apps.AccountsConfig",
    "maillage.community.communities.apps.CommunitiesConfig",
    "maillage.community.outbox.apps.OutboxConfig",
    "maillage.community.library.apps.LibraryConfig",
    "maillage.community.drafting.apps.DraftingConfig",
    "maillage.community.filing.apps.FilingConfig",
    "maillage.community.creation.apps.CreationConfig",
    "maillage.community.missions.apps.MissionsConfig",
    "maillage.community.money.apps.MoneyConfig",
    "maillage.community.governance.apps.GovernanceConfig",
    "maillage.community.contract.apps.ContractConfig",
    "maillage.institutions.apps.InstitutionsConfig",
    "maillage.www.shared",
    "maillage.www.components",
    "maillage.www.accueil",
    "maillage.www.pages",
    "maillage.www.composants",
    "maillage.www.territoire",
    "maillage.www.diagnostic",
    "maillage.www.financement",
    "maillage.www.observatoire",
    "maillage.www.textes",
    "maillage.www.communaute.apps.CommunauteConfig",
    "maillage.www.creation.apps.CreationConfig",
    "maillage.www.projet.apps.ProjetConfig",
    "maillage.www.depot.apps.DepotConfig",
    "maillage.www.documents.apps.DocumentsConfig",
    "maillage.www.institution.apps.InstitutionConfig",
    "maillage.www.courrier.apps.CourrierConfig",
    "maillage.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "maillage.www.shared.middleware.size_limit",
    "maillage.www.shared.signs.refuse_signs",
    "maillage.www.shared.middleware.probes",
    "maillage.www.shared.middleware.private_pages",
    "maillage.www.shared.middleware.one_clock",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "maillage.www.shared.middleware.shared_people",
    "allauth.account.middleware.AccountMiddleware",
    "maillage.www.shared.once.OnceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_ratelimit.middleware.RatelimitMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["maillage.www.components.templatetags.components", "maillage.www.shared.templatetags.once"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "maillage.www.shared.context.site",
            ],
        },
    }
]

# --- data --------------------------------------------------------------------------------------------------
_BUCKET = fichiers.of("" if MAILLAGE_DEMO else env.text("MAILLAGE_FICHIERS"))
"""Empty: the files of the CPTS are in the folder of the instance. Nothing ever leaves the demonstration."""
DATABASES = {"default": database.of(env.text("DATABASE_URL"), MAILLAGE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LIMITS_TABLE = "maillage_limites"
_LIMITS = {
    "BACKEND": "maillage.www.shared.limits.LimitsCache",
    "LOCATION": LIMITS_TABLE,
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
# allauth counts attempts in the default cache: it must be one that all processes share
CACHES = {"default": {**_LIMITS, "KEY_PREFIX": "comptes"}, "limits": _LIMITS}
RATELIMIT_USE_CACHE = "limits"
RATELIMIT_VIEW = "maillage.www.shared.errors.too_many_requests"
RATELIMIT_IP_META_KEY = "maillage.www.shared.clients.address"
MAILLAGE_PROXIES = env.number("MAILLAGE_PROXIES", 0)
"""How many trusted proxies stand in front: the visitor's address is that far from the end of X-Forwarded-For."""

# --- accounts ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/compte/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_ADAPTER = "maillage.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "maillage.accounts.forms.NameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# a code rather than a link: robots that open the links of a mailbox confirm nothing, and it works with a second factor
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if MAILLAGE_HTTPS else "http"
ACCOUNT_RATE_LIMITS = {"signup": "10/h/ip", "login": "30/m/ip", "login_failed": "20/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = MAILLAGE_PROXIES
MFA_ADAPTER = "maillage.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "maillage.accounts.key_forms.FirstCodeForm",
    "add_webauthn": "maillage.accounts.key_forms.AddKeyForm",
    "edit_webauthn": "maillage.accounts.key_forms.RenameKeyForm",
    "authenticate": "maillage.accounts.key_forms.CodeForm",
    "reauthenticate": "maillage.accounts.key_forms.CodeAgainForm",
    "authenticate_webauthn": "maillage.accounts.key_forms.KeyForm",
    "reauthenticate_webauthn": "maillage.accounts.key_forms.KeyAgainForm",
    "login_webauthn": "maillage.accounts.key_forms.KeySignInForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Maillage"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not MAILLAGE_HTTPS
SESSION_COOKIE_NAME = "maillage"
SESSION_COOKIE_AGE = 12 * 3_600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = MAILLAGE_HTTPS
MESSAGE_TAGS = {20: "info", 25: "succes", 30: "attention", 40: "erreur"}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}

# --- mail --------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "maillage.community.outbox.backend.OutboxBackend"
MAILLAGE_SMTP = courrier.of("" if MAILLAGE_DEMO else env.text("MAILLAGE_SMTP"))
"""Empty: mails wait in the outbox. Nothing ever leaves the demonstration."""
DEFAULT_FROM_EMAIL = (
    env.text("MAILLAGE_EXPEDITEUR") or f"Maillage <ne-pas-repondre@{''.join(ALLOWED_HOSTS[:1]).strip('.[]*') or 'localhost'}>"
)

# --- language ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

# --- static files ------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = instance.folder(str(MAILLAGE_DIR / "static"))
# the pictures of the user guide are served too: it is read as pages
STATICFILES_DIRS = [
    (prefix, path) for prefix, path in (("", instance.built_assets()), ("guide", instance.guide_pictures())) if path.is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "maillage.config.statics.StaticFiles"},
    **({"depots": _BUCKET} if _BUCKET else {}),
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3_600
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".geojson": "application/geo+json"}

# --- sizes -------------------------------------------------------------------------------------------------
MAILLAGE_MAX_REQUEST = 4 * 1024 * 1024
"""Bytes of any request; a family may ask less and say it better."""
MAILLAGE_MAX_UPLOAD = 20 * 1024 * 1024
"""Bytes of a request to the pages that take files."""
DATA_UPLOAD_MAX_MEMORY_SIZE = MAILLAGE_MAX_REQUEST
FILE_UPLOAD_MAX_MEMORY_SIZE = MAILLAGE_MAX_REQUEST
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# --- security ----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": MAILLAGE_HTTPS,
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = MAILLAGE_HTTPS
CSRF_FAILURE_VIEW = "maillage.www.shared.errors.csrf_refused"
SECURE_SSL_REDIRECT = MAILLAGE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sante$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if MAILLAGE_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if MAILLAGE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: the other sites of the host's domain are not ours to decide for
    "security.W021",  # HSTS preload: same reason
]

# --- log ---------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "maillage.config.log.WithoutSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # one line for each unknown address would drown the rest
        "django.request": {"level": "ERROR"},
        # anyone may send a false Host; the answer is 400, and a trace each would drown the rest
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

"""The folder of an instance (MAILLAGE_DIR): where it is, and the secret it keeps."""

import os
import secrets
from pathlib import Path

from maillage.config.env import BadSetting

_CHECKOUT = Path(__file__).resolve().parents[3]


def default_folder() -> Path:
    """`var/` beside the checkout; in the current folder when Maillage is installed as a package."""
    home = _CHECKOUT if (_CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return home / "var"


def built_assets() -> Path:
    """Where tools/assets.py puts what comes from npm."""
    return _CHECKOUT / "build" / "assets"


def guide_pictures() -> Path:
    """The pictures of docs/guide."""
    return _CHECKOUT / "docs" / "images"


def folder(given: str) -> Path:
    """The folder, made when it is missing, readable by its owner only."""
    path = Path(given).expanduser().absolute() if given else default_folder()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise BadSetting(f"MAILLAGE_DIR : le dossier « {path} » ne peut pas être créé ({problem.strerror}).") from None
    return path


def secret_key(given: str, home: Path) -> str:
    """The key given, else the one kept in `<home>/secret`, made at the first run."""
    if given:
        return given
    path = home / "secret"
    try:
        _write_once(path)
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise BadSetting(
            f"La clé secrète « {path} » ne peut être ni lue ni créée ({problem}). Donnez MAILLAGE_SECRET_KEY."
        ) from None


def _write_once(path: Path) -> None:
    """Two processes may start together: whoever links the whole file first wins."""
    if path.exists():
        return
    draft = path.with_name(f".secret-{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

"""Accounts: who may use a served library. A file of names and hashed passwords.

A file is text: a line that says what it is, then one line an account, the fields separated
by colons. Passwords are not kept, only what scrypt makes of them and a salt:

    hakusho accounts 1
    tanaka:scrypt:32768:8:3:SALT:HASH

`hakusho password` writes it; to hand an account on, copy its line. Knows nothing of the
network: `ui.serving.login` asks for names and passwords.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from corpus.errors import AccountsError
from index.atomic import put_in_place

FEWEST = 10  # characters of a new password
_MOST = 1024  # bytes of a password: more are not worth hashing
_NAME = 64  # characters of a name
_HEADER = "hakusho accounts 1"
_COST = (2**15, 8, 3)  # n, r, p of scrypt: 32 MiB and a quarter of a second (OWASP, 2023)
_LARGEST = (2**20, 32, 16)  # what a file may ask for
_BYTES = 32  # of a hash


@dataclass(frozen=True, slots=True)
class Secret:
    """What scrypt makes of a password. cost: its n, r and p."""

    cost: tuple[int, int, int]
    salt: bytes
    hash: bytes

    def fits(self, password: str) -> bool:
        return hmac.compare_digest(_hash(password, self.salt, self.cost), self.hash)


class Accounts:
    """The accounts of a file, read again when the file changes. For any number of threads.

    Raises AccountsError when the file cannot be read, is damaged, or has no account: at
    once, and later in `verify` and `secret_of`.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._lock = Lock()
        self._stamp: tuple[int, ...] = ()
        self._secrets: Mapping[str, Secret] = {}
        self._nobody = hashed(secrets.token_urlsafe())
        if not self._current():
            raise AccountsError(
                f"{self._path} has no account; make one with: hakusho password {self._path} NAME"
            )

    def verify(self, name: str, password: str) -> Secret | None:
        """The secret that `password` fits, if it is the password of `name`.

        Takes a quarter of a second, and as long for a name that does not exist.
        """
        secret = self.secret_of(name)
        fits = (secret or self._nobody).fits(password)
        return secret if fits else None

    def secret_of(self, name: str) -> Secret | None:
        """What is kept for `name` now: it changes as soon as the password does."""
        return self._current().get(unicodedata.normalize("NFC", name))

    def _current(self) -> Mapping[str, Secret]:
        with self._lock:
            try:
                found = self._path.stat()
                stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
                if stamp != self._stamp:
                    self._secrets, self._stamp = read_accounts(self._path), stamp
            except OSError as error:
                raise _unreadable(self._path, error) from error
            return self._secrets


def read_accounts(path: Path) -> dict[str, Secret]:
    """The accounts of a file by name. Raises AccountsError, and OSError when it cannot be read."""
    try:
        header, *lines = path.read_text("utf-8").splitlines()
    except ValueError as error:  # no UTF-8, or no line at all
        raise _damaged(path, 1) from error
    if header.startswith("hakusho accounts ") and header != _HEADER:
        raise AccountsError(
            f"{path} was written by another version of hakusho; make it anew with hakusho password."
        )
    if header != _HEADER:
        raise _damaged(path, 1)
    found: dict[str, Secret] = {}
    for number, line in enumerate(lines, 2):
        try:
            name, method, n, r, p, salt, made = line.split(":")
            cost = (int(n), int(r), int(p))
            secret = Secret(cost, base64.b64decode(salt, validate=True), _decoded(made))
            checked_name(name)
        except (ValueError, binascii.Error, AccountsError) as error:
            raise _damaged(path, number) from error
        usable = all(0 < part <= most for part, most in zip(cost, _LARGEST, strict=True))
        if method != "scrypt" or not usable or cost[0] & (cost[0] - 1) or name in found:
            raise _damaged(path, number)
        found[name] = secret
    return found


def set_password(path: Path, name: str, password: str) -> bool:
    """Give `name` this password, in a file that is made if there is none; returns whether the name
    is new. The file is the old one or the new one, whatever happens. Raises AccountsError."""
    name, secret = checked_name(name), hashed(checked_password(password))
    with _Replacement(path) as replacement:
        new = name not in replacement.accounts
        replacement.accounts[name] = secret
    return new


def remove_account(path: Path, name: str) -> None:
    """Take `name` from the file. Raises AccountsError, also when it is not there."""
    if not path.exists():
        raise AccountsError(f"There is no file {path}.")
    with _Replacement(path) as replacement:
        if replacement.accounts.pop(unicodedata.normalize("NFC", name), None) is None:
            raise AccountsError(f"{path} has no account {name!r}.")


def checked_name(name: str) -> str:
    """`name` as it is kept. Raises AccountsError when it cannot be a name."""
    name = unicodedata.normalize("NFC", name)
    if not name or len(name) > _NAME or ":" in name or name != name.strip():
        raise AccountsError(
            f"{name!r} cannot be a name: it takes 1 to {_NAME} characters, no colon, and no "
            "space at its ends."
        )
    if not name.isprintable():
        raise AccountsError(f"{name!r} cannot be a name: it has characters that do not show.")
    return name


def checked_password(password: str) -> str:
    """Raises AccountsError when `password` will not do."""
    if len(password) < FEWEST:
        raise AccountsError(f"The password is too short; take at least {FEWEST} characters.")
    if len(password.encode("utf-8", "replace")) > _MOST:
        raise AccountsError(f"The password is too long; {_MOST} bytes are enough.")
    return password


def hashed(password: str) -> Secret:
    """What is kept of a new password, with a salt of its own."""
    salt = secrets.token_bytes(16)
    return Secret(_COST, salt, _hash(password, salt, _COST))


class _Replacement:
    """The accounts of a file, to change; written back whole when no exception came.

    The new file is made beside the old one before that is read, and only one process can
    make it: of two that change the file at once, the second is refused.
    """

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            raise AccountsError(f"{path} is a folder; give the name of a file.")
        # A link stays one. (`Path.resolve` may raise RuntimeError.)
        self._path = Path(os.path.realpath(path))
        self._beside = self._path.with_name(self._path.name + ".new")
        self.accounts: dict[str, Secret] = {}

    def __enter__(self) -> _Replacement:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
            self._file = os.fdopen(os.open(self._beside, flags, 0o600), "w", encoding="utf-8")
        except FileExistsError as error:
            raise AccountsError(
                f"Another hakusho password is at work on {self._path}. If none is, one was "
                f"broken off: remove {self._beside}, then try again."
            ) from error
        except OSError as error:
            raise _unwritable(self._path, error) from error
        try:
            if self._path.exists():
                self.accounts = read_accounts(self._path)
                self._keep_owner()
        except BaseException as error:
            self._give_up()
            if isinstance(error, OSError):
                raise _unreadable(self._path, error) from error
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._give_up()
            return
        try:
            with self._file as file:
                file.write("\n".join([_HEADER, *map(_line, sorted(self.accounts.items()))]) + "\n")
            put_in_place(self._beside, self._path)
        except OSError as error:
            self._give_up()
            raise _unwritable(self._path, error) from error

    def _keep_owner(self) -> None:
        """Let the owner of the old file, a service perhaps, and its group read the new one, where
        this user may grant that. Nobody else reads it: it holds hashes."""
        if os.name == "posix":
            old = self._path.stat()
            with suppress(PermissionError):
                os.fchown(self._file.fileno(), old.st_uid, old.st_gid)
                os.fchmod(self._file.fileno(), stat.S_IMODE(old.st_mode) & 0o640)

    def _give_up(self) -> None:
        self._file.close()
        self._beside.unlink(missing_ok=True)


def _line(account: tuple[str, Secret]) -> str:
    name, secret = account
    fields = [name, "scrypt", *secret.cost, _encoded(secret.salt), _encoded(secret.hash)]
    return ":".join(map(str, fields))


def _hash(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    # One password, however it was typed: か and ゛ apart, or が.
    text = unicodedata.normalize("NFC", password[:_MOST]).encode("utf-8", "replace")
    n, r, p = cost
    return hashlib.scrypt(
        text, salt=salt, n=n, r=r, p=p, maxmem=128 * r * (n + p + 2) + 2**20, dklen=_BYTES
    )


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decoded(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if len(data) != _BYTES:
        raise ValueError("no hash")
    return data


def _unreadable(path: Path, error: OSError) -> AccountsError:
    if isinstance(error, FileNotFoundError):
        return AccountsError(f"There is no file {path}; make it with: hakusho password {path} NAME")
    return AccountsError(f"{path} cannot be read ({error.strerror}).")


def _unwritable(path: Path, error: OSError) -> AccountsError:
    return AccountsError(f"{path} cannot be written ({error.strerror}); it is as it was.")


def _damaged(path: Path, line: int) -> AccountsError:
    return AccountsError(
        f"Line {line} of {path} is not as hakusho password writes it; put the file back from a "
        "copy, or make it anew."
    )

"""Accounts of a served page: `hakusho password`."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from corpus.errors import AccountsError
from ui.commands.options import Define, fail


def define(command: Define) -> None:
    password = command(
        "password",
        _password,
        "Set the password of an account, in a file of accounts that is made if there is none.",
        "hakusho password accounts.txt tanaka",
    )
    password.add_argument("file", metavar="FILE", type=Path, help="the file of accounts")
    password.add_argument(
        "name", metavar="NAME", nargs="?", help="whose password (default: your own name here)"
    )
    password.add_argument(
        "--stdin", action="store_true", help="take the password from standard input, one line"
    )
    password.add_argument("--remove", action="store_true", help="take the account from the file")


def _password(options: argparse.Namespace) -> int:
    from ui.serving.accounts import checked_name, remove_account, set_password

    try:
        name = checked_name(getpass.getuser() if options.name is None else options.name)
    except (KeyError, OSError, ImportError):  # a number without a name; Windows without USERNAME
        return fail(
            "your own name here is not known; give a NAME (see hakusho password --help).", 2
        )
    if options.remove:
        remove_account(options.file, name)
        print(f"{options.file} has no account {name} any more.")
        return 0
    password = _from_stdin() if options.stdin else _typed(name)
    new = set_password(options.file, name, password)
    print(f"{name} has {'an account' if new else 'a new password'} in {options.file}.")
    return 0


def _from_stdin() -> str:
    try:
        return sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise AccountsError("The password on standard input is not UTF-8.") from error


def _typed(name: str) -> str:
    """The password typed twice, not shown."""
    from ui.serving.accounts import checked_password

    if not sys.stdin.isatty():
        raise AccountsError("There is no terminal to type a password at; use --stdin.")
    try:
        password = checked_password(getpass.getpass(f"New password of {name}: "))
        again = getpass.getpass("The same once more: ")
    except EOFError as error:
        raise AccountsError("No password was typed; nothing is changed.") from error
    if password != again:
        raise AccountsError("The two passwords differ; nothing is changed.")
    return password

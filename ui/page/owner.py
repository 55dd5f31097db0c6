"""Owner: whose the conversations are.

The browser says with every event who reads, so that a server that was restarted, or that ended the
session of a sleeping page, knows it all the same.
"""

from __future__ import annotations


def owner_of(browser: str | None, account: str | None) -> str:
    """The owner under whom the library's history keeps conversations; "" where it keeps none.
    browser:
    the id that the reader's browser keeps; nobody can guess another's."""
    if account:
        return f"user:{account}"
    return f"browser:{browser}" if browser and len(browser) >= 32 else ""

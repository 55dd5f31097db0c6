"""Every exception of the project. Each message is one sentence or two, fit to show
a user: what was wrong, and what to do.

    HakushoError
    ├── DocumentError          a file or text that cannot become a document
    │   ├── ReadingLimitError      too large, too slow or too long to be read
    │   ├── FetchError             a web address that cannot or may not be fetched
    │   └── UnknownDocumentError   a name that no document of the library has
    ├── LibraryError           the library folder cannot be used as it is
    │   ├── LibraryVersionError    made by another version of the format
    │   └── ModelMismatchError     made with another embedding model
    ├── ModelError             an embedding model that cannot be loaded or misbehaves
    ├── DictionaryError        a dictionary file that cannot be used
    ├── TranslationError       a translation model that cannot be loaded, or fails
    ├── QuestionError          a question that cannot be asked
    ├── AccountsError          a file of accounts, a name or a password that cannot be used
    └── QuestionFileError      an evaluation file that cannot be read
"""

from __future__ import annotations

from collections.abc import Sequence


class HakushoError(Exception):
    """Base of all errors that are the user's to see. `str(error)` is the message.

    `reason` is one word or two, so that a screen can say it in the reader's language; "" where
    only the message says it.
    """

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason


class DocumentError(HakushoError):
    """A file or text that cannot become a document; the library is unchanged.

    `reason` is "empty", "no-text", "damaged", "encrypted", "scan", "picture", "letters",
    "compressed", "other-office", "kind", "encoding", "markup", "too-large", "too-long",
    "too-slow", "unreadable", "name", "taken" or "differs".
    """


class ReadingLimitError(DocumentError):
    """A file that is too large, or took more time or memory than it may."""


class FetchError(DocumentError):
    """A web address that cannot be fetched, or may not be: on a private network, too large."""


class UnknownDocumentError(DocumentError):
    """A name that no document of the library has.

    count: how many documents it has; nearest: the names of all of them, or of those whose names
    are most like the one given.
    """

    def __init__(self, name: str, count: int, nearest: Sequence[str]) -> None:
        named = ", ".join(nearest)
        self.all_named = count == len(nearest)
        if self.all_named:
            said = f"“{name}”; {f'it has: {named}' if named else 'it is empty'}"
        else:
            close = f"; the nearest: {named}" if named else ""
            said = f"“{name}” among the {count:,} that it has{close}"
        super().__init__(f"The library has no document {said}.")

    def message(self, listing: str) -> str:
        """What is wrong, and where not all documents are named, how to see all of them.
        listing: the command or address that lists them, as whoever asked can use it."""
        return str(self) if self.all_named else f"{self} {listing} shows all of them."


class LibraryError(HakushoError):
    """The library folder cannot be opened, read or written.

    `reason` is "busy" while another program writes to it, "full" where its disk has no room.
    """


class LibraryVersionError(LibraryError):
    """The library was written by another version of the on-disk format."""


class ModelMismatchError(LibraryError):
    """The library's vectors were made with another model than the one given."""


class ModelError(HakushoError):
    """An embedding model that cannot be loaded, or returns unusable vectors."""


class DictionaryError(HakushoError):
    """A dictionary file that cannot be read, or is in another format."""


class TranslationError(HakushoError):
    """A translation model that cannot be loaded, or a text that it cannot translate.

    `reason` is "failed", "busy", "too-long" or "direction".
    """


class QuestionError(HakushoError):
    """A question that cannot be asked.

    `reason` is "empty", "too-long", "no-words", "small-talk" or "other-language".
    """


class AccountsError(HakushoError):
    """A file of accounts that cannot be read or written, or a name or password that will not do."""


class QuestionFileError(HakushoError):
    """An evaluation file with a line that is not a question; names the line."""

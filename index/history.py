"""History: the conversations people had with a library, kept in its database.

A turn is a question and the JSON record of its answer; this module knows only which keys of the
record hold searchable text. Each conversation belongs to its owner and to nobody else. None
leaves the library: an export holds documents only, and what is deleted is overwritten.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import LibraryError
from corpus.names import without_surrogates
from corpus.script import folded
from index.database import Database

_TEXTS = ("text", "understood")  # the keys of a record whose values are searched
_MOST_WORDS = 16  # of what is searched for
_LONGEST_TITLE = 200
_CONVERSATION = (
    "id, title, created, changed, (SELECT count(*) FROM turns WHERE conversation = c.id)"
)
_TURN = "t.id, t.conversation, t.question, t.record, t.created, t.verdict"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in its owner's list. Times are seconds since the epoch, UTC.

    turns: how many it has.
    """

    id: str
    title: str
    created: float
    changed: float
    turns: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what was answered.

    record: the answer in its JSON form, as it was given.
    verdict: 1 if its reader found it right, -1 if wrong, None if they did not say.
    """

    id: int
    conversation: str
    question: str
    record: dict[str, Any]
    created: float
    verdict: int | None


class History:
    """The conversations of one open library. Safe to use from several threads and processes.

    Whatever writes is one transaction, and raises LibraryError when the library may only be
    read. To an owner, the conversations of others do not exist.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    @property
    def writable(self) -> bool:
        """Whether anything can be kept: a library that may only be read keeps nothing."""
        return not self._db.read_only

    # --- writing

    def begin(self, owner: str, title: str = "") -> Conversation:
        """A new conversation. Without a title it takes that of its first question."""
        if not owner:  # or all who have no name would read one another's
            raise LibraryError("A conversation needs an owner; say whose it is.")
        now = time.time()
        made = Conversation(uuid.uuid4().hex, _title(title), now, now, 0)
        with self._db.transaction():
            self._db.insert(
                "conversations (id, owner, title, created, changed)",
                (made.id, without_surrogates(owner), made.title, now, now),
            )
        return made

    def add(self, owner: str, conversation: str, question: str, record: Mapping[str, Any]) -> Turn:
        """Keep a question and its answer at the end of a conversation."""
        question = without_surrogates(question)
        written = without_surrogates(json.dumps(record, ensure_ascii=False, allow_nan=False))
        kept: dict[str, Any] = json.loads(written)
        now = time.time()
        with self._db.transaction():
            self._require(owner, conversation)
            turn_id = self._db.insert(
                "turns (conversation, question, record, folded, created)",
                (conversation, question, written, searched(question, kept), now),
            )
            self._db.execute(
                "UPDATE conversations SET changed = ?, "
                "title = CASE title WHEN '' THEN ? ELSE title END WHERE id = ?",
                (now, _title(question), conversation),
            )
        return Turn(turn_id, conversation, question, kept, now, None)

    def drop(self, owner: str, turn: int) -> None:
        """Forget one turn."""
        with self._db.transaction():
            self._require_turn(owner, turn)
            self._db.execute("DELETE FROM turns WHERE id = ?", (turn,))
        self._db.empty_log()

    def rename(self, owner: str, conversation: str, title: str) -> None:
        """Give a conversation another title. Raises LibraryError for an empty one."""
        title = _title(title)
        if not title:
            raise LibraryError("The title is empty; give the conversation a name of some letters.")
        with self._db.transaction():
            self._require(owner, conversation)
            self._db.execute(
                "UPDATE conversations SET title = ? WHERE id = ?", (title, conversation)
            )
        self._db.empty_log()

    def delete(self, owner: str, conversation: str) -> None:
        """Forget a conversation with all its turns; nothing of it stays in the file."""
        with self._db.transaction():
            self._require(owner, conversation)
            self._db.execute("DELETE FROM conversations WHERE id = ?", (conversation,))
        self._db.empty_log()

    def judge(self, owner: str, turn: int, verdict: int | None) -> None:
        """Keep whether an answer was right (1) or wrong (-1), or that nobody says (None)."""
        if verdict not in (1, -1, None):
            raise LibraryError(f"{verdict} is no verdict; give 1, -1 or none.")
        with self._db.transaction():
            self._require_turn(owner, turn)
            self._db.execute("UPDATE turns SET verdict = ? WHERE id = ?", (verdict, turn))

    def _require(self, owner: str, conversation: str) -> None:
        owned = self._db.execute(
            "SELECT 1 FROM conversations WHERE id = ? AND owner = ?",
            (without_surrogates(conversation), without_surrogates(owner)),
        )
        if owned.fetchone() is None:
            raise LibraryError("There is no such conversation any more; begin a new one.")

    def _require_turn(self, owner: str, turn: int) -> None:
        owned = self._db.execute(
            "SELECT 1 FROM turns t JOIN conversations c ON c.id = t.conversation "
            "WHERE t.id = ? AND owner = ?",
            (turn, without_surrogates(owner)),
        )
        if owned.fetchone() is None:
            raise LibraryError("There is no such answer any more; ask again.")

    # --- reading

    def conversations(
        self, owner: str, containing: str = "", limit: int = 200
    ) -> list[Conversation]:
        """The owner's conversations, the one last added to first, at most `limit`; only those
        in whose title, questions or answers each of the words of `containing` stands, in
        whatever width or case."""
        owner = without_surrogates(owner)
        words = search_words(containing)
        with self._db.snapshot(), self._db.lenient():  # a damaged title hides no other
            rows = self._db.execute(
                f"SELECT {_CONVERSATION} FROM conversations c WHERE owner = ? "
                "ORDER BY changed DESC, created DESC, id",
                (owner,),
            ).fetchall()
            holding = [self._holding(owner, word) for word in words]
        found = (Conversation(*row) for row in rows)
        chosen = (
            each
            for each in found
            if all(
                each.id in ids or word in folded(each.title)
                for word, ids in zip(words, holding, strict=True)
            )
        )
        return [each for each, _ in zip(chosen, range(limit), strict=False)]

    def find(self, owner: str, conversation: str) -> Conversation | None:
        """The owner's conversation of that id, readable or not; None when there is none."""
        with self._db.snapshot(), self._db.lenient():
            row = self._db.execute(
                f"SELECT {_CONVERSATION} FROM conversations c WHERE id = ? AND owner = ?",
                (without_surrogates(conversation), without_surrogates(owner)),
            ).fetchone()
        return None if row is None else Conversation(*row)

    def _holding(self, owner: str, word: str) -> frozenset[str]:
        """The ids of the owner's conversations with a turn that has this in it."""
        rows = self._db.execute(
            "SELECT DISTINCT c.id FROM conversations c JOIN turns t ON t.conversation = c.id "
            "WHERE owner = ? AND instr(folded, ?)",
            (owner, word),
        )
        return frozenset(str(row[0]) for row in rows)

    def turns(self, owner: str, conversation: str, holding: Sequence[str] = ()) -> list[Turn]:
        """The turns of a conversation, in order; only those in which one of the words of
        `holding` stands, if it has any (`search_words`). Raises LibraryError when the owner has
        none of that id."""
        some = " OR ".join(["instr(folded, ?)"] * len(holding)) or "TRUE"
        with self._db.snapshot():
            self._require(owner, conversation)
            rows = self._db.execute(
                f"SELECT {_TURN} FROM turns t WHERE conversation = ? AND ({some}) ORDER BY id",
                (conversation, *holding),
            ).fetchall()
        return [_turn(row) for row in rows]

    def judged(self) -> list[Turn]:
        """Every turn of anybody's with a verdict, in the order they were asked."""
        with self._db.snapshot():
            rows = self._db.execute(
                f"SELECT {_TURN} FROM turns t WHERE verdict IS NOT NULL ORDER BY id"
            ).fetchall()
        return [_turn(row) for row in rows]


def read_record(text: str) -> dict[str, Any] | None:
    """A record as it was kept; None when it is damaged."""
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def searched(question: str, record: Mapping[str, Any]) -> str:
    """What is searched of a turn: its question and the texts of its record, folded."""
    return "\n".join(map(folded, (question, *texts(record))))


def search_words(containing: str) -> list[str]:
    """What is looked for when somebody types this into a search field, folded as the texts are:
    in NFKC, without case."""
    return folded(without_surrogates(containing)).split()[:_MOST_WORDS]


def texts(value: object) -> Iterator[str]:
    """The texts of a record that are searched, in its order."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str):
                if key in _TEXTS:
                    yield inner
            else:
                yield from texts(inner)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from texts(inner)


def _title(text: str) -> str:
    """On one line, and no longer than a list can show."""
    return " ".join(without_surrogates(text).split())[:_LONGEST_TITLE]


def _turn(row: tuple[Any, ...]) -> Turn:
    turn_id, conversation, question, written, created, verdict = row
    record = read_record(written)
    if record is None:
        raise LibraryError(
            f"A kept answer (number {turn_id}) is damaged; delete its conversation, or restore "
            "the library from a copy."
        )
    return Turn(turn_id, conversation, question, record, created, verdict)

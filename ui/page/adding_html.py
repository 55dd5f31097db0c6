"""Adding as HTML: where files are dropped, how far each is, why one could not be added."""

from __future__ import annotations

from corpus.names import visible
from corpus.reading import readable_suffixes
from qa.question import Language, language_of
from ui.adding import UNFINISHED, AddingProgress, FileProgress
from ui.escaping import escape
from ui.page.events import words_for_script
from ui.strings import STRINGS, say

# Words that the script fills in: it knows of a file before the server does.
_FOR_THE_SCRIPT = (
    "documents.sending",
    "documents.unsent",
    "documents.oversize",
    "documents.following",
    "documents.left",
)


def zone_html(language: Language) -> str:
    """The place to choose files, or to drop them."""
    kinds = readable_suffixes()
    words = words_for_script(_FOR_THE_SCRIPT, language)
    readable = say(language, "documents.kinds", kinds=" ".join(kinds))
    return (
        f'<div class="zone" lang="{language}"{words}><label><input type="file" multiple'
        f' accept="{",".join(kinds)}" aria-describedby="zone-kinds"><span class="choose">'
        f"{escape(say(language, 'documents.choose'))}</span></label>"
        f'<span class="drop">{escape(say(language, "documents.drop"))}</span>'
        f'<span class="kinds" id="zone-kinds">{escape(readable)}</span>'
        '<p class="sent" role="status"></p></div>'
    )


def status_html(progress: AddingProgress, language: Language) -> str:
    """How far everything is, in words for the eye and for a screen reader. They change only when a
    file is done, so that they are not read out without end."""
    total = len(progress.files)
    if progress.queued:
        words = say(language, "documents.queued")
    elif not progress.finished:
        done = total - progress.count(*UNFINISHED)
        words = say(language, "documents.going", done=str(done), total=str(total))
    else:
        said = (
            ("documents.added", progress.count("added", "replaced")),
            ("documents.unchanged", progress.count("unchanged")),
            ("documents.failed", progress.count("failed")),
            ("documents.stopped", progress.count("stopped")),
        )
        words = (" " if language == "en" else "").join(
            say(language, key, count=str(count)) for key, count in said if count
        )
    return f'<p lang="{language}">{escape(words)}</p>'


def progress_html(progress: AddingProgress, language: Language) -> str:
    """The files, each with how far it is or what came of it."""
    running = "" if progress.finished else " running"
    files = "".join(_file(file, language) for file in progress.files)
    label = escape(say(language, "documents.files"))
    return f'<ul class="files{running}" lang="{language}" aria-label="{label}">{files}</ul>'


def _file(file: FileProgress, language: Language) -> str:
    # How many passages there are is known only once they are counted.
    known = "reading" if file.state == "embedding" and not file.total else file.state
    state = say(
        language, f"file.{known}", done=f"{file.done:,}", total=f"{file.total:,}"
    )  # the words of most states take neither
    parts = [
        f'<li class="sent-file {file.state}"><span class="file-name"'
        f' lang="{language_of(file.name)}">{escape(file.name)}</span> '
        f'<span class="file-state">{escape(state)}</span>'
    ]
    if file.state in ("reading", "embedding"):
        how_far = f' value="{file.done}" max="{file.total}"' if file.total else ""
        parts.append(f'<progress{how_far} aria-label="{escape(file.name)}"></progress>')
    if file.same_as:
        same = say(language, "documents.same", name=visible(file.same_as))
        parts.append(f'<p class="why">{escape(same)}</p>')
    if file.state == "failed":
        parts.append(_why(file, language))
    return "".join(parts) + "</li>"


def _why(file: FileProgress, language: Language) -> str:
    """What was wrong and what to do, and below it the error's own words, which are exact."""
    key = f"unread.{file.reason}"
    known = key if key in STRINGS[language] else "unread.other"
    words = say(language, known, kinds=" ".join(readable_suffixes()))
    own = ""
    if file.message:
        own = (
            f"<details><summary>{escape(say(language, 'documents.exactly'))}</summary>"
            f'<p lang="en">{escape(file.message)}</p></details>'
        )
    return f'<p class="why">{escape(words)}</p>{own}'

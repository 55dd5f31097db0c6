"""The words of the screen in English."""

from __future__ import annotations

WORDS = {
    "lead": "Ask the documents",
    "promise": (
        "Answers are sentences quoted from the documents word for word, "
        "with the place where they stand. Nothing is made up; "
        "when no sentence answers, you are told so."
    ),
    "ask": "Ask in English or Japanese",
    "ask_label": "Question",
    "send": "Ask",
    "tab.ask": "Ask",
    "tab.documents": "Documents",
    "tab.saved": "Saved",
    "new": "New conversation",
    "limit": "Ask only in (none chosen: all documents)",
    "edit": "Edit",
    "again": "Ask again",
    "everywhere": "Ask all documents",
    "right": "Right",
    "absent.right": "Right, it is not there",
    "absent.wrong": "Wrong, it is there",
    "title.right": (
        "The answer is right. Whoever runs the library can read what you judge, without your name."
    ),
    "wrong": "Wrong",
    "title.wrong": (
        "The answer is wrong. Whoever runs the library can read what you judge, without your name."
    ),
    "language": "Interface language",
    "chat": "Questions and answers",
    "source": "Source",
    "document": "Document",
    "outline": "Contents",
    "origin": "Source",
    "see_source": "See the source",
    "see_answers": "Back to the answers",
    "question_mark": "Q",
    "answer_mark": "A",
    "also": "Related places",
    "notes": "Notes to the quotes",
    "show_place": "Show this place in the source",
    "as_printed": "Quoted as printed, in Japanese.",
    "understood": "Understood as",
    "typed": "Ask it just as typed",
    "absent": "Not found in these documents.",
    "missing": "In none of the documents: {words}",
    "nearest": "Nearest passages (not answers)",
    "kind.note": "Note",
    "kind.caption": "Caption",
    "question.empty": "Please type a question.",
    "question.small-talk": (
        "This page finds what the documents say, in their own words: "
        "ask when, where, who, how many, or why."
    ),
    "question.too-long": "The question is too long. Please ask it in one short sentence.",
    "question.no-words": (
        "There is nothing to look up in that. Ask what you want to know about the documents."
    ),
    "question.other-language": "Please ask in English or Japanese.",
    "question.gone": (
        "A document that the question was limited to is no longer there. Choose among those "
        "that are, and ask again."
    ),
    "question.other": "This question cannot be asked. Please put it another way.",
    "failed": (
        "The documents could not be read. Please try again; if it happens again, start "
        "Hakusho QA anew and read what it says in the terminal."
    ),
    "unready": "The page could not be made ready. Wait a minute and load it again.",
    "load_again": "Load again",
    "looking": "Looking for the answer…",
    "in_turn": "comes next",
    "unreachable": "The server cannot be reached. Please try again.",
    "cut_off": (
        "The server cannot be reached. The page loads itself again when it can; what you typed "
        "stays."
    ),
    "gone": "This place cannot be shown: the document has changed or was removed.",
    "comma": ", ",
    # citations
    "months": (
        "January February March April May June July August September October November December"
    ),
    "day": "{day} {month} {year}",
    "minute": "{day}, {clock} {offset}",
    "read_on": " (accessed {day})",
    "page_of_file": "p. {first} of the file",
    "pages_of_file": "pp. {first}–{last} of the file",
    # a conversation that is taken away
    "file": "File: {name}",
    "places": "; ",
    "exported": "Hakusho QA {version}, exported",
    "exported_promise": (
        "Quotes are the documents’ own words, compared with the documents character by "
        "character when this was exported."
    ),
    "only_in": "Asked of: {names}",
    "cited_from": "Source:",
    "offsets": "characters {start}–{end} of the text",
    "changed_since": (
        "The document has changed or was removed since. This is the text as it stood when the "
        "answer was given."
    ),
    "note_changed_since": (
        "The note’s document has changed or was removed since. This is the text as it stood "
        "when the answer was given."
    ),
    # the source pane
    "choose_document": "Choose a document to read.",
    "link_to_sentence": "Link to this sentence",
    "copy": "Copy",
    "copy_help": "Copy the text and its citation",
    "copied": "Text and citation copied.",
    "link_copied": "Link to this sentence copied.",
    "copy_by_hand": "The browser did not allow copying. Select this text and copy it.",
    "close": "Close",
    "note_place": "Go to the note",
    # the tab of kept conversations
    "saved": "Saved conversations",
    "saved.browser": "Kept in this library, and shown in this browser only.",
    "saved.user": "Kept in this library, and shown to your account only.",
    "saved.search": "Search conversations",
    "saved.search_in": "Words of titles, questions or answers",
    "saved.none": "No conversations yet. Ask a question, and the conversation is kept here.",
    "saved.not_found": "No conversation has all of these words. Try fewer or other words.",
    "saved.read_only": (
        "This library is read-only, so conversations are not kept. To keep them, start "
        "Hakusho QA with a folder where you may write (--library)."
    ),
    "saved.more": "The latest are shown. Search to find older ones.",
    "saved.count": "{number} conversations",
    "saved.count_one": "{number} conversation",
    "saved.found": "{number} conversations found",
    "saved.found_one": "{number} conversation found",
    "saved.questions": "{number} questions",
    "saved.questions_one": "{number} question",
    "saved.export": "Export",
    "saved.rename": "Rename",
    "saved.delete": "Delete",
    "saved.title": "Title",
    "saved.save": "Save",
    "saved.cancel": "Cancel",
    "saved.sure": (
        "Delete this conversation with its questions and answers? It cannot be brought back."
    ),
    "saved.markdown": "Markdown",
    "saved.json": "JSON",
    "saved.print": "Page to print",
    "saved.bibtex": "References (BibTeX)",
    "saved.ris": "References (RIS)",
    "saved.renamed": "Renamed.",
    "saved.deleted": "The conversation was deleted.",
    "saved.untitled": "The title is empty. Type a title.",
    "saved.gone": "This conversation is no longer there. It may have been deleted elsewhere.",
    "saved.damaged": (
        "This conversation is damaged and cannot be read. Delete it, or restore the library "
        "from a copy."
    ),
    "saved.nothing_cited": (
        "There is nothing to cite: no answer quotes a document, or the documents were removed."
    ),
    "saved.no_title": "(untitled)",
    "saved.not_written": "The change could not be saved. Make room on the disk and try again.",
    "saved.busy": (
        "The change could not be saved, since another program is writing to the library. Try "
        "again when it has finished."
    ),
    # an answer of a kept conversation, and one that could not be kept
    "kept.not": (
        "This answer could not be kept in the conversation. To keep it, make room on the disk."
    ),
    "kept.later": (
        "The library is being written to, so this answer is not kept yet. It will be as soon as "
        "that has finished."
    ),
    "kept.busy": (
        "This answer could not be kept, since another program is writing to the library. Ask "
        "again when it has finished."
    ),
    "kept.read_only": "This library is read-only, so this answer is not kept.",
    "kept.nobody": (
        "Answers are not kept: the page cannot tell whose they are. Let the browser keep site "
        "data for this page, and load it again."
    ),
    "judge.not": (
        "Your verdict could not be saved. The conversation may have been deleted elsewhere, or "
        "the disk may be full."
    ),
    "judge.busy": (
        "Your verdict could not be saved, since another program is writing to the library. Try "
        "again when it has finished."
    ),
    "kept.unreadable": "The kept answer is damaged and cannot be read. Please ask again.",
    "kept.changed": (
        "The documents have changed since this was answered. Ask again to search them as they "
        "are now."
    ),
    "kept.past": "As it stood when answered; the document has changed or was removed since",
    "kept.absent_then": "When this was asked, no sentence was found that answers it.",
    # beneath a quote in the other language
    "aid": "Reading aid (not a translation)",
    "aid_dictionary": (
        "° from EDICT, the property of the Electronic Dictionary Research and Development "
        "Group, used in conformance with the Group’s licence: www.edrdg.org/edrdg/licence.html"
    ),
    "fiscal": "fiscal {year} (from April)",
    "translation": "Machine translation by {name}, not the document’s words",
    "translation.waiting": "Translating…",
    "translation.gone": "It cannot be translated: the document has changed or was removed.",
    "translation.busy": "Other translations are under way. Please open this again in a while.",
    "translation.too-long": "This is too long to translate.",
    "translation.direction": "This model does not translate between these languages.",
    "translation.failed": (
        "It could not be translated. The terminal that runs Hakusho QA says why."
    ),
    "page_mark": "p. {number}",
    # serving others: signing in, and refusals
    "login.name": "Name",
    "login.password": "Password",
    "login.enter": "Sign in",
    "login.leaving": "Once signed out, you need your password again to go on.",
    "login.leave": "Sign out",
    "login.back": "Back",
    "refused.host": (
        "Hakusho QA is not at this address. Open the one that it showed when it was started."
    ),
    "refused.origin": "Requests from other sites are refused. Use the page of Hakusho QA itself.",
    "refused.closed": "There is nothing at this address. The page is at {page}.",
    "refused.read_only": "Documents cannot be added on this page. Ask whoever runs it.",
    "refused.large": "What was sent is too large. Send no more than {most}.",
    "refused.length": "An upload must say how large it is (Content-Length).",
    "refused.unreadable": "What was sent cannot be read.",
    "refused.outside": "Files at outside addresses are not fetched. Send the file itself.",
    "refused.often": "Too many requests. Try again in {seconds} s.",
    "refused.session": "This page was opened by somebody else. Load it again.",
    "refused.guesses": "Too many attempts to sign in. Try again in {seconds} s.",
    "refused.wrong": "The name or the password is wrong.",
    "refused.signed_out": "You are not signed in. Open the page again to sign in.",
    "refused.accounts": "Sign-in cannot be checked at the moment. Tell whoever runs this page.",
    # the documents tab
    "documents.choose": "Choose files",
    "documents.drop": "or drop them here, several at once.",
    "documents.kinds": "Can be read: {kinds}",
    "documents.sending": "Sending {done} of {total}: {name}",
    "documents.unsent": "“{name}” could not be sent. Check the connection and try again.",
    "documents.oversize": "“{name}” is larger than {size} MB. Divide it and add the parts.",
    "documents.following": "Next in line: {count}.",
    "documents.left": (
        "This page was left while files were being added ({count}), which stopped it. Add again "
        "those that are not in the list."
    ),
    "documents.replace": "Replace a document that came from a file of the same name",
    "documents.stop": "Stop",
    "documents.stopping": "Stopping…",
    "documents.files": "Files being added",
    "documents.queued": "Somebody else is adding documents. Yours begin when it is their turn.",
    "documents.going": "{done} of {total} done.",
    "documents.added": "Added: {count}.",
    "documents.unchanged": "Already there: {count}.",
    "documents.failed": "Not added: {count}.",
    "documents.stopped": (
        "Stopped: {count}. What was prepared is kept; add it again to go on from there."
    ),
    "documents.same": (
        "“{name}” has the very same text, so that answers come from both. If you need only one, "
        "remove the other."
    ),
    "documents.exactly": "The exact reason",
    "documents.count": "Documents: {count}",
    "documents.empty": "There are no documents yet.",
    "documents.find": "Find a document",
    "documents.none": "No document has that in its name or source.",
    "documents.builtin": "Included",
    "documents.of": "{what}: {name}",
    "documents.download": "Download",
    "documents.remove": "Remove",
    "documents.confirm": (
        "Remove “{name}” from the library? The copy kept here goes; your own file stays."
    ),
    "documents.confirm-builtin": "Remove “{name}”? To use it again, download it first.",
    "documents.keep": "Keep it",
    "documents.really": "Remove",
    "documents.removed": "“{name}” was removed.",
    "documents.gone": "That document was removed or has changed. The list is up to date now.",
    "documents.unwritten": (
        "The library could not be written. See that the disk has room, and try again."
    ),
    "documents.busy": (
        "Another program is writing to the library. Try again when it has finished."
    ),
    "documents.read-only": (
        "This library can only be read. To add or remove documents, open it from a folder "
        "where you may write."
    ),
    "documents.closed": (
        "Documents cannot be added or removed here. Ask whoever looks after this library."
    ),
    "documents.pages": "Pages",
    "documents.characters": "Characters",
    "documents.passages": "Passages",
    "documents.format": "Format",
    "documents.text": "Text",
    "documents.encoded": "{format}, {encoding}",
    "documents.understood": "What was understood",
    "documents.loading": "Loading…",
    "documents.headings": "Headings",
    "documents.notes": "Notes",
    "documents.begins": "How the text begins",
    "documents.remarks": "How it was read",
    "documents.more": "And {count} more",
    "documents.under": "passages: {count}",
    "documents.page": "p. {page}",
    "kinds.paragraph": "Paragraphs",
    "kinds.list": "List items",
    "kinds.note": "Notes",
    "kinds.caption": "Captions",
    "file.waiting": "Waiting",
    "file.reading": "Reading",
    "file.embedding": "Indexing passages: {done} of {total}",
    "file.added": "Added (passages: {total})",
    "file.replaced": "Replaced (passages: {total})",
    "file.unchanged": "Already in the library",
    "file.failed": "Not added",
    "file.stopped": "Stopped",
    "unread.empty": "The file is empty. Choose one that has content.",
    "unread.no-text": "It holds no text. Choose a file that has some.",
    "unread.damaged": (
        "It is damaged, or not the kind of file its name says. Save it anew and add it again."
    ),
    "unread.encrypted": "It has a password. Save it without one and add it again.",
    "unread.scan": (
        "Its pages are pictures only. Run text recognition (OCR) on it and add the result."
    ),
    "unread.picture": "It is a picture. Run text recognition (OCR) on it and add the result.",
    "unread.letters": (
        "The PDF does not say what its letters are. Save it anew with its fonts, or run text "
        "recognition (OCR) on it, and add that."
    ),
    "unread.compressed": "It is a compressed file. Unpack it and add what is in it.",
    "unread.other-office": "This format cannot be read. Save it as PDF or .docx and add that.",
    "unread.kind": "Files of this kind cannot be read, only {kinds}.",
    "unread.encoding": "Its encoding cannot be told. Save it as text in UTF-8 and add it again.",
    "unread.markup": "Its HTML is too involved to be read whole. Save it as PDF and add that.",
    "unread.too-large": "It is too large. Divide it and add the parts.",
    "unread.too-long": "It has too many characters. Divide it and add the parts.",
    "unread.too-slow": "Reading it takes too long. Save it anew, or divide it, and add it again.",
    "unread.unreadable": "The file did not arrive. Choose it again.",
    "unread.name": "The file has no name. Give it one and add it again.",
    "unread.taken": (
        "There is another document of this name, from another place. Rename the file, or remove "
        "that document first."
    ),
    "unread.differs": (
        "There is a document from a file of this name, with other content. If this may replace "
        "it, tick “Replace” above and add the file again."
    ),
    "unread.library": (
        "The library could not be written. See that the disk has room, and add it again."
    ),
    "unread.busy": (
        "Another program is writing to the library. When it has finished, add the file again."
    ),
    "unread.other": "It could not be added. Save it anew and try again.",
}

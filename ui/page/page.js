// The script of the page as a whole. It follows `source.js` in the same scope, the script of
// the source pane, and uses its `root`, `room`, `show`, `view`, `unmark`, `url` and `recall`.

// Enter that ends kana conversion belongs to the conversion, in every browser.
let composing = false;
addEventListener("compositionstart", () => { composing = true; }, true);
addEventListener("compositionend", () => { setTimeout(() => { composing = false; }); }, true);
for (const kind of ["keydown", "keypress"]) {
  addEventListener(kind, (event) => {
    const converting = composing || event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && converting) event.stopPropagation();
  }, true);
}

// Gradio puts a message's source into an `aria-label`: a screen reader should read the
// message. After an answer came, its question stays at the top while the chat settles.
let settling = false;
let reopening = false;  // what the reader opened is gone from sight, and the focus with it
function tend() {
  room.querySelectorAll("#chat [data-testid][aria-label]").forEach((message) => {
    message.removeAttribute("aria-label");
  });
  if (!settling) return;
  const last = [...room.querySelectorAll("#chat .question")].pop();
  last?.scrollIntoView({ block: "start" });
  if (last && reopening && !room.contains(document.activeElement)) {
    last.tabIndex = -1;
    last.focus({ preventScroll: true });
  }
}
new MutationObserver(tend).observe(room, { childList: true, subtree: true });

function settle() {
  settling = true;
  tend();
  setTimeout(() => { settling = reopening = false; }, 1000);
}

window.hakusho = {
  // A conversation was taken up again: its last question is what the reader wants to see.
  resumed: settle,
  // An answer came: open its first quote, leaving the reader where they are.
  answered: (address) => {
    settle();
    if (!address) {
      unmark();  // the place of an earlier answer is not the answer to this
      return;
    }
    history.replaceState({ view: "answers" }, "", url(address));
    show();
  },
  // A saved conversation was opened.
  reopened: (address) => {
    reopening = true;
    view("answers");
    window.hakusho.answered(address);
  },
  language: (language) => {
    root.lang = language;  // Gradio sets it after the browser, to any language
    if (root.dataset.language === language) return;
    root.dataset.language = language;
    try { localStorage.setItem("hakusho.language", language); } catch { /* not kept */ }
    show({ again: true });
  },
  // Documents came or went: what the pane shows is still there, or is said to be gone.
  changed: () => show({ again: true }),
  view: (name) => {
    history.pushState({ view: name }, "");
    view(name);
    element.querySelector(".to-answers")?.focus();  // what was pressed is out of sight
  },
};
recall();

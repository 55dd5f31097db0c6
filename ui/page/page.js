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
function tend() {
  room.querySelectorAll("#chat [data-testid][aria-label]").forEach((message) => {
    message.removeAttribute("aria-label");
  });
  if (settling) {
    [...room.querySelectorAll("#chat .question")].pop()?.scrollIntoView({ block: "start" });
  }
}
new MutationObserver(tend).observe(room, { childList: true, subtree: true });

window.hakusho = {
  // An answer came: open its first quote, leaving the reader where they are.
  answered: (address) => {
    settling = true;
    tend();
    setTimeout(() => { settling = false; }, 1000);
    if (!address) {
      unmark();  // the place of an earlier answer is not the answer to this
      return;
    }
    history.replaceState({ view: "answers" }, "", url(address));
    show();
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
  },
};
recall();

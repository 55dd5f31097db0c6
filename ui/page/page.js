// The script of the page as a whole. It follows `source.js` in the same scope, the script of
// the source pane, and uses its `root`, `room`, `words`, `show`, `view`, `unmark`, `url` and
// `recall`; and, once the page has begun, `recallTab` of `chat.js` and `restore` of `asking.js`.

const { read, write, sends } = window.hakusho;

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
// message. After an answer came, its question stays at the top while the chat settles, until
// the reader moves: what is pressed must not move away beneath the finger.
let settling = 0;        // the timer that ends it
let reopening = false;   // what the reader opened is gone from sight, and the focus with it
function tend() {
  room.querySelectorAll("#chat [data-testid][aria-label]").forEach((message) => {
    message.removeAttribute("aria-label");
  });
  const name = words().chat;
  const log = room.querySelector("#chat [role=log]");
  if (name && log && log.ariaLabel !== name) log.ariaLabel = name;  // Gradio's is English
  if (!settling) return;
  const last = [...room.querySelectorAll("#chat .question")].pop();
  last?.scrollIntoView({ block: "start" });
  if (last && reopening && !room.contains(document.activeElement)) {
    last.tabIndex = -1;
    last.focus({ preventScroll: true });
  }
}
new MutationObserver(tend).observe(room, { childList: true, subtree: true });

function settled() {
  clearTimeout(settling);
  settling = 0;
  reopening = false;
}
for (const kind of ["pointerdown", "wheel"]) {
  addEventListener(kind, settled, { capture: true, passive: true });
}

function settle() {
  clearTimeout(settling);
  settling = setTimeout(settled, 1000);
  tend();
}

// A table that is wider than its place shows, when it first comes into sight, the column of what is
// marked in it.
const wide = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    wide.unobserve(target);
    const mark = target.querySelector("mark:not(.cited)") ?? target.querySelector("mark");
    const { right } = mark.closest(".cell").getBoundingClientRect();
    target.scrollLeft += Math.max(0, right - target.getBoundingClientRect().right);
  }
});
const marked = new WeakSet();
new MutationObserver(() => {
  for (const table of room.querySelectorAll(".tabular:has(mark)")) {
    if (!marked.has(table)) wide.observe(table);
    marked.add(table);
  }
}).observe(room, { childList: true, subtree: true });

// Of a table its text is copied, as it stands.
document.addEventListener("copy", (event) => {
  const selected = getSelection();
  const tables = [...room.querySelectorAll(".tabular")];
  if (!tables.some((table) => selected.containsNode(table, true))) return;
  room.classList.add("copying");
  event.clipboardData.setData("text/plain", selected.toString());
  room.classList.remove("copying");
  event.preventDefault();
});

// An answer is there: opens its first quote, leaving the reader where they are.
function showFirst(address) {
  settle();
  if (!address) {
    unmark();  // the place of an earlier answer is not the answer to this
    return;
  }
  history.replaceState({ ...history.state, view: "answers" }, "", url(address));
  show();
}

// Gradio says in English, and over what is in use, that no server answers. Then it asks for one,
// and loads the page again when there is one; until then nothing can be done on the page.
function hear() {
  for (const said of document.querySelectorAll("[data-testid=toast-text]")) {
    const text = said.textContent.trim();
    if (/^Connection to the server was lost/.test(text)) cutOff();
    else if (/^Connection errored out/.test(text)) said.textContent = words().unreachable;
  }
}
const hearing = new MutationObserver(hear);

function cutOff() {
  if (document.querySelector("#cut-off")) return;
  const line = make("p", { id: "cut-off", role: "alert", lang: root.dataset.language });
  document.querySelector("#top").after(line);
  line.textContent = words().cutOff;
  window.hakusho.unasked();
  dispatchEvent(new CustomEvent("hakusho:unread", { detail: words().cutOff }));
}

Object.assign(window.hakusho, {
  tell,
  words,
  // A page has begun. A conversation was taken up again: its last question is what the reader
  // wants to see, unless they were at another tab.
  resumed: () => {
    settle();
    recallTab();
    restore();
    const toasts = document.querySelector(".toast-wrap");
    if (toasts) hearing.observe(toasts, { childList: true, subtree: true });
  },
  // A list could not be brought up to date.
  unread: () => dispatchEvent(new CustomEvent("hakusho:unread", { detail: words().failed })),

  // A saved conversation was opened.
  reopened: (address) => {
    reopening = true;
    history.pushState({ view: "answers" }, "");  // the way back leads to the list
    view("answers");
    showFirst(address);
  },
  language: (language) => {
    root.lang = language;  // Gradio sets it after the browser, to any language
    if (root.dataset.language === language) return;
    root.dataset.language = language;
    write("localStorage", "hakusho.language", language);
    show({ again: true });
  },
  // Documents came or went: what the pane shows is still there, or is said to be gone.
  changed: () => show({ again: true }),
  view: (name) => {
    history.pushState({ view: name }, "");
    view(name);
    element.querySelector(".to-answers")?.focus();  // what was pressed is out of sight
  },
});
// Before Gradio hears of it: what it asks at once is asked in the new language.
addEventListener("change", ({ target }) => {
  if (target.closest?.("#language")) window.hakusho.language(target.value);
}, true);
recall();

// The script of the source pane: the part of the page's address after "#" says which
// place of which document is shown. Gradio gives `element` (the pane) and `server`
// (`open_at`, which is `open_place` of ui/source.py). It shows what the server rendered and reads nothing back.

const root = document.documentElement;
const room = element.closest("#room");
const PLACE = /^#[0-9a-f]{12}(\/|$)/;
let shown = "";      // the document in the pane: its key, 12 hex
let left = null;     // the link in the answers that the reader followed
let turn = 0;        // number of the last request; answers to earlier ones are dropped
let plain = new Map();  // element id -> the passage as it was before it was marked

function unmark() {
  for (const [id, html] of plain) {
    const block = document.getElementById(id);
    if (block) block.innerHTML = html;
  }
  plain.clear();
  element.querySelectorAll(".here").forEach((block) => block.classList.remove("here"));
}

// Scrolls the pane, and nothing around it, to the first marked element.
function reveal(focus) {
  const target = element.querySelector("mark.hit, mark.cited, .here");
  const pane = element.closest("#source");
  if (!target || !pane.clientHeight) return;
  const from = pane.getBoundingClientRect(), to = target.getBoundingClientRect();
  const top = pane.scrollTop + to.top - from.top - Math.max(96, from.height / 3);
  const far = Math.abs(top - pane.scrollTop) > 4 * from.height;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollTo({ top, behavior: far || still ? "instant" : "smooth" });
  if (focus) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}

// Shows the place in the address bar. `again`: render the pane anew (other language).
async function show({ focus = false, again = false } = {}) {
  const mine = ++turn;
  const address = PLACE.test(location.hash) ? location.hash : shown && "#" + shown;
  const opened = await server.open_at(address, root.dataset.language, again ? "" : shown);
  if (!opened || mine !== turn) return;
  unmark();
  if (opened.pane !== null) {
    element.innerHTML = opened.pane;
    if (!again) element.closest("#source").scrollTop = 0;
  }
  shown = opened.document;
  for (const [id, html] of Object.entries(opened.blocks)) {
    const block = document.getElementById(id);
    if (!block) continue;
    if (html) {
      plain.set(id, block.innerHTML);
      block.innerHTML = html;
    } else {
      block.classList.add("here");
    }
  }
  const gone = element.querySelector(".gone");
  if (gone) {
    gone.textContent = opened.missing;
    gone.hidden = !opened.missing;
  }
  reveal(focus);
}

// On a narrow screen one of the two is seen at a time: "answers" or "source".
function view(name) {
  room.dataset.view = name;
  if (name === "source") reveal(false);
}

// The page's history: each entry is a place and what is seen of the two.
function url(address) {
  return location.pathname + location.search + address;
}
function follow(address) {
  if (address !== location.hash || history.state?.view !== "source") {
    history.pushState({ view: "source" }, "", url(address));
  }
  view("source");
  show({ focus: true });
}
function recall() {
  view(history.state?.view ?? (PLACE.test(location.hash) ? "source" : "answers"));
  show();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && PLACE.test(link.getAttribute("href")) && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    if (!element.contains(link)) left = link;
    follow(link.getAttribute("href"));
  } else if (event.target.closest(".to-answers")) {
    history.replaceState({ view: "answers" }, "");
    view("answers");
    left?.focus({ preventScroll: true });
  }
});
element.addEventListener("change", (event) => {
  if (event.target.matches(".chooser select")) follow("#" + event.target.value);
});
addEventListener("popstate", recall);

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
  view: (name) => {
    history.pushState({ view: name }, "");
    view(name);
  },
};
recall();

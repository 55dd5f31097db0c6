// The script of the source pane: the part of the page's address after "#" says which place
// of which document is shown. Gradio gives `element` (the pane) and `server` (`open_at` and
// `cite_at`, the functions of ui/page/source.py). It shows what the server rendered and reads
// nothing back. `page.js` follows in the same scope and calls `show`, `view` and `unmark`.

const root = document.documentElement;
const room = element.closest("#room");
const pane = element.closest("#source");
const PLACE = /^#[0-9a-f]{12}(\/|$)/;
let shown = "";      // the document in the pane: its key, 12 hex
let left = null;     // the link in the answers that the reader followed
let turn = 0;        // number of the last request; answers to earlier ones are dropped
let plain = new Map();  // element id -> the passage as it was before it was marked

// The words that the server put into the pane, in the reader's language.
const words = () => element.querySelector(".pane-head")?.dataset ?? {};

function make(tag, attributes) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// What is said aloud to a screen reader and shown for a moment to everybody. Set anew a
// little later, so that the same words are said twice.
const said = make("p", { class: "toast", role: "status", hidden: "" });
element.closest("#tabs").append(said);  // seen from each of them
let hush = 0;
function tell(text) {
  clearTimeout(hush);
  said.hidden = false;
  said.textContent = "";
  setTimeout(() => { said.textContent = text ?? ""; }, 50);
  hush = setTimeout(() => { said.hidden = true; }, 4000);
}

// --- a place

function unmark() {
  tools.remove();
  for (const [id, html] of plain) {
    const block = document.getElementById(id);
    if (block) swap(block, html);
  }
  plain.clear();
  element.querySelectorAll(".here").forEach((block) => block.classList.remove("here"));
}

// The text of a passage in another form: its notes that stand open stay so.
function swap(block, html) {
  block.innerHTML = html;
  prepare(block);
}

// Scrolls the pane, and nothing around it, to the first marked element. Sections that come
// into sight on the way get another height than was guessed, so the goal is aimed at again,
// unless the reader has taken over.
let aim = null;
function reveal(focus) {
  const target = element.querySelector("mark.cited, .here");
  if (!pane.clientHeight) return;
  if (!target) {
    // A document as a whole. Who chose it in the pane stays there.
    const within = element.contains(document.activeElement);
    if (focus && !within) element.querySelector(".document-name")?.focus();
    return;
  }
  const goal = () => {
    const from = pane.getBoundingClientRect(), to = target.getBoundingClientRect();
    return pane.scrollTop + to.top - from.top - Math.max(96, from.height / 3);
  };
  const top = goal();
  const far = Math.abs(top - pane.scrollTop) > 4 * pane.clientHeight;
  const still = far || matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollTo({ top, behavior: still ? "instant" : "smooth" });
  aim?.abort();
  aim = new AbortController();
  const { signal } = aim;
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    pane.addEventListener(kind, () => aim.abort(), { signal, passive: true });
  }
  let frames = 6;
  const settle = () => {
    if (signal.aborted) return;
    if (Math.abs(goal() - pane.scrollTop) > 1) pane.scrollTop = goal();
    if (frames--) requestAnimationFrame(settle);
    else aim.abort();
  };
  if (still) settle();
  else pane.addEventListener("scrollend", settle, { signal, once: true });
  if (focus) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}

// What is hidden does not scroll: a place in another document is scrolled to once it is seen.
let unseen = false;
new ResizeObserver(() => {
  if (!unseen || !pane.clientHeight) return;
  unseen = false;
  pane.scrollTop = 0;
  reveal(false);
}).observe(pane);

// Shows the place in the address bar. `again`: render the pane anew (other language).
async function show({ focus = false, again = false } = {}) {
  const mine = ++turn;
  const address = PLACE.test(location.hash) ? location.hash : shown && "#" + shown;
  const opened = await server.open_at(address, root.dataset.language, again ? "" : shown);
  if (mine !== turn) return;
  unmark();
  if (!opened) return tell(words().failed);  // a server that is gone, or refuses
  if (opened.pane !== null) {
    const chose = element.querySelector(".chooser select:focus");
    element.innerHTML = opened.pane;
    if (chose) element.querySelector(".chooser select")?.focus({ preventScroll: true });
    prepare(element);
    watch();
    if (!again || opened.document !== shown) {
      pane.scrollTop = 0;
      unseen = !pane.clientHeight;
    }
  }
  shown = opened.document;
  for (const [id, html] of Object.entries(opened.blocks)) {
    const block = document.getElementById(id);
    if (!block) continue;
    if (html) {
      plain.set(id, block.innerHTML);
      swap(block, html);
    } else {
      block.classList.add("here");
    }
  }
  const gone = element.querySelector(".gone");
  if (gone) {
    gone.textContent = opened.missing;
    gone.hidden = !opened.missing;
    if (opened.missing && room.clientHeight) tell(opened.missing);  // not at another tab
  }
  // The keyboard finds the link and the copy at what is shown, or else at the first sentence.
  const first = ["[data-at]:has(mark.cited)", ".here", "p > [data-at]"]
    .map((each) => element.querySelector(each)).find(Boolean);
  if (first) offer(first);
  reveal(focus);
}

// --- the page's history: each entry is a place and which of the two is seen

// On a narrow screen one of the two is seen at a time: "answers" or "source".
function view(name) {
  room.dataset.view = name;
  if (name === "source") reveal(false);
}
function url(address) {
  return location.pathname + location.search + address;
}
function follow(address) {
  document.querySelector('#tab-ask-button[aria-selected="false"]')?.click();
  if (address !== location.hash || history.state?.view !== "source") {
    history.pushState({ view: "source" }, "", url(address));
  }
  view("source");
  return show({ focus: true });
}
function recall() {
  view(history.state?.view ?? (PLACE.test(location.hash) ? "source" : "answers"));
  show();
}
addEventListener("popstate", recall);

// --- the outline: the section that is read is marked in it

const reading = new IntersectionObserver((seen) => {
  const section = seen.findLast((entry) => entry.isIntersecting)?.target;
  if (!section) return;
  const at = section.dataset.under;
  const link = at && element.querySelector(`nav a[href$="/${at}"]`);
  element.querySelector("nav [aria-current]")?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  const now = element.querySelector("nav .now");
  if (now) now.textContent = link?.textContent ?? "";
  unroll();
}, { root: pane, rootMargin: "-35% 0px -65% 0px" });

function watch() {
  reading.disconnect();
  element.querySelectorAll("section").forEach((section) => reading.observe(section));
  element.querySelector("nav details")?.addEventListener("toggle", unroll);
}

// An open outline shows the section that is read.
function unroll() {
  const list = element.querySelector("nav details[open] ol");
  const now = list?.querySelector("[aria-current]");
  if (now) list.scrollTop = now.offsetTop - list.clientHeight / 3;
}

function fold() {
  const opened = element.querySelector("nav details[open]");
  if (opened) opened.open = false;
  return opened;
}

// --- notes, opened in place beneath the passage or the quote that refers to them

function prepare(within) {
  for (const mark of within.querySelectorAll(".note-mark:not([aria-expanded])")) {
    mark.setAttribute("aria-expanded", String(Boolean(asideOf(mark))));
  }
}
new MutationObserver(() => prepare(room)).observe(room, { childList: true, subtree: true });

const beneath = (mark) => mark.closest("blockquote, p");
function asideOf(mark) {
  let next = beneath(mark)?.nextElementSibling;
  for (; next?.matches("aside.opened"); next = next.nextElementSibling) {
    if (next.dataset.note === mark.getAttribute("href")) return next;
  }
  return null;
}

async function toggleNote(mark) {
  const address = mark.getAttribute("href");
  if (asideOf(mark)) return closeNote(asideOf(mark));
  const note = await server.cite_at(address, root.dataset.language);
  if (!note) return tell(words().failed);
  if (asideOf(mark)) return;
  if (note.missing) return tell(note.missing);
  const aside = make("aside", { class: "opened", role: "note", "data-note": address });
  aside.setAttribute("aria-label", mark.textContent);
  const text = make("p", { lang: note.lang });
  text.innerHTML = note.html;
  const link = make("a", { class: "place", href: address, lang: root.dataset.language });
  link.textContent = words().notePlace;
  aside.append(text, link);
  // Notes of one passage stand in the order in which they were opened.
  let last = beneath(mark);
  while (last.nextElementSibling?.matches("aside.opened")) last = last.nextElementSibling;
  last.after(aside);
  mark.setAttribute("aria-expanded", "true");
}

function closeNote(aside, focus = false) {
  let block = aside;
  while (block?.matches("aside.opened")) block = block.previousElementSibling;
  const marks = [...(block?.querySelectorAll(".note-mark") ?? [])];
  aside.remove();
  for (const mark of marks) {
    if (mark.getAttribute("href") !== aside.dataset.note) continue;
    mark.setAttribute("aria-expanded", "false");
    if (focus) mark.focus({ preventScroll: true });
  }
}

// --- the link and the copy of a sentence: one pair that stands at the end of the sentence
// --- pointed at. It holds no text, so that the text of the document stays what it is.

const tools = make("span", { class: "tools" });
const permalink = make("a", { class: "permalink" });
const copier = make("a", { class: "copy", role: "button" });
tools.append(permalink, copier);

function offer(sentence) {
  const address = `#${shown}/${sentence.dataset.at}`;
  permalink.setAttribute("href", address);
  copier.setAttribute("href", address);
  permalink.setAttribute("aria-label", words().linkToSentence);
  copier.setAttribute("aria-label", words().copyHelp);
  permalink.title = words().linkToSentence;
  copier.title = words().copyHelp;
  for (const link of tools.children) link.removeAttribute("aria-describedby");
  tools.lang = root.dataset.language;
  sentence.append(tools);
}

element.addEventListener("pointerover", (event) => {
  const cell = event.target.closest(".cell");
  const sentence = event.target.closest("[data-at]") ?? cell?.querySelector("[data-at]");
  if (!sentence || sentence.contains(tools)) return;
  if (tools.querySelector(":focus-visible")) return;  // the keyboard is there
  offer(sentence);
});

// From the pair of one sentence the arrows lead to those before and after it.
tools.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = new Set(Array.from(element.querySelectorAll("[data-at]"), (each) => each.dataset.at));
  const next = [...all][[...all].indexOf(tools.closest("[data-at]").dataset.at) + step];
  if (!next) return;
  event.preventDefault();
  const held = document.activeElement;
  const parts = [...element.querySelectorAll(`[data-at="${next}"]`)];  // of a row: in each cell
  offer(parts[0]);
  parts.forEach((part, number) => { part.id ||= `s-${next}-${number}`; });
  held.setAttribute("aria-describedby", parts.map(({ id }) => id).join(" "));
  held.focus();
});

// --- copying

// `text`: a promise, for some browsers only let a copy begin while a click is handled.
async function copy(text, done) {
  const said = text.then((ready) => new Blob([ready], { type: "text/plain" }));
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": said })]);
  } catch {
    // Refused, or a page without https, which has no clipboard.
    const ready = await text.catch(() => "");
    if (!ready) return;
    if (!copyAsOfOld(ready)) return byHand(ready);
  }
  tell(done);
}

function copyAsOfOld(text) {
  const held = document.activeElement;
  const field = make("textarea", { class: "copied", readonly: "", "aria-hidden": "true" });
  field.value = text;
  room.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  held?.focus({ preventScroll: true });
  return copied;
}

// The last resort: the text, selected, for the reader to copy.
function byHand(text) {
  const box = make("dialog", { class: "by-hand", lang: root.dataset.language });
  const label = make("label", {});
  const field = make("textarea", { readonly: "", rows: "6" });
  const close = make("button", { type: "button" });
  label.append(words().copyByHand, field);
  field.value = text;
  close.textContent = words().close;
  close.addEventListener("click", () => box.close());
  box.addEventListener("close", () => box.remove());
  box.append(label, close);
  room.append(box);
  box.showModal();
  field.select();
}

function copyPlace(address) {
  const taken = server.cite_at(address, root.dataset.language).then((found) => {
    if (found && !found.missing) return `${found.text}\n${found.citation}`;
    tell(found?.missing || words().failed);
    throw new Error("nothing to copy");
  });
  return copy(taken, words().copied);
}

// --- what the reader does

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (event.target.closest(".to-answers")) {
    history.pushState({ view: "answers" }, "");
    view("answers");
    const back = room.contains(left) ? left : document.querySelector("#see-source");
    back.scrollIntoView({ block: "nearest" });
    back.focus({ preventScroll: true });
    return;
  }
  if (!element.querySelector("nav")?.contains(event.target)) fold();
  const address = link?.getAttribute("href") ?? "";
  if (!PLACE.test(address) || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  if (link.matches(".note-mark")) {
    toggleNote(link);
  } else if (link.matches(".copy")) {
    copyPlace(address);
  } else if (link === permalink) {
    const whole = new URL(address, location.href).href;
    follow(address);
    copy(Promise.resolve(whole), words().linkCopied);
  } else {
    fold();
    if (!element.contains(link)) left = link;
    follow(address);
  }
});

// Escape folds what was opened last, and goes back to what opened it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return;
  const outline = fold();
  if (outline) return outline.querySelector("summary").focus();
  const held = document.activeElement;
  const near = held?.closest("aside.opened") ?? (held?.matches(".note-mark") && asideOf(held));
  const aside = near || [...room.querySelectorAll("aside.opened")].pop();
  if (aside) closeNote(aside, room.contains(held) && !held.matches("textarea"));
});

element.addEventListener("change", (event) => {
  if (event.target.matches(".chooser select")) follow("#" + event.target.value);
});

// The script of the list of documents. Gradio gives `element`, `server` (`understood`, of
// ui/page/documents.py), `trigger` and `watch`. The list is made anew after every change: what
// a person had opened, typed and was on stays so.

const opened = new Set();  // keys of the documents whose details are open
const known = new Map();   // language and key -> what was understood, as HTML
let sought = "";
let at = null;             // where the focus is: {key, index, look}

const language = () => element.querySelector(".documents")?.lang ?? "";
const entries = () => [...element.querySelectorAll(".entry")];
const entryOf = (key) => entries().find((entry) => entry.dataset.key === key);
const fold = (text) => text.normalize("NFKC").toLowerCase();

async function fill(entry) {
  const { key } = entry.dataset, name = `${language()} ${key}`;
  let html = known.get(name);
  if (!html) {
    html = await server.understood([key, language()]);
    // What cannot be read now may be another time.
    if (html && !html.startsWith('<p class="said"')) known.set(name, html);
    entry = entryOf(key);  // the list may be another by now
  }
  const place = entry?.querySelector(".what");
  if (!place) return;
  if (html) place.innerHTML = html;
  else place.textContent = window.hakusho?.words?.().failed ?? "";
}

function find() {
  const words = fold(sought).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const entry of entries()) {
    const text = fold(entry.querySelector(".place").textContent + " " +
      (entry.querySelector(".entry-source")?.lastChild.textContent ?? ""));
    entry.hidden = !words.every((word) => text.includes(word));
    if (!entry.hidden) found += 1;
  }
  const none = element.querySelector(".none");
  if (none) none.textContent = found ? "" : none.dataset.none;
}

// The second step: the question takes the place of the buttons, and the focus.
function ask(entry, asking) {
  entry.querySelector(".confirm").hidden = !asking;
  entry.querySelector(".does").hidden = asking;
  entry.querySelector(asking ? ".keep" : ".discard").focus();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button"), entry = button?.closest(".entry");
  if (!entry) return;
  const { key } = entry.dataset;
  if (button.matches(".take")) trigger("take", { key });
  else if (button.matches(".discard")) ask(entry, true);
  else if (button.matches(".keep")) ask(entry, false);
  else if (button.matches(".really")) {
    button.disabled = true;  // once is enough
    trigger("discard", { key });
  }
});
element.addEventListener("keydown", (event) => {
  const asking = event.target.closest(".confirm");
  if (event.key === "Escape" && asking) ask(asking.closest(".entry"), false);
});
element.addEventListener("toggle", (event) => {
  const entry = event.target.closest(".understood")?.closest(".entry");
  if (!entry || !event.target.matches(".understood")) return;
  if (event.target.open) { opened.add(entry.dataset.key); fill(entry); }
  else opened.delete(entry.dataset.key);
}, true);
element.addEventListener("input", (event) => {
  if (!event.target.matches(".find input")) return;
  sought = event.target.value;
  find();
});
element.addEventListener("focusin", (event) => {
  const entry = event.target.closest(".entry");
  at = {
    key: entry?.dataset.key,
    index: entries().indexOf(entry),
    look: event.target.closest(".find") ? ".find input" : event.target.className || event.target.localName,
  };
});
element.addEventListener("focusout", (event) => {
  if (event.relatedTarget) at = null;  // gone by the person's own will
});

function refocus() {
  if (!at || document.activeElement !== document.body) return;
  const { key, index, look } = at;
  const same = key && entryOf(key);
  const all = entries().filter((entry) => !entry.hidden);
  const near = same || all[Math.min(index, all.length - 1)];
  const target = look === ".find input" ? element.querySelector(look)
    : same && look === "summary" ? same.querySelector("summary")
    : same && ["take", "discard"].includes(look) ? same.querySelector("." + look)
    : near?.querySelector(".place");
  (target ?? element.querySelector("h2"))?.focus({ preventScroll: !!same });
}

watch("value", () => {
  const input = element.querySelector(".find input");
  if (input) input.value = sought;
  else sought = "";
  find();
  for (const entry of entries()) {
    if (opened.has(entry.dataset.key)) entry.querySelector(".understood").open = true;
  }
  refocus();
});

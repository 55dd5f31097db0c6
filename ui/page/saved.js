// The script of the list of kept conversations. Gradio gives `element`, `trigger` (an event for
// `ui/page/saved.py`), `props` and `watch`. What opens in a row is a copy of a template that the
// server wrote; nothing shown is read back but what the reader typed.

const list = document.createElement("div");
const heard = document.createElement("p");  // for screen readers: what has come of it
heard.className = "heard";
heard.setAttribute("role", "status");
element.replaceChildren(list, heard);

const HEARD = 3000;  // milliseconds that what was said stays, though another list comes meanwhile
let told = 0;     // when it was said
let open = null;  // { id, kind }: the row in which something is open
let tab = null;   // the new tab that waits for a page to print

const row = (id) => [...list.querySelectorAll("li")].find((each) => each.dataset.id === id);
const act = (item, name) => item?.querySelector(`[data-act="${name}"]`);

// --- drawing

watch("value", draw);
draw();

function draw() {
  const held = place(document.activeElement);
  const typed = list.querySelector(".drawer input")?.value;
  const inside = list.querySelector(".drawer")?.contains(document.activeElement);
  const said = list.querySelector(".said");
  list.innerHTML = props.value || "";
  if (list.querySelector(".said")) told = Date.now();
  else if (said && Date.now() - told < HEARD) list.firstElementChild?.prepend(said);
  list.querySelectorAll("time").forEach(localise);
  const again = open && row(open.id);
  if (again) {
    const drawer = unfold(again, open.kind);
    if (typed !== undefined && drawer?.matches("form")) drawer.elements.title.value = typed;
    if (inside) drawer?.querySelector("input, button")?.focus();  // a late list takes no key away
  } else {
    open = null;
  }
  if (held && !(inside && again)) regain(held);
  heard.textContent = list.querySelector(".said, .nothing, .count")?.textContent ?? "";
}

// The list could not be read anew: that there was nothing in it is then not known any more.
addEventListener("hakusho:unread", ({ detail }) => {
  const none = list.querySelector(".none");
  if (none) heard.textContent = none.textContent = detail ?? "";
});

// Where the focus is, to be found again in another drawing of the list.
function place(focused) {
  const item = focused && list.contains(focused) && focused.closest("li");
  if (!item) return null;
  const drawn = [...list.querySelectorAll("li")];
  return { id: item.dataset.id, index: drawn.indexOf(item), act: focused.dataset.act };
}

// After a deletion: the next conversation, the last, the search or what is said instead.
function regain({ id, index, act: name }) {
  const drawn = [...list.querySelectorAll("li")];
  const same = row(id);
  const item = same ?? drawn[Math.min(index, drawn.length - 1)];
  const target = (same && act(same, name)) || act(item, "open") || list.querySelector(".nothing");
  target?.focus();
}

// Times in the reader's zone, and near ones in words.
function localise(time) {
  const date = new Date(time.dateTime);
  const japanese = list.firstElementChild.lang === "ja";
  const own = navigator.languages?.find((tag) => tag.startsWith("en"));
  const locale = japanese ? "ja" : own ?? "en-GB";
  const format = (options) => new Intl.DateTimeFormat(locale, options).format(date);
  const now = new Date();
  const days = Math.round((midnight(date) - midnight(now)) / 86400e3);
  const clock = format({ hour: "numeric", minute: "2-digit" });
  time.title = format({ dateStyle: "full", timeStyle: "short" });
  if (days === 0 || days === -1) {
    const day = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    time.textContent = `${day[0].toLocaleUpperCase(locale)}${day.slice(1)} ${clock}`;
  } else {
    const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" };
    time.textContent = `${format({ ...year, month: "long", day: "numeric" })} ${clock}`;
  }
}
function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

// --- what opens in a row

function unfold(item, kind) {
  const template = list.querySelector(`template[data-drawer="${kind}"]`);
  if (!template) return null;
  const drawer = template.content.firstElementChild.cloneNode(true);
  drawer.setAttribute("aria-labelledby", `${kind}-opener`);
  const opener = act(item, kind);
  opener.id = `${kind}-opener`;
  opener.setAttribute("aria-expanded", "true");
  item.classList.add(kind);
  item.append(drawer);
  open = { id: item.dataset.id, kind };
  return drawer;
}

function fold(focus) {
  const item = open && row(open.id);
  const opener = item && act(item, open.kind);
  if (item) {
    item.classList.remove(open.kind);
    item.querySelector(".drawer")?.remove();
    opener?.setAttribute("aria-expanded", "false");
    opener?.removeAttribute("id");
    if (focus) opener?.focus();
  }
  open = null;
}

function toggle(item, kind) {
  const same = open?.id === item.dataset.id && open.kind === kind;
  fold(same);
  if (same) return;
  const drawer = unfold(item, kind);
  const field = drawer?.querySelector("input");
  if (field) field.value = act(item, "open").dataset.title ?? "";
  (field ?? drawer?.querySelector("button"))?.focus();
  field?.select();
  drawer?.scrollIntoView({ block: "nearest" });
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const item = button.closest("li");
  const id = item.dataset.id;
  if (item.ariaBusy === "true") return;
  switch (button.dataset.act) {
    case "open": trigger("go_on", { id }); break;
    case "close": fold(true); break;
    case "take": take(id, button.dataset.form); break;
    case "forget":
      item.ariaBusy = "true";
      trigger("forget", { id });
      break;
    default: toggle(item, button.dataset.act);
  }
});

list.addEventListener("submit", (event) => {
  event.preventDefault();
  const item = event.target.closest("li");
  const title = event.target.elements.title.value;
  fold(true);
  trigger("retitle", { id: item.dataset.id, title });
});

list.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && open) {
    event.preventDefault();
    fold(true);
  }
});

// --- files: made here from what the server sent, and kept nowhere else

let taking = false;  // the server was asked for one
function take(id, form) {
  if (taking) return;  // it would not be asked again, and a second tab would stay empty
  taking = true;
  // Browsers let a click open a tab, not what comes of it later.
  tab = form === "print" ? window.open("", "_blank") : null;
  trigger("take", { id, form, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}

addEventListener("hakusho:file", ({ detail }) => {
  const waiting = tab;
  tab = null;
  taking = false;
  if (!detail) {
    waiting?.close();
    return;
  }
  const { name, type, text, form } = JSON.parse(detail);
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  if (form === "print" && waiting && !waiting.closed) {
    waiting.opener = null;
    waiting.location.replace(address);
    return;  // its address holds as long as this page is there
  }
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60e3);
});

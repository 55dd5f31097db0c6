// The script of the place where files are dropped. Gradio gives `element`, `upload` (sends one
// file and says where it lies then), `trigger` and `watch`. Files that come while others are
// being added wait here, and follow.

const running = () => document.querySelector("#adding-files .running") !== null;
const queue = [];    // to be sent
let waiting = [];    // sent, and not yet given to the server to add: {path, name}
let given = [];      // to the server, whose first word has not come yet
let handed = false;  // they are with it
let refused = 0;     // how often in turn it would not have them
let patience = 0;    // the timer that ends the waiting for its word
let adding = false;  // the server said that it is at work
let replacing = false;  // and it was told to replace
let sending = false;
let troubles = [];   // what could not be sent, in words
let left = 0;        // how many were to be added when this window was left

const zone = () => element.querySelector(".zone");
const replace = () => document.querySelector("#replace-documents input");
const fill = (words, values) =>
  words.replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);

function say(words = "") {
  const following = waiting.length ? [fill(zone().dataset.following, { count: waiting.length })] : [];
  const broken = left ? [fill(zone().dataset.left, { count: left })] : [];
  element.querySelector(".sent").innerText = [...broken, ...troubles, ...following, words]
    .filter(Boolean).join("\n");
}

// Gives what waits to the server, unless it is busy with what it was given before.
function hand() {
  if (!waiting.length || sending || handed || running()) return;
  given = waiting;
  waiting = [];
  handed = true;
  replacing = replace()?.checked ?? false;
  unfolded.clear();
  clearTimeout(patience);
  patience = setTimeout(() => { heard(); hand(); }, 10000);  // should no word come at all
  say();
  trigger("sent", { files: given });
}

// The server has what it was given.
function heard() {
  clearTimeout(patience);
  given = [];
  handed = false;
  refused = 0;
}

// The server refused, perhaps for being asked too often: it is asked again, later each time.
addEventListener("hakusho:unsent", () => {
  if (!handed) return;
  clearTimeout(patience);
  refused += 1;
  if (refused > 5) {
    troubles = given.map(({ name }) => fill(zone().dataset.unsent, { name }));
    heard();
    say();
    return;
  }
  waiting = [...given, ...waiting];
  given = [];
  say();
  patience = setTimeout(() => { handed = false; hand(); }, 1000 * 2 ** refused);
});

// What the server said when it refused, after "HTTP 429: "; {} when it said nothing.
function refusal({ message = "" }) {
  try { return JSON.parse(message.slice(message.indexOf("{"))) ?? {}; } catch { return {}; }
}

// Sends a file, and again when the server that was asked too often says so.
async function deliver(file) {
  try {
    return await upload(file);
  } catch (error) {
    const { error: reason, seconds } = refusal(error);
    if (reason !== "often") throw error;
    await new Promise((resume) => setTimeout(resume, 1000 * (Number(seconds) || 1)));
    return deliver(file);
  }
}

async function send(list) {
  queue.push(...list);
  if (!queue.length || sending) return;
  sending = true;
  left = 0;
  troubles = [];
  const largest = window.gradio_config?.max_file_size;
  for (let done = 1; queue.length; done += 1) {
    const total = done - 1 + queue.length, file = queue.shift();
    say(fill(zone().dataset.sending, { done, total, name: file.name }));
    if (largest && file.size > largest) {
      const size = Math.floor(largest / 1e6);
      troubles.push(fill(zone().dataset.oversize, { name: file.name, size }));
      continue;
    }
    try {
      const { path } = await deliver(file);
      waiting.push({ path, name: file.name });
    } catch (error) {
      const { detail } = refusal(error);
      const unsent = fill(zone().dataset.unsent, { name: file.name });
      troubles.push(detail ? `${file.name}: ${detail}` : unsent);
    }
  }
  sending = false;
  say();
  hand();
}

element.addEventListener("change", (event) => {
  if (!event.target.matches("input[type=file]")) return;
  const files = [...event.target.files];
  event.target.value = "";  // so that the same file can be chosen again
  send(files);
});
const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
for (const kind of ["dragenter", "dragover"]) {
  element.addEventListener(kind, (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    zone().classList.add("over");
  });
}
element.addEventListener("dragleave", (event) => {
  if (!element.contains(event.relatedTarget)) zone().classList.remove("over");
});
element.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  zone().classList.remove("over");
  send(event.dataTransfer.files);
});
// A file that misses the zone by a hand's breadth must not replace the page.
for (const kind of ["dragover", "drop"]) {
  addEventListener(kind, (event) => { if (carriesFiles(event)) event.preventDefault(); });
}

const files = document.querySelector("#adding-files");

// Whoever leaves the page stops the adding: they are asked first, and told when they are back.
const ahead = () => queue.length + sending + waiting.length + given.length
  + files.querySelectorAll(".running :is(.waiting, .reading, .embedding)").length;
const stopped = () => document.querySelector("#cut-off");  // with the server, which is gone
addEventListener("beforeunload", (event) => { if (ahead() && !stopped()) event.preventDefault(); });
const LEFT = "hakusho.left";
try {  // a browser may be told to keep nothing
  left = Number(sessionStorage.getItem(LEFT));
  sessionStorage.removeItem(LEFT);
  addEventListener("pagehide", () => { if (ahead()) sessionStorage.setItem(LEFT, ahead()); });
} catch { /* then nothing is told */ }
if (zone()) say();
new MutationObserver(() => {
  const ended = !running() && files.querySelector(".files") && (adding || handed);
  adding = running();
  if (running()) heard();
  else if (files.querySelector(".files")) { heard(); hand(); }
  // That documents are replaced, and cannot be had back, was meant of these files.
  if (ended && replacing && !handed && !sending && replace()?.checked) replace().click();
  speak();
}).observe(files, { childList: true, subtree: true });
// Each step of the adding shuts the exact words of a failure that somebody reads.
const unfolded = new Set();  // numbers of the files
const numberOf = (inside) => [...files.querySelectorAll("li")].indexOf(inside.closest("li"));
files.addEventListener("click", (event) => {
  const details = event.target.closest("summary")?.parentElement;
  if (details) unfolded[details.open ? "delete" : "add"](numberOf(details));
});
new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (!target.open && unfolded.has(numberOf(target))) target.open = true;
  }
}).observe(files, { attributes: true, attributeFilter: ["open"], subtree: true });

// Files are added in the language that the page had when they were sent; what came of them is said
// in the one that it has.
function speak() {
  const said = files.querySelector(".files:not(.running)");
  if (said && said.lang !== zone()?.lang) trigger("spoken");
}
watch("value", () => {  // in another language the zone is made anew, and all else follows
  say();
  speak();
});

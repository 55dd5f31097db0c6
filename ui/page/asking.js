// The script of asking, from the field to the answer. It follows `chat.js` in the same scope, and
// uses its `field`, `type` and `typedIn`, and what `source.js` and `page.js` have. Nothing that was typed is
// lost: what is sent leaves the field at once and stands above it until it is answered; what is
// sent meanwhile waits its turn; and what has no answer yet is in the field again when it could
// not be asked, or when the page is loaded again.

const DRAFT = "hakusho.draft";
const SOON = 400;    // milliseconds that an answer may take without a word
let busy = false;    // an answer is on its way
let asking = "";     // to this, where it was typed
let waiting = [];    // what was sent meanwhile, in order
let restored = null; // { sent, typed }: what is in the field since the page was loaded

const progress = make("div", { id: "asking", role: "status" });

const lines = (texts) => texts.filter((text) => text.trim()).join("\n");
const unanswered = () => lines([asking, ...waiting, field().value]);
// What one account typed is nobody else's who signs in at this tab.
const account = () => document.querySelector("#account span")?.firstChild?.textContent.trim() ?? "";
const keep = () => {
  const sent = [asking, ...waiting].filter((text) => text.trim());
  const draft = { account: account(), sent, typed: field().value };
  write("sessionStorage", DRAFT, JSON.stringify(draft));
};
document.addEventListener("input", (event) => { if (event.target === field()) keep(); });

// --- what is said while an answer is on its way

let soon = 0;
function tellProgress() {
  document.querySelector("#chat [role=log]")?.setAttribute("aria-busy", String(busy));
  if (!progress.isConnected) document.querySelector("#ask").before(progress);
  clearTimeout(soon);
  if (!busy) progress.replaceChildren();
  else soon = setTimeout(drawProgress, progress.firstChild ? 0 : SOON);
}

function drawProgress() {
  const line = (text, said) => {
    const made = make("p", { lang: root.dataset.language });
    const question = make("q", {});
    question.textContent = text;
    if (text) made.append(question, " ");
    made.append(said ?? "…");
    return made;
  };
  progress.replaceChildren(
    line(asking, words().looking),
    ...waiting.map((text) => line(text, words().inTurn)),
  );
}

// --- asking

function done() {
  busy = false;
  asking = "";
  if (waiting.length) {
    busy = true;
    document.querySelector("#ask button").click();
  }
  tellProgress();
  keep();
}

Object.assign(window.hakusho, {
  // Gradio sends what was typed, or else something that stands in the conversation.
  taken: (typed) => {
    busy = true;
    restored = null;
    if (typed === undefined) {
      asking = "";
    } else if (waiting.length) {
      asking = waiting.shift();
    } else {
      asking = typed ?? "";
      type(field(), "");
    }
    tellProgress();
    keep();
    return asking;
  },
  answered: (place) => {
    done();
    showFirst(place);
  },
  // It was refused, or the server failed.
  unasked: () => {
    type(field(), unanswered());
    waiting = [];
    done();
  },
  // A window that is loaded again goes on with its conversation.
  remember: (id) => write("sessionStorage", "hakusho.conversation", id ?? ""),
});

// While an answer is on its way nothing else is asked, judged or put into the other language, since
// the answer will draw everything anew as it was when it was asked. What is typed waits. Whoever
// leaves the conversation goes on with another in a page loaded anew, since Gradio puts an answer
// into whatever conversation is there when it comes.
const ASKS = "#chat :is(.example, .again, .everywhere, .typed, .judge), #language label";
const OPENS = "#new, #saved-list [data-act=open]";
function hold(event) {
  if (!event.isTrusted || composing || event.isComposing) return;
  if (!busy && sends(event) && !plainly(field().value)) return missed(event);
  if (!busy) return;
  const other = event.type === "click" && event.target.closest?.(`${ASKS}, ${OPENS}`);
  if (!other && !sends(event)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type === "keypress") return;
  if (other) {
    if (other.matches(OPENS)) leave(other.closest("li")?.dataset.id ?? "");
    else tell(words().looking);
  } else if (field().value.trim()) {
    waiting.push(field().value);
    type(field(), "");
    tellProgress();
  }
}
for (const kind of ["keydown", "keypress", "click"]) addEventListener(kind, hold, true);

// Nothing was typed: that is no question, and takes the place of nothing.
function missed(event) {
  event.preventDefault();
  event.stopPropagation();
  if (event.type === "keypress") return;
  tell(words().empty);
  field().focus();
}

function leave(conversation) {
  window.hakusho.remember(conversation);
  asking = "";
  waiting = [];
  if (!conversation) type(field(), "");
  keep();
  if (conversation) history.pushState({ view: "answers" }, "");
  location.reload();
}

// --- a page that was loaded again

function restore() {
  let draft = null;
  try { draft = JSON.parse(read("sessionStorage", DRAFT)); } catch { /* damaged */ }
  if (!draft || draft.account !== account() || field().value) return;  // typed already
  restored = draft;
  type(field(), lines([...draft.sent, draft.typed]));
}

// The server may have answered what the page did not hear of.
const UNSEEN = /[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const plainly = (text) => text.replace(UNSEEN, "").replace(/\s+/g, " ").trim();
new MutationObserver(() => {
  if (!restored?.sent.length) return;
  const { sent: [first, ...others], typed } = restored;
  const last = [...room.querySelectorAll("#chat .question > p")].pop();
  const untouched = field().value === lines([first, ...others, typed]);
  if (last && untouched && plainly(typedIn(last)) === plainly(first)) {
    restored = null;
    type(field(), lines([...others, typed]));
  }
}).observe(room, { childList: true, subtree: true });

// The page may have begun before its scripts were there.
if ("entered" in root.dataset) window.hakusho.resumed();

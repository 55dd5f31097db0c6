// The script of the chat: what the links of a question and of an answer do. It follows
// `source.js` and `page.js` in the same scope, and uses `room`.

const field = () => document.querySelector("#ask textarea");

// Puts text into a component of Gradio's as if it were typed.
function type(area, text) {
  const put = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  put.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// What was typed: the numbers that stand for signs that cannot be seen were not.
function typedIn(question) {
  const copy = question.cloneNode(true);
  copy.querySelectorAll(".control").forEach((shown) => { shown.remove(); });
  return copy.textContent;
}

function asked(link) {
  const question = link.closest(".message")?.querySelector(".question > p");
  return question ? typedIn(question) : "";
}

let acts = 0;  // Gradio hears of a text only when it is another
const inform = (place, link) => {
  type(document.querySelector(`#${place} textarea`), `${link.id} ${++acts}`);
};
let judged = "";  // the id of the link that was followed: its message is drawn anew

const ACTS = {
  edit: (link) => {
    type(field(), asked(link));
    field().focus();
  },
  again: (link) => inform("repeated", link),
  everywhere: (link) => {
    document.querySelector("#limit .remove-all")?.click();
    inform("repeated", link);
  },
  typed: (link) => inform("repeated", link),
  judge: (link) => {
    judged = link.id;
    inform("judged", link);
  },
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("#chat .acts a");
  const act = link && Object.keys(ACTS).find((name) => link.classList.contains(name));
  if (!act) return;
  event.preventDefault();
  ACTS[act](link);
});

// Links of an answer come without roles, for the sanitiser strips them; and Gradio calls the
// suggested questions a list without items, and each of them by an English name.
function dress() {
  document.querySelector("#chat .examples[role=list]")?.removeAttribute("role");
  document.querySelectorAll("#chat .example[aria-label]").forEach((question) => {
    question.removeAttribute("aria-label");
  });
  document.querySelectorAll("#chat :is(.acts a, a.copy):not([role])").forEach((link) => {
    link.setAttribute("role", "button");
    if (link.classList.contains("judge")) {
      link.setAttribute("aria-pressed", String(link.classList.contains("chosen")));
    }
    if (link.id === judged && document.activeElement === document.body) link.focus();
  });
}
new MutationObserver(dress).observe(room, { childList: true, subtree: true });
document.addEventListener("keydown", (event) => {
  const button = event.key === " " && event.target.closest?.("#chat .acts a, #room a.copy");
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// Going to another tab is a step that the browser's way back undoes.
document.querySelector("#tabs").addEventListener("click", (event) => {
  const tab = event.isTrusted && event.target.closest("[role=tab]");
  if (tab) history.pushState({ ...history.state, tab: tab.dataset.tabId }, "");
});
function recallTab() {
  const tab = history.state?.tab ?? "ask";
  document.querySelector(`#tab-${tab}-button[aria-selected="false"]`)?.click();
}
addEventListener("popstate", recallTab);

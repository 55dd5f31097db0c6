// The script of the machine translations: fills one when it is opened. Gradio gives `element`
// and `server` (`translation`, which is `translated` of ui/page/translation.py). What comes back is
// text and is shown as text. `toggle` does not bubble, so it is caught on its way down.

const ADDRESS = /(?:^| )of-([0-9a-f]{12})_([0-9]+-[0-9]+)(?: |$)/;

async function fill(details) {
  const found = ADDRESS.exec(details.className);
  const shown = details.querySelector(".translated");
  if (!found || !shown || shown.lang) return;  // none, or filled already
  const language = details.lang;
  shown.lang = language;
  shown.setAttribute("role", "status");
  let told = null;
  try {
    told = await server.translation(`#${found[1]}/${found[2]}`, language);
  } catch { /* the server went away: opening it again asks again */ }
  const failed = window.hakusho?.words?.().failed ?? "";
  shown.textContent = told ? told.text || told.missing : failed;
  if (!told?.text) shown.removeAttribute("lang");
}

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.translation") && event.target.open) fill(event.target);
}, true);

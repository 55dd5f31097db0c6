// Before the first paint: the language, the reader's own choice or the browser's first of the
// two; and `window.hakusho`, by which the scripts of the page and the events of its server call
// each other. `page.js` and `asking.js` add to it.
{
  // What the browser keeps; it may be told to keep nothing.
  const read = (storage, key) => {
    try { return window[storage].getItem(key); } catch { return null; }
  };
  const write = (storage, key, value) => {
    try { window[storage].setItem(key, value); return true; } catch { return false; }
  };
  document.documentElement.dataset.language = read("localStorage", "hakusho.language") ||
    (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase())
      .find((tag) => tag === "ja" || tag === "en") || "en";

  // Where the server refuses, it says so in that language.
  const { fetch } = window;
  window.fetch = (asked, options = {}) => {
    const headers = new Headers(options.headers ?? asked.headers);
    headers.set("x-hakusho-language", document.documentElement.dataset.language);
    return fetch(asked, { ...options, headers });
  };

  function ownId() {
    const known = read("localStorage", "hakusho.reader");
    if (known) return known;
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return write("localStorage", "hakusho.reader", id) ? id : "";
  }
  // Who reads, for the server: in which language, under which id, which nobody can guess and by
  // which a reader without an account finds their own conversations again in this browser, and
  // which conversation this window has open.
  const reader = () => [
    document.documentElement.dataset.language,
    ownId(),
    read("sessionStorage", "hakusho.conversation") ?? "",
  ];

  // Whether a key or a click sends the question.
  const sends = (event) => event.type === "click" ? event.target.closest?.("#ask button")
    : event.key === "Enter" && !event.shiftKey && event.target.closest?.("#ask textarea");

  // A question that is sent before the server knows who reads is sent when it does.
  let entered = false;
  let sent = false;
  function hold(event) {
    if (entered || event.isComposing || !sends(event)) return;
    event.preventDefault();
    event.stopPropagation();
    sent = true;
  }
  for (const kind of ["keydown", "keypress", "click"]) addEventListener(kind, hold, true);
  const enter = () => {
    entered = true;
    document.documentElement.dataset.entered = "";
    const typed = document.querySelector("#ask textarea")?.value.trim();
    if (sent && typed) document.querySelector("#ask button").click();
    sent = false;
  };
  // Or it does not say: then what is asked is answered, if it can be, and kept for nobody.
  const refuse = (words) => {
    const { language } = document.documentElement.dataset;
    const said = document.createElement("p");
    const again = document.createElement("button");
    said.id = "unready";
    said.lang = language;
    said.setAttribute("role", "alert");
    document.querySelector("#top").after(said);
    again.addEventListener("click", () => location.reload());
    [said.textContent, again.textContent] = words[language];
    said.append(" ", again);
    enter();
  };
  window.hakusho = { read, write, sends, reader, entered: enter, refused: refuse };
}

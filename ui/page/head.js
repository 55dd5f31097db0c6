// Before the first paint: the language, the reader's own choice or the browser's first of the
// two. `hakushoReader` tells the server who reads: in which language, under which id, which
// nobody can guess and by which a reader without an account finds their own conversations
// again in this browser, and which conversation this window has open.
{
  const read = (storage, key) => {
    try { return window[storage].getItem(key); } catch { return null; }
  };
  document.documentElement.dataset.language = read("localStorage", "hakusho.language") ||
    (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase())
      .find((tag) => tag === "ja" || tag === "en") || "en";

  function ownId() {
    const known = read("localStorage", "hakusho.reader");
    if (known) return known;
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    try { localStorage.setItem("hakusho.reader", id); } catch { return ""; }
    return id;
  }
  window.hakushoReader = () => [
    document.documentElement.dataset.language,
    ownId(),
    read("sessionStorage", "hakusho.conversation") ?? "",
  ];

  // A question that is sent before the server knows who reads is sent when it does.
  let entered = false;
  let sent = false;
  function hold(event) {
    const sends = event.type === "click" ? "#ask button" : "#ask textarea";
    const wanted = event.type === "click" || (event.key === "Enter" && !event.shiftKey);
    if (entered || !wanted || event.isComposing || !event.target.closest(sends)) return;
    event.preventDefault();
    event.stopPropagation();
    sent = true;
  }
  for (const kind of ["keydown", "keypress", "click"]) addEventListener(kind, hold, true);
  window.hakushoEntered = () => {
    entered = true;
    document.documentElement.dataset.entered = "";
    if (sent) document.querySelector("#ask button").click();
    sent = false;
  };
  // Or it does not say: then what is asked is answered, if it can be, and kept for nobody.
  window.hakushoRefused = (words) => {
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
    window.hakushoEntered();
  };
}

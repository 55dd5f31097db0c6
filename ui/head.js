// Before the first paint. The language: the reader's own choice, or the browser's first of
// the two. And an id that nobody can guess, by which a reader without an account finds their
// own conversations again in this browser.
{
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  document.documentElement.dataset.language = kept("hakusho.language") ||
    (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase())
      .find((tag) => tag === "ja" || tag === "en") || "en";
  window.hakushoReader = () => {
    let id = kept("hakusho.reader");
    if (!id) {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      try { localStorage.setItem("hakusho.reader", id); } catch { return ""; }
    }
    return id;
  };
}

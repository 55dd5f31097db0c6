
// Gradio's page hears what it asked for over one stream of events, which the server closes
// when it has told everything. What is asked while that closing is on its way would never be
// heard of: the page takes the stream for open, and opens no other. So here the closing is
// passed on only when nothing is left to be told, and what is asked meanwhile waits for it.
// (`sse_stream` in gradio/routes.py; `open_stream` and `submit` in Gradio's client.)
{
  const send = window.fetch.bind(window);
  const untold = new Set(); // ids of what was asked and not yet told to its end
  const told = new Set(); // ids of what was told before the page knew that it was asked
  const asking = new Set(); // requests under way
  let closing = Promise.resolve(); // until the page has taken notice of the closing

  async function ask(...request) {
    const response = await send(...request);
    const { event_id: id } = await response.clone().json().catch(() => ({}));
    if (id && !told.delete(id)) untold.add(id);
    await closing;
    return response;
  }

  async function* messages(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const parts = (text + read.value).split("\n\n");
      text = parts.pop();
      for (const part of parts) yield JSON.parse(part.slice("data:".length));
    }
  }

  function heard({ msg, event_id: id }) {
    if (msg === "unexpected_error" && !id) untold.clear(); // told to all that wait
    if (msg === "process_completed" && !untold.delete(id)) told.add(id);
  }

  async function listen(request) {
    const first = await send(request);
    if (!first.ok) return first;
    const bytes = new TextEncoder();
    const write = (out, message) => {
      out.enqueue(bytes.encode(`data: ${JSON.stringify(message)}\n\n`));
    };
    async function pass(out) {
      for (let response = first; ; response = await send(request)) {
        let silent = true;
        for await (const message of messages(response)) {
          // The server is to end it by itself: were it broken off here, the server would forget
          // all that this page has asked meanwhile.
          if (message.msg === "close_stream") continue;
          silent = false;
          heard(message);
          write(out, message);
        }
        while (asking.size) await Promise.allSettled(asking);
        if (!untold.size) break;
        if (silent || !response.ok) throw new TypeError("The server told nothing more.");
      }
      if (!request.signal.aborted) {
        closing = new Promise((done) => request.signal.addEventListener("abort", done));
      }
      write(out, { msg: "close_stream" });
      out.close();
    }
    const body = new ReadableStream({ start: (out) => { pass(out).catch((e) => out.error(e)); } });
    return new Response(body, { status: first.status, headers: first.headers });
  }

  window.fetch = (...request) => {
    const [asked] = request;
    const { pathname } = new URL(asked.url ?? asked, document.baseURI);
    if (asked instanceof Request && pathname.endsWith("/queue/data")) return listen(asked);
    if (!pathname.endsWith("/queue/join")) return send(...request);
    const response = ask(...request);
    asking.add(response);
    const done = () => asking.delete(response);
    response.then(done, done);
    return response;
  };
}

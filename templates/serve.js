// A draft goes to the server and its verdict comes back, in the page.  Nothing is stored: neither
// draft nor token outlives the page.  Without this the form works by itself.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const form = at("form"), text = at("text"), file = at("file"), token = at("token");
  const mostBytes = Number(form.dataset.maxBytes), patience = Number(form.dataset.timeout);
  const KINDS = {
    txt: "text/plain", text: "text/plain", md: "text/markdown", markdown: "text/markdown",
    html: "text/html", htm: "text/html", xhtml: "text/html",
  };
  const STILL = " Your draft is still here.";
  let attached = null;
  let running = null;

  for (const id of ["file-field", "drop-how", "token-field"]) {
    if (at(id)) at(id).hidden = false;
  }
  form.noValidate = true;

  const say = (words) => { at("said").textContent = words; };
  const complain = (words) => { at("wrong").textContent = words; };

  // ---- what is checked: the text area, or a file that is no text one would edit here

  const kindOf = (name) => KINDS[name.toLowerCase().split(".").pop()];
  const inUtf8 = async (blob) => {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(await blob.arrayBuffer());
    } catch {
      return null;
    }
  };
  const attach = (chosen, kind) => {
    attached = { blob: chosen, kind };
    at("chosen-name").textContent = chosen.name;
    at("chosen").hidden = false;
    text.disabled = true;
  };
  const detach = () => {
    attached = null;
    file.value = "";
    at("chosen").hidden = true;
    text.disabled = false;
  };
  const take = async (chosen, number = 1) => {
    const only = number > 1 ? " One draft at a time: the first file was taken." : "";
    complain("");
    const kind = kindOf(chosen.name);
    if (!kind) {
      detach();
      complain(`Only .txt, .md and .html files can be checked.${only}`);
    } else if (chosen.size > mostBytes) {
      detach();
      complain(`${tooLarge()}${only}`);
    } else {
      const words = kind === "text/plain" ? await inUtf8(chosen) : null;
      if (words === null) {
        attach(chosen, kind);
        say(`${chosen.name} will be checked. Press Check.${only}`);
      } else {
        detach();
        text.value = words;
        say(`The text of ${chosen.name} is in the field. Press Check.${only}`);
      }
    }
  };
  const tooLarge = () => `The draft is too large: up to ${mostBytes.toLocaleString("en")} bytes can be checked.`;

  file.addEventListener("change", () => { if (file.files[0]) take(file.files[0]); });
  at("forget").addEventListener("click", () => { detach(); say("The file is removed."); text.focus(); });
  const holdsFile = (event) => [...event.dataTransfer.types].includes("Files");
  addEventListener("dragover", (event) => {
    if (!holdsFile(event) || at("ask").hidden) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!holdsFile(event) || at("ask").hidden) return;
    event.preventDefault();
    const dropped = event.dataTransfer.files;
    if (dropped[0]) take(dropped[0], dropped.length);
  });

  // ---- asking

  const plainWords = async (answer) => {
    const after = Number(answer.headers.get("Retry-After"));
    const detail = async () => {
      try { return (await answer.json()).detail; } catch { return ""; }
    };
    switch (answer.status) {
      case 401:
        if (token) token.focus();
        return `${token && token.value ? "This token is not known to the server." : "This server needs a token."} Enter yours, and press Check again.`;
      case 408: return `Your draft took too long to arrive. Try again.${STILL}`;
      case 413: return tooLarge();
      case 415: case 422: return await detail() || "The draft cannot be read.";
      case 503: return after
        ? `Many drafts are being checked just now. Try again in ${after} second${after === 1 ? "" : "s"}.${STILL}`
        : `${await detail() || "The check cannot be made just now."}${STILL}`;
      case 504: return `The check took more than ${patience} second${patience === 1 ? "" : "s"} and was ended. Try a part of the draft.${STILL}`;
      default: return `The check failed (status ${answer.status}, request ${answer.headers.get("X-Request-Id")}). Try again, or tell who runs the server.${STILL}`;
    }
  };

  const address = () => {
    const known = new URLSearchParams();
    for (const field of ["outlet", "published"]) {
      const value = at(field).value.trim();
      if (value) known.set(field, value);
    }
    const asked = String(known);
    return asked ? `check?${asked}` : "check";
  };

  const work = (isWorking) => {
    at("check").disabled = isWorking;
    at("stop").hidden = at("working").hidden = !isWorking;
  };

  const show = (page) => {
    // The style is here already, and this page's policy has no place for another.
    const bare = page.replace(/<style>[^]*?<\/style>/, "");
    const verdict = new DOMParser().parseFromString(bare, "text/html");
    const result = at("result");
    result.replaceChildren(...verdict.querySelector("main").childNodes);
    at("again").querySelector("nav")?.remove();
    const places = verdict.querySelector("header nav");
    if (places) at("again").append(places);
    result.hidden = at("again").hidden = false;
    at("ask").hidden = true;
    document.title = verdict.title;
    result.dispatchEvent(new CustomEvent("reuse-shown", { bubbles: true }));
    const title = result.querySelector("h1");
    title.tabIndex = -1;
    title.focus();
    scrollTo(0, 0);
  };

  const check = async () => {
    const draft = attached ? attached.blob : new Blob([text.value]);
    complain("");
    if (!attached && !text.value.trim()) {
      complain("There is no draft yet: paste its text, or choose a file.");
      text.focus();
      return;
    }
    if (draft.size > mostBytes) {
      complain(tooLarge());
      return;
    }
    const headers = { Accept: "text/html, application/problem+json" };
    headers["Content-Type"] = attached ? attached.kind : "text/plain; charset=utf-8";
    if (token && token.value) headers.Authorization = `Bearer ${token.value.trim()}`;
    const stop = running = new AbortController();
    const begun = Date.now();
    const tick = setInterval(() => {
      const seconds = Math.round((Date.now() - begun) / 1000);
      at("seconds").textContent = `${seconds} s`;
      if (seconds === 5) say("Still checking.");
    }, 1000);
    at("seconds").textContent = "";
    say("Checking.");
    work(true);
    try {
      const answer = await fetch(address(), { method: "POST", headers, body: draft, signal: stop.signal });
      if (answer.ok) {
        show(await answer.text());
        say("");
      } else {
        say("");
        complain(await plainWords(answer));
      }
    } catch {
      say(stop.signal.aborted ? "Stopped." : "");
      if (!stop.signal.aborted) complain(`The server cannot be reached. See whether it runs, and try again.${STILL}`);
    } finally {
      clearInterval(tick);
      running = null;
      work(false);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!running) check();
  });
  at("stop").addEventListener("click", () => { running?.abort(); at("check").focus(); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  at("change").addEventListener("click", () => {
    at("ask").hidden = false;
    at("result").hidden = at("again").hidden = true;
    at("result").replaceChildren();
    document.title = "Check a draft";
    (attached ? at("ask-title") : text).focus();
    scrollTo(0, 0);
  });
})();

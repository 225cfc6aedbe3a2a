// Only enhances: says where in two articles one is, keeps it in the URL, and lets keys step on.
"use strict";
(() => {
  const pairs = [...document.querySelectorAll(".pair")];
  if (!pairs.length) return;
  const SVG = "http://www.w3.org/2000/svg";
  const CHOICE = "reuse-keys";

  const view = (pair) => {
    const where = pair.querySelector(".where");
    const names = pair.querySelector(".names");
    const stops = [...pair.querySelectorAll("[data-passage][id]")]
      .sort((a, b) => a.dataset.passage - b.dataset.passage);
    const sections = [...pair.querySelectorAll(".row-passage")];
    const marked = new Map();
    for (const part of pair.querySelectorAll("[data-passage]")) {
      const number = part.dataset.passage;
      if (!marked.has(number)) marked.set(number, []);
      marked.get(number).push(part);
    }
    const windows = [...pair.querySelectorAll(".strip")].map((strip) => {
      const here = document.createElementNS(SVG, "rect");
      here.setAttribute("class", "strip-here");
      here.setAttribute("y", "0");
      here.setAttribute("height", "24");
      here.setAttribute("visibility", "hidden");
      strip.append(here);
      return { here, turned: strip.closest("[dir=rtl]") !== null };
    });
    const rows = [...pair.querySelectorAll(".row[data-place]")];
    return { pair, where, names, stops, sections, marked, windows, rows, current: null };
  };
  const views = pairs.map(view);

  // Where reading begins: below what stays at the top of the window.
  const line = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 12;
  const boxOf = (element) => element.getBoundingClientRect();
  // The first of elements that come one below the other whose end is below a height.
  const firstBelow = (elements, height) => {
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (boxOf(elements[middle]).bottom > height) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  const inWindow = (v) => {
    const top = boxOf(v.names).bottom;
    const bottom = window.innerHeight;
    const spans = [null, null];
    for (let n = firstBelow(v.rows, top); n < v.rows.length; n += 1) {
      const box = boxOf(v.rows[n]);
      if (box.top >= bottom) break;
      const place = v.rows[n].dataset.place.split(" ").map(Number);
      const from = Math.max(0, (top - box.top) / box.height);
      const to = Math.min(1, (bottom - box.top) / box.height);
      [0, 1].forEach((side) => {
        const start = place[2 * side];
        const length = place[2 * side + 1];
        if (!length) return;
        const span = spans[side] || [100, 0];
        spans[side] = [
          Math.min(span[0], start + from * length), Math.max(span[1], start + to * length),
        ];
      });
    }
    return spans;
  };

  const drawWindows = (v) => {
    inWindow(v).forEach((span, side) => {
      const { here, turned } = v.windows[side];
      here.setAttribute("visibility", span ? "visible" : "hidden");
      if (!span) return;
      const length = Math.max(0.5, span[1] - span[0]);
      here.setAttribute("x", `${turned ? 100 - span[0] - length : span[0]}%`);
      here.setAttribute("width", `${length}%`);
    });
  };

  // The last passage that begins above the line.
  const atLine = (v) => {
    const height = line();
    let low = 0;
    let high = v.sections.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (boxOf(v.sections[middle]).top > height) high = middle;
      else low = middle + 1;
    }
    return v.sections[low - 1] || null;
  };

  const place = (v, stop) => {
    if (v.current === stop && v.shown) return;
    const before = v.current && v.marked.get(v.current.dataset.passage);
    for (const part of before || []) part.removeAttribute("aria-current");
    v.current = stop;
    v.shown = true;
    const of = v.where.dataset.of;
    const number = stop ? Number(stop.dataset.passage) : 0;
    for (const part of stop ? v.marked.get(stop.dataset.passage) : []) {
      part.setAttribute("aria-current", "true");
    }
    v.where.querySelector(".at").textContent = number
      ? `Passage ${number} of ${of}` : `Before passage 1 of ${of}`;
    for (const link of v.where.querySelectorAll("[data-step]")) {
      const target = v.stops[number - 1 + Number(link.dataset.step)];
      link.hidden = !target;
      if (!target) continue;
      link.setAttribute("href", `#${target.id}`);
      link.textContent = Number(link.dataset.step) < 0 ? "Previous" : "Next";
    }
  };

  const viewAt = () => {
    const height = line();
    return views.find((v) => boxOf(v.pair).top <= height && boxOf(v.pair).bottom > height);
  };

  // A place that was asked for stays the current one until the reader scrolls on: the last
  // passages of a page cannot come to its top.
  let pinned = null;
  const pinnedIn = (v) => (pinned && pinned.view === v ? pinned.stop : null);

  const pin = (id) => {
    for (const v of views) {
      const stop = v.stops.find((s) => s.id === id);
      if (stop) {
        pinned = { view: v, stop, at: null, seen: null };
        place(v, stop);
        return stop;
      }
    }
    return null;
  };

  const write = () => {
    const v = (pinned && pinned.view) || viewAt();
    if (!v) return;
    const stop = pinnedIn(v) || v.current;
    const known = [v.pair.id, ...v.stops.map((s) => s.id)];
    const now = window.location.hash.slice(1);
    const id = stop ? stop.id : v.pair.id;
    if (now === id || (!stop && !known.includes(now))) return;
    try {
      window.history.replaceState(null, "", `#${id}`);
    } catch {
      // Some browsers allow no change of the URL of a file, or few in a short time.
    }
  };

  let waiting = 0;
  const settle = () => {
    // A long page pauses while it scrolls to a place: there only when twice at one height.
    if (pinned && pinned.at === null && pinned.seen !== window.scrollY) {
      pinned.seen = window.scrollY;
      settleSoon();
    } else if (pinned && pinned.at === null) pinned.at = window.scrollY;
    else if (pinned && Math.abs(window.scrollY - pinned.at) > 8) pinned = null;
    draw();
    write();
  };
  // Where nothing has to be scrolled no event says that it is done.
  const settleSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(settle, 300);
  };
  const draw = () => {
    for (const v of views) {
      const box = boxOf(v.pair);
      if (box.bottom < 0 || box.top > window.innerHeight) continue;
      drawWindows(v);
      place(v, pinnedIn(v) || atLine(v));
    }
  };
  let asked = false;
  window.addEventListener("scroll", () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => { asked = false; draw(); });
    }
    clearTimeout(waiting);
    waiting = setTimeout(settle, 150);
  }, { passive: true });
  window.addEventListener("resize", draw);

  const fromUrl = () => {
    const stop = pin(window.location.hash.slice(1));
    if (stop) settleSoon();
  };
  window.addEventListener("hashchange", fromUrl);
  window.addEventListener("load", () => { if (pinned) settleSoon(); });

  const step = (by) => {
    const v = (pinned && pinned.view) || viewAt() || views[0];
    const number = v.current ? Number(v.current.dataset.passage) : 0;
    const stop = v.stops[number - 1 + by];
    if (!stop) return;
    pin(stop.id);
    stop.focus({ preventScroll: true });
    stop.scrollIntoView();
    write();
    settleSoon();
  };

  // Keys without a modifier can be in the way of speech input: they can be switched off
  // (WCAG 2.2, 2.1.4), and the choice is kept where the browser keeps any.
  const recall = () => {
    try {
      return window.localStorage.getItem(CHOICE) !== "off";
    } catch {
      return true;
    }
  };
  const boxes = [];
  const choose = (on) => {
    for (const box of boxes) box.checked = on;
    try {
      window.localStorage.setItem(CHOICE, on ? "on" : "off");
    } catch {
      // Then it holds for this page only.
    }
  };
  for (const v of views) {
    if (v.stops.length < 2) continue;
    const label = document.createElement("label");
    const box = document.createElement("input");
    label.className = "keys";
    box.type = "checkbox";
    box.checked = recall();
    box.addEventListener("change", () => choose(box.checked));
    boxes.push(box);
    const key = (name) => Object.assign(document.createElement("kbd"), { textContent: name });
    label.append(box, " Keys: ", key("n"), " next, ", key("p"), " previous passage");
    v.where.append(label);
  }
  const STEPS = { n: 1, j: 1, p: -1, k: -1 };
  document.addEventListener("keydown", (event) => {
    const by = STEPS[event.key];
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (!by || event.ctrlKey || event.altKey || event.metaKey || typing) return;
    if (!boxes.length || !boxes[0].checked) return;
    event.preventDefault();
    step(by);
  });

  fromUrl();
  draw();
})();

// The table of families: search, filters, order, and all of it in the address. Without this
// script the table stands in its first order and the pages after it have the rest.
"use strict";
(() => {
  const table = document.getElementById("families");
  if (!table) return;
  // What is of no use without this script is not on the page before it.
  for (const part of document.querySelectorAll("template.scripted")) part.replaceWith(part.content);
  const PAGE = 200;
  const KEYS = ["q", "outlet", "nature", "credit", "origin", "match", "sort", "from", "to"];
  const WORDS = {
    q: "with", outlet: "outlet", nature: "nature", credit: "credit", origin: "origin", match: "match",
    sort: "sorted by", from: "taken from", to: "taken by",
  };
  const SURE = { certain: 0, probable: 1, possible: 2, unknown: 3 };
  const NEWS = Number(table.dataset.total);
  const body = table.tBodies[0];
  const panel = document.querySelector(".filters");
  const tally = panel.querySelector("output");
  const clear = panel.querySelector('[name="clear"]');
  const chosen = panel.querySelector(".chosen");
  const more = document.querySelector(".more");
  const next = document.querySelector("#families ~ .turn");
  const caption = table.caption.textContent;
  const files = table.dataset.files.split(" ").filter(Boolean);
  const fields = Object.fromEntries(
    [...panel.querySelectorAll("input, select")].map((field) => [field.name, field]),
  );
  let names = null;
  let records = null;
  let limit = PAGE;
  let turn = 0;
  let wanted = {};

  // The rows that the page came with, by their number in the data.
  const written = new Map();
  for (const row of document.querySelectorAll("tr[data-row]")) written.set(Number(row.dataset.row), row);

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

  const record = (values, place) => {
    const [number, address, opening, words, nature, possible, confidence, origin, first, articles, groups, flows] = values;
    return { place, number, address, opening, words, nature, possible, confidence, origin, first, articles, groups, flows, text: null, row: written.get(place) };
  };
  const outletsOf = (r) => {
    const found = new Set(r.articles.map((article) => names.articles[article][1]));
    if (r.confidence !== "unknown") found.add(r.origin[0]);
    return found;
  };
  const textOf = (r) => {
    r.text ??= ` ${wordsOf([
      r.opening,
      ...[...outletsOf(r)].map((outlet) => names.outlets[outlet]),
      ...r.articles.map((article) => names.articles[article][0]),
    ].join(" ")).join(" ")} `;
    return r.text;
  };

  const load = (file) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = file;
    script.onload = resolve;
    script.onerror = () => reject(new Error(file));
    document.head.append(script);
  });
  const take = (found) => {
    names = found.names;
    records = found.rows.map(record);
  };
  const read = async () => {
    if (records) return;
    const inPage = document.getElementById("families-data");
    if (inPage) return take(JSON.parse(inPage.textContent));
    tally.textContent = `Reading all ${NEWS.toLocaleString("en")} passages …`;
    await Promise.all(files.map(load));
    const data = globalThis.reuseData;
    const rows = files.slice(1).flatMap((file) => data[file.split("/").pop()]);
    take({ names: data.names, rows });
  };

  const make = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const figure = (number) => number.toLocaleString("en");
  const bdi = (outlet) => make("bdi", {}, names.outlets[outlet]);
  const cell = (label, ...children) => make("td", { role: "cell", "data-label": label }, ...children);
  const count = (label, number) => make("td", { role: "cell", class: "number", "data-label": label }, figure(number));
  const possible = (words) => make("span", { class: "possible" }, make("span", { "aria-hidden": "true" }, "? "), words);
  const group = ([status, number, outlets, rest, unsure]) => {
    const said = (number > 1 ? `${figure(number)} ` : "") + names.credits[status];
    const item = make("li", {}, make("span", { class: `status status-${status}` }, said), " ");
    outlets.forEach((outlet, n) => item.append(n ? ", " : "", bdi(outlet)));
    if (rest) item.append(` and ${figure(rest)} more`);
    if (unsure) item.append(" ", possible(`${figure(unsure)} possible match${unsure > 1 ? "es" : ""}`));
    return item;
  };
  const originOf = (r) => {
    const [outlet, address, outside] = r.origin;
    if (r.confidence === "unknown") return ["not known"];
    const name = address
      ? make("a", { href: address }, bdi(outlet))
      : make("span", { class: "outside" }, bdi(outlet));
    const how = names.confidences[r.confidence] + (outside ? ", not among these articles" : "");
    return [make("strong", {}, name), make("span", { class: "how" }, how)];
  };
  // What overview_rows.html writes, from data; text goes in as text only.
  const rowOf = (r) => {
    if (r.row) return r.row;
    const nature = make("span", { class: "nature" }, `Passage ${r.number}, ${names.natures[r.nature]}`);
    if (r.possible) nature.append(" ", possible("possible match"));
    const head = make("th", { role: "rowheader", scope: "row", "data-label": "Passage" },
      make("a", { class: "opening", dir: "auto", href: r.address }, `“${r.opening}”`), nature);
    r.row = make("tr", { role: "row", "data-row": r.place }, head,
      count("Words", r.words), count("Articles", r.articles.length),
      cell("Carried by", make("ul", { class: "carriers" }, ...r.groups.map(group))),
      cell("Origin", ...originOf(r)),
      cell("First dated", r.first ? make("time", { datetime: r.first[1] }, r.first[2]) : "no date"));
    return r.row;
  };

  const bare = (r) => r.groups.reduce((sum, [status, number]) => sum + (status === "none" ? number : 0), 0);
  const name = (r) => (r.confidence === "unknown" ? null : names.outlets[r.origin[0]]);
  const VALUES = {
    __proto__: null,
    number: (r) => r.number,
    words: (r) => r.words,
    articles: (r) => r.articles.length,
    credit: bare,
    origin: name,
    date: (r) => (r.first ? r.first[0] : null),
    sure: (r) => -SURE[r.confidence],
    nature: (r) => names.natures[r.nature],
  };
  // What has no value comes last, whichever way the others go.
  const sorted = (found, sort) => {
    const down = sort.startsWith("-");
    const value = VALUES[sort.replace("-", "")];
    if (!value) return found;
    const both = found.map((r) => [value(r), r]);
    both.sort(([a, x], [b, y]) => {
      if (a === null || b === null) return (a === null) - (b === null) || x.place - y.place;
      const order = typeof a === "string" ? a.localeCompare(b) : a - b;
      return (down ? -order : order) || x.place - y.place;
    });
    return both.map(([, r]) => r);
  };
  const unnamed = (r) => (r.nature === "copied" || r.nature === "wire") && r.confidence !== "unknown" && bare(r) > 0;
  const filtered = () => {
    const number = (key) => (key in wanted ? names.outlets.indexOf(wanted[key]) : null);
    const [outlet, from, to] = ["outlet", "from", "to"].map(number);
    const terms = wordsOf(wanted.q ?? "").map((term) => (unspaced.test(term) ? term : ` ${term}`));
    return records.filter((r) =>
      (wanted.nature ? r.nature === wanted.nature : r.nature !== "boilerplate") &&
      (!wanted.origin || r.confidence === wanted.origin) &&
      (!wanted.match || (r.possible ? "possible" : "certain") === wanted.match) &&
      (!wanted.credit || (wanted.credit === "unnamed" ? unnamed(r) : r.groups.some(([status]) => status === wanted.credit))) &&
      (outlet === null || outletsOf(r).has(outlet)) &&
      ((from === null && to === null) ||
        r.flows.some(([a, b]) => (from === null || a === from) && (to === null || b === to))) &&
      terms.every((term) => textOf(r).includes(term)));
  };

  const address = () => {
    const pairs = KEYS.filter((key) => wanted[key]).map((key) => `${key}=${encodeURIComponent(wanted[key])}`);
    return pairs.length ? `#?${pairs.join("&")}` : "";
  };
  const fromAddress = () => {
    if (!location.hash.startsWith("#?")) return {};
    const parameters = new URLSearchParams(location.hash.slice(2));
    return Object.fromEntries(KEYS.filter((key) => parameters.get(key)).map((key) => [key, parameters.get(key)]));
  };
  const remember = () => {
    const here = location.pathname + location.search;
    if (address() || location.hash.startsWith("#?")) history.replaceState(null, "", here + address());
  };
  // Browsers refuse an address that changes with every key.
  let waiting = 0;
  const rememberSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(remember, 150);
  };

  const say = (shown, found) => {
    const all = wanted.nature ? records.filter((r) => r.nature === wanted.nature).length : NEWS;
    const which = wanted.nature === "boilerplate" ? " of boilerplate" : "";
    tally.textContent = shown < found && found < all
      ? `${figure(found)} of ${figure(all)}${which} found, the first ${figure(shown)} shown`
      : `${figure(shown)} of ${figure(all)}${which} shown`;
  };
  // What is chosen, in words: on paper the filters are not there.
  const choice = () => KEYS.filter((key) => wanted[key]).map((key) => {
    const option = fields[key]?.selectedOptions?.[0];
    const said = option ? option.textContent.trim().replace(/ \([\d,]+\)$/, "") : `“${wanted[key]}”`;
    return `${WORDS[key]} ${said}`;
  });
  const draw = (found) => {
    const shown = found.slice(0, limit);
    body.replaceChildren(...shown.map(rowOf));
    more.hidden = shown.length === found.length;
    say(shown.length, found.length);
    const chosen = choice();
    if (next) next.hidden = chosen.length > 0;
    table.caption.textContent = chosen.length ? `${tally.textContent}: ${chosen.join("; ")}.` : caption;
  };
  const reflect = () => {
    for (const [key, field] of Object.entries(fields)) {
      const value = wanted[key] ?? "";
      if (field.tagName === "SELECT" && value && ![...field.options].some((option) => option.value === value)) {
        field.append(new Option(value, value));
      }
      if (field.value.trim() !== value) field.value = value;
    }
    if (KEYS.some((key) => wanted[key])) panel.hidden = false;
    clear.hidden = !KEYS.some((key) => wanted[key]);
    chosen.hidden = !(wanted.from || wanted.to);
    chosen.firstElementChild.textContent =
      `Only what ${wanted.to ? `“${wanted.to}”` : "any outlet"} took from ${wanted.from ? `“${wanted.from}”` : "any other"}.`;
    const column = (wanted.sort ?? "").replace("-", "");
    for (const head of table.tHead.rows[0].cells) {
      if (column && head.dataset.sort === column) {
        head.setAttribute("aria-sort", wanted.sort.startsWith("-") ? "descending" : "ascending");
      } else head.removeAttribute("aria-sort");
    }
  };
  const show = async () => {
    const mine = (turn += 1);
    reflect();
    try {
      await read();
    } catch {
      tally.textContent = "The files with all passages, in the folder “assets”, could not be read; the further pages list them all.";
      return;
    }
    if (mine === turn) draw(sorted(filtered(), wanted.sort ?? ""));
  };
  const change = (changes) => {
    wanted = Object.fromEntries(Object.entries({ ...wanted, ...changes }).filter(([, value]) => value));
    limit = PAGE;
    if ("q" in changes && changes.q) rememberSoon();
    else remember();
    return show();
  };

  // Brings the rows into view with as much of what stands over them as leaves them half a window.
  const reach = () => {
    const heading = document.getElementById("passages");
    const rows = body.getBoundingClientRect().top;
    const above = [heading, ...panel.querySelectorAll(".chosen:not([hidden])"), tally.parentElement];
    const first = above.find((part) => rows - part.getBoundingClientRect().top < window.innerHeight / 2);
    (first ?? table).scrollIntoView();
  };
  const restore = async () => {
    wanted = fromAddress();
    limit = PAGE;
    await show();
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = make("button", { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    const key = head.dataset.sort;
    // Figures are asked for from the top, names and dates from the beginning.
    const first = head.classList.contains("number") && key !== "number" || key === "credit" ? `-${key}` : key;
    const second = first === key ? `-${key}` : key;
    button.addEventListener("click", () => change({ sort: wanted.sort === first ? second : first }));
  }
  fields.q.addEventListener("input", () => change({ q: fields.q.value.trim() }));
  for (const field of panel.querySelectorAll("select")) {
    field.addEventListener("change", () => change({ [field.name]: field.value }));
  }
  panel.querySelector('[name="unflow"]').addEventListener("click", () => change({ from: "", to: "" }));
  clear.addEventListener("click", () => {
    change(Object.fromEntries(KEYS.map((key) => [key, ""])));
    fields.q.focus();
  });
  more.firstElementChild.addEventListener("click", async () => {
    const last = body.rows.length;
    limit += PAGE;
    await show();
    body.rows[last]?.querySelector("a").focus();
  });
  addEventListener("hashchange", async () => {
    if (!location.hash.startsWith("#?")) return;
    await restore();
    reach();
  });
  // A link to what is shown already changes no address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#?"]');
    if (link?.getAttribute("href") === location.hash) reach();
  });

  const least = 8; // Fewer rows are seen at once.
  panel.hidden = NEWS < least && written.size < least;
  const boilerplate = document.querySelector("details.boilerplate");
  if (boilerplate && !panel.hidden) boilerplate.hidden = true;
  if (location.hash.startsWith("#?")) {
    restore().then(reach);
  } else {
    more.hidden = body.rows.length >= NEWS;
    tally.textContent = body.rows.length < NEWS
      ? `The first ${figure(body.rows.length)} of ${figure(NEWS)} shown`
      : `${figure(NEWS)} of ${figure(NEWS)} shown`;
  }
})();

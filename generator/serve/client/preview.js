// The preview's own script. A build never contains it.
//
// It tells the server which page this is and which bytes it has (data-tag), and does what the server
// answers: loads the page again, exchanges the style sheet, shows what is wrong, goes to another page.
"use strict";
(() => {
  const own = "/_passport/";
  let tag = document.currentScript.dataset.tag;
  const store = {
    get(key) { try { return JSON.parse(sessionStorage.getItem("passport." + key)); } catch { return null; } },
    set(key, value) { try { sessionStorage.setItem("passport." + key, JSON.stringify(value)); } catch { /* full or forbidden: then nothing is remembered */ } },
  };

  // Everything shown lives in a shadow, so that it and the page's style leave each other alone.
  const host = document.createElement("passport-preview");
  host.lang = "en";
  host.dir = "ltr";
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = el("link", { rel: "stylesheet", href: own + "preview.css" });
  const styled = new Promise((done) => { sheet.onload = sheet.onerror = done; });
  const said = el("p", { class: "said", role: "status" });
  const pill = el("button", { class: "pill", type: "button", hidden: true });
  const corner = el("aside", { class: "corner", "aria-label": "Preview" }, pill);
  const title = el("h2", { id: "title" });
  const list = el("ol", { class: "list" });
  const panel = el("div", { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", hidden: true },
    el("div", { class: "head" }, title, el("button", { class: "close", type: "button", "aria-label": "Close", onclick: dismiss }, "×")), list);
  shadow.append(sheet, said, corner, panel);
  document.body.append(host);

  function el(name, attributes = {}, ...inside) {
    const e = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
      else if (value === true) e.setAttribute(key, "");
      else if (value !== false && value != null) e.setAttribute(key, value);
    }
    e.append(...inside.filter((x) => x != null && x !== ""));
    return e;
  }
  const count = (n, one, many) => n + " " + (n === 1 ? one : many);

  // --- the stream: only while the page can be seen, because a browser allows a host six connections

  let stream, again, wait = 250;
  function connect() {
    clearTimeout(again);
    if (stream || document.visibilityState === "hidden") return;
    let page = location.pathname;
    try { page = decodeURIComponent(page); } catch { /* then as it is */ }
    stream = new EventSource(own + "live?page=" + encodeURIComponent(page) + "&tag=" + encodeURIComponent(tag));
    stream.onopen = () => { wait = 250; host.removeAttribute("data-alone"); draw(); };
    stream.onerror = () => {
      disconnect();
      again = setTimeout(connect, wait);
      wait = Math.min(wait * 2, 4000);
      if (wait > 1000) { host.setAttribute("data-alone", ""); draw(); }
    };
    const on = (name, act) => stream.addEventListener(name, (e) => act(JSON.parse(e.data)));
    on("reload", reload);
    on("style", restyle);
    on("problems", (d) => { problems = d.problems; update(); });
    on("go", go);
  }
  function disconnect() {
    if (stream) stream.close();
    stream = null;
  }
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" ? disconnect() : connect());
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  // --- new bytes: where the reader was, what had the focus

  function reload() {
    disconnect();
    store.set("place", { at: location.pathname, x: scrollX, y: scrollY, focus: pathOf(document.activeElement), open: !panel.hidden, panel: panel.scrollTop, problem: problemAt() });
    location.reload();
  }
  function restore() {
    const place = store.get("place");
    store.set("place", null);
    if (!place || place.at !== location.pathname) return;
    if (place.focus) {
      let e = document.body;
      for (const [name, n] of place.focus) e = e && e.children[n] && e.children[n].localName === name ? e.children[n] : null;
      if (e) e.focus({ preventScroll: true });
    }
    scrollTo(place.x, place.y);
    read = place;
  }
  function pathOf(e) {
    if (!e || e === document.body || e === host) return null;
    const path = [];
    for (; e && e !== document.body; e = e.parentElement) {
      path.unshift([e.localName, [...e.parentElement.children].indexOf(e)]);
    }
    return e ? path : null;
  }

  // The new sheet comes beside the old one and takes its place when it is there, so that nothing jumps. One that
  // is still on its way when the next save overtakes it may never come, and gives way.
  const coming = new Set();
  function restyle({ tag: now, sheets }) {
    tag = now;
    for (const late of coming) late.remove();
    coming.clear();
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
    sheets.forEach((href, i) => {
      const old = links[i];
      if (!old || old.getAttribute("href") === href) return;
      const fresh = old.cloneNode();
      fresh.href = href;
      fresh.onload = () => { if (coming.delete(fresh)) old.remove(); };
      fresh.onerror = () => setTimeout(() => { if (coming.has(fresh)) reload(); }, 500);
      coming.add(fresh);
      old.after(fresh);
    });
  }

  function go({ href }) {
    const to = new URL(href, location.href);
    const here = (u) => u.pathname.replace(/(\/)index\.html$/, "$1").replace(/\.html$/, "");
    if (here(to) === here(location) && to.hash === location.hash) return;
    location.assign(to);
  }

  // --- what is wrong

  let problems = [], mended = 0, before = null;
  let read = null; // what the list was like before the page was loaded again
  const key = (p) => [p.code, p.file, p.message].join("\n");
  const serious = () => problems.filter((p) => p.severity !== "note");

  function update() {
    const had = host.hasAttribute("data-wrong"), now = serious();
    const known = new Set(store.get("dismissed") || []);
    host.toggleAttribute("data-wrong", now.length > 0);
    if (now.length === 0) {
      store.set("dismissed", []);
      if (!panel.hidden) close();
      if (had) {
        mended = setTimeout(() => { mended = 0; draw(); }, 2500);
        said.textContent = "All problems are mended.";
      }
    } else {
      clearTimeout(mended);
      mended = 0;
      fill();
      const calls = now.filter((p) => !known.has(key(p)) && (p.severity === "error" || !p.old));
      if (calls.length > 0 || read?.open) open(false);
    }
    read = null;
    draw();
  }

  function draw() {
    const now = serious(), alone = host.hasAttribute("data-alone");
    const worst = now.some((p) => p.severity === "error") ? "error" : "warning";
    pill.className = "pill " + (alone ? "alone" : now.length ? worst : "fine");
    pill.textContent = alone ? "passport serve has stopped" : now.length ? count(now.length, "problem", "problems") : "All mended";
    pill.disabled = alone || now.length === 0;
    pill.hidden = !panel.hidden || !alone && now.length === 0 && !mended;
  }

  function fill() {
    const now = serious(), notes = problems.length - now.length;
    title.textContent = count(now.length, "problem", "problems") + (notes ? " and " + count(notes, "note", "notes") : "");
    const at = problemAt();
    list.replaceChildren(...problems.map(item));
    if (at != null && !toProblem(at)) panel.focus({ preventScroll: true });
  }

  // Which problem has the focus, and giving it back after the list was written anew.
  function problemAt() {
    const i = [...list.children].findIndex((li) => li.contains(shadow.activeElement));
    return i < 0 ? null : list.children[i].dataset.key;
  }
  function toProblem(at) {
    const where = [...list.children].find((li) => li.dataset.key === at)?.querySelector("a, button");
    if (where) where.focus({ preventScroll: true });
    return !!where;
  }

  function item(p) {
    const place = p.file ? p.file + (p.line ? ":" + p.line + ":" + p.column : "") : "";
    let where = null;
    if (p.edit) where = el("button", { class: "where", type: "button", onclick: () => edit(p) }, place);
    else if (p.link) where = el("a", { class: "where", href: p.link }, place);
    else if (place) where = el("span", { class: "where" }, place);
    const source = p.line && (p.before || p.marked || p.after)
      ? el("pre", { class: "source" }, el("span", { class: "n", "aria-hidden": "true" }, String(p.line)),
          el("code", {}, p.before || "", el("mark", {}, p.marked || "\u200b"), p.after || "", p.label ? el("span", { class: "label" }, p.label) : null))
      : null;
    return el("li", { class: p.severity, "data-key": key(p) },
      el("p", { class: "what" }, el("span", { class: "severity" }, p.severity), " ", el("span", { class: "message" }, p.message)),
      where, source, p.hint ? el("p", { class: "hint" }, p.hint) : null);
  }

  async function edit(p) {
    const q = new URLSearchParams({ file: p.file, line: p.line || 1, column: p.column || 1 });
    const answer = await fetch(own + "edit?" + q, { method: "POST", headers: { "X-Passport": "edit" } }).catch(() => null);
    if (!answer || !answer.ok) said.textContent = answer ? await answer.text() : "The editor could not be opened.";
  }

  // The panel is no modal window: the page below stays usable. It takes the focus only when nothing else
  // has it, and gives it back.
  function open(asked) {
    if (!shadow.querySelector("dialog[open]") && !counting) {
      const free = !document.activeElement || document.activeElement === document.body;
      const was = panel.hidden;
      panel.hidden = false;
      if (was) before = document.activeElement;
      if (was) {
        const last = read;
        styled.then(() => {
          if (last) panel.scrollTop = last.panel;
          if ((asked || free) && !(last?.problem && toProblem(last.problem))) panel.focus({ preventScroll: true });
        });
      }
      const now = serious();
      said.textContent = title.textContent + ": " + now.map((p) => p.message).slice(0, 3).join("; ");
    }
    draw();
  }
  function close() {
    const inside = shadow.activeElement && panel.contains(shadow.activeElement);
    panel.hidden = true;
    draw();
    if (inside && before && before !== document.body && before !== host && before.isConnected) before.focus({ preventScroll: true });
    else if (inside && !pill.hidden && !pill.disabled) pill.focus({ preventScroll: true });
    else if (inside) shadow.activeElement?.blur();
  }
  function dismiss() {
    store.set("dismissed", problems.map(key));
    close();
  }
  pill.addEventListener("click", () => open(true));

  // --- seven seconds

  let counting = 0;
  const bar = el("div", { class: "bar", hidden: true });
  const memory = el("aside", { class: "memory", "aria-label": "What you remembered", hidden: true });
  const questions = ["What does this person do?", "What are they good at?", "What would you ask them first?"];
  const answers = questions.map((_, i) => el("textarea", { id: "a" + i, rows: "2" }));
  const dialog = el("dialog", { "aria-labelledby": "seven" },
    el("form", { method: "dialog", onsubmit: compare },
      el("p", { class: "numeral", "aria-hidden": "true" }, "7"),
      el("h2", { id: "seven" }, "What do you remember?"),
      el("p", { class: "lead" }, "A first look at a page lasts about seven seconds. Write down what stayed with you, then look again."),
      ...questions.flatMap((q, i) => [el("label", { for: "a" + i }, q), answers[i]]),
      el("p", { class: "buttons" }, el("button", { class: "primary", type: "submit" }, "Look again"),
        el("button", { type: "button", onclick: () => dialog.close() }, "Leave"), el("span", { class: "soft" }, "Escape leaves too"))));
  shadow.append(bar, memory, dialog);

  function seven() {
    if (dialog.open) return;
    clearTimeout(counting);
    memory.hidden = true;
    panel.hidden = true;
    host.setAttribute("data-looking", "");
    scrollTo({ top: 0, behavior: "instant" });
    bar.hidden = true;
    void bar.offsetWidth; // a bar that was running begins anew
    bar.hidden = false;
    said.textContent = "Look at the page. It is hidden in seven seconds.";
    counting = setTimeout(() => {
      stop();
      answers.forEach((a) => { a.value = ""; });
      dialog.showModal();
      answers[0].focus();
    }, 7000);
    draw();
  }
  function stop() {
    clearTimeout(counting);
    counting = 0;
    bar.hidden = true;
    host.removeAttribute("data-looking");
  }
  function compare(e) {
    e.preventDefault();
    dialog.close();
    const rows = questions.map((q, i) => [q, answers[i].value.trim()]).filter(([, a]) => a);
    if (rows.length === 0) return;
    memory.replaceChildren(el("div", { class: "head" }, el("h2", {}, "What you remembered"),
      el("button", { class: "close", type: "button", "aria-label": "Close", onclick: () => { memory.hidden = true; } }, "×")),
      el("dl", {}, ...rows.flatMap(([q, a]) => [el("dt", {}, q), el("dd", {}, a)])));
    memory.hidden = false;
  }

  addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape") {
      if (counting) { stop(); said.textContent = ""; draw(); }
      else if (!memory.hidden) memory.hidden = true;
      else if (!panel.hidden && !dialog.open) dismiss();
      return;
    }
    const at = e.composedPath()[0];
    const typing = at instanceof Element && (at.matches("input, textarea, select") || at.isContentEditable);
    if (e.key === "7" && !typing) { e.preventDefault(); seven(); }
  });

  restore();
  styled.then(() => host.setAttribute("data-ready", ""));
  connect();
})();

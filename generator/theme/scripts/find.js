// A field above a long list that leaves only the entries with the words typed into it. The page is complete
// without it: nothing is loaded, nothing is stored, and the list is the page's own.
(() => {
  const { label, found } = document.currentScript.dataset;
  const plain = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const make = (tag, attrs, ...kids) => {
    const el = document.createElement(tag);
    for (const [k, v] of Object.entries(attrs)) el.setAttribute(k, v);
    el.append(...kids);
    return el;
  };
  const field = make("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
  const said = make("span", { role: "status" });
  const name = make("label", { for: "find" }, label);
  const form = make("form", { role: "search" }, name, field, said);
  // Styles set by a script are the page's own: its policy forbids them in the markup only.
  Object.assign(form.style, { display: "flex", flexWrap: "wrap", alignItems: "center", gap: ".4em .8em" });
  Object.assign(field.style, { font: "inherit", color: "inherit", background: "transparent", border: "1px solid", borderRadius: "2px",
    padding: ".45em .6em", minBlockSize: "2.75rem", inlineSize: "16em", maxInlineSize: "100%", boxSizing: "border-box" });
  name.style.flexBasis = "100%"; // above the field, so that it is as high on a phone as on a wall
  // The room for it is there already, and nothing below has been read yet.
  document.getElementById("find-box").append(form);
  document.addEventListener("DOMContentLoaded", () => {
    const main = document.querySelector("main");
    const items = [...main.querySelectorAll("article.card, article.full, .entries tbody tr, .skills tbody tr, .rows > li, .references > li")]
      .map((el) => ({ el, text: plain(el.textContent) }));
    const parts = [...main.querySelectorAll("section, .sec")].filter((s) => items.some((i) => s.contains(i.el)));
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const filter = () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let n = 0;
      for (const i of items) {
        i.shown = words.every((w) => i.text.includes(w));
        i.el.style.display = i.shown ? "" : "none";
        n += i.shown;
      }
      for (const s of parts) s.style.display = items.some((i) => i.shown && s.contains(i.el)) ? "" : "none";
      said.textContent = words.length ? found.replace("{n}", number.format(n)).replace("{all}", number.format(items.length)) : "";
    };
    field.addEventListener("input", filter);
    field.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && field.value) { field.value = ""; filter(); e.preventDefault(); }
    });
    form.addEventListener("submit", (e) => e.preventDefault());
    addEventListener("beforeprint", () => { form.style.display = "none"; });
    addEventListener("afterprint", () => { form.style.display = ""; });
    // A link to one entry of the list must find it, whatever the field holds when the page is come back to.
    addEventListener("hashchange", () => { field.value = ""; filter(); });
  });
})();

const said = document.getElementById("said");
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Some browsers give a page from a folder no clipboard; they all know the older way.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("no clipboard");
  }
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-of]");
  if (!button) return;
  try {
    await copy(document.getElementById(button.dataset.of).textContent);
    button.classList.add("done");
    button.textContent = said.dataset.done;
    button.ariaLabel = button.dataset.done;
    said.textContent = button.ariaLabel;
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.of));
    said.textContent = said.dataset.selected;
  }
  button.focus();
});

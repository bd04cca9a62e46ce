// What comes out of a workshop, on the desk: the quick bar, and one dialog that notes something from where it was said
// or words it again. Without script the same links lead to a page that does the same.

import { say } from "./room.js";

const dialog = document.getElementById("suite");
const form = dialog?.querySelector("[data-suite]");
const quick = document.querySelector("[data-quick]");
const NAMES = ["kind", "text", "owner", "due", "audience", "cause", "note", "cluster"];

function fill(said) {
  for (const name of NAMES) form.elements[name].value = said[name] ?? "";
  form.elements.kind.value = said.kind || "decision";
  dialog.querySelector("details").open = Boolean(said.audience || said.cause);
}

function open(said, url = "") {
  const old = Boolean(url);
  fill(said);
  form.action = url || dialog.dataset.new;
  for (const tool of dialog.querySelectorAll("form[data-to]")) tool.action = url + tool.dataset.to;
  dialog.querySelector("[data-only-old]").hidden = !old;
  dialog.querySelector("[data-title]").textContent = old ? "Modifier" : "Ce qui en sort";
  form.querySelector("[data-do]").textContent = old ? "Enregistrer" : "Noter";
  dialog.showModal();
  form.elements.text.focus();
}

document.addEventListener("click", (event) => {
  if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-takeaway], [data-rewords]");
  if (link) {
    event.preventDefault();
    const { ofNote: note, ofCluster: cluster, ...said } = link.dataset;
    open({ ...said, note, cluster }, link.matches("[data-rewords]") ? new URL(link.href).pathname : "");
  }
  const ofNote = event.target.closest("[data-takeaway-of-note]");
  if (ofNote) {
    const tools = ofNote.closest("dialog");
    const key = tools.querySelector("form[data-to='']").action.split("/").at(-2);
    const text = tools.querySelector("textarea").value;
    tools.close();
    open({ text, note: key });
  }
});

document.addEventListener("committed", (event) => {
  if (event.target !== quick) return;
  const kind = quick.elements.kind.value;
  quick.reset();
  quick.elements.kind.value = kind; // several actions are often said one after the other
  quick.elements.text.focus();
  say("C’est noté.");
});

quick?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.target !== quick.elements.text) return;
  event.preventDefault();
  quick.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (!quick || !event.altKey || event.ctrlKey || event.code !== "KeyN" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  quick.elements.text.focus();
});

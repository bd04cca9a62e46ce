// One note at hand, in a dialog: the facilitator corrects, moves, hides or erases it; on a phone, its author corrects it.
// Without script the same links lead to a page that does the same.

import { onSettled } from "./room.js";

const tools = document.getElementById("post-it");
const erase = document.getElementById("effacer");
const own = document.getElementById("mon-post-it");
const reveal = document.getElementById("decouvrir");

const wordsOf = (note) => note.querySelector(".note__text").textContent.trim();

function aim(dialog, base) {
  for (const form of dialog.querySelectorAll("form[data-to]")) form.action = base + form.dataset.to;
}

function columnsOf(note, chosen) {
  const board = note.closest("[data-board]");
  return [...board.querySelectorAll("[data-column]")].map((column) => {
    const title = column.querySelector("h3, h4")?.firstChild.textContent.trim() ?? column.dataset.title;
    return new Option(title, column.dataset.column, false, column.dataset.column === chosen);
  });
}

function openTools(link) {
  const note = link.closest(".post");
  const base = new URL(link.href).pathname;
  aim(tools, base);
  aim(erase, base);
  tools.querySelector("textarea").value = wordsOf(note);
  erase.querySelector("[data-words]").textContent = wordsOf(note);
  const select = tools.querySelector("select");
  select.replaceChildren(...columnsOf(note, note.dataset.area));
  select.form.hidden = select.options.length < 2;
  tools.querySelector("[name=because]").value = "";
  tools.querySelector("[data-thread]").href = link.dataset.thread;
  tools.showModal();
}

function openOwn(link) {
  aim(own, new URL(link.href).pathname);
  own.querySelector("textarea").value = wordsOf(link.closest(".post"));
  own.showModal();
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-tools], .post__own");
  if (!link) return;
  event.preventDefault();
  link.matches("[data-tools]") ? openTools(link) : openOwn(link);
});
erase?.addEventListener("committed", () => tools.close());

// --- revealing cannot be taken back: one question before ---------------------------------------------------------

let asked;

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const phase = event.submitter?.value;
    if (!form.matches("[data-phases][data-reveals]") || ["soon", "hidden"].includes(phase) || asked === event.submitter) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const many = Number(form.dataset.reveals);
    reveal.querySelector("[data-how-many]").textContent = many > 1 ? `les ${many} post-it` : "le post-it";
    reveal.querySelector("[data-which]").textContent = form.closest("[data-board]").querySelector(".mur__title").textContent.trim();
    asked = event.submitter;
    reveal.showModal();
  },
  true,
);

reveal?.querySelector("[data-reveal]").addEventListener("click", () => {
  reveal.close();
  if (asked?.isConnected) asked.form.requestSubmit(asked);
});
reveal?.addEventListener("close", () => setTimeout(() => (asked = null)));

// --- how many on each board: notes come one by one, groups or not --------------------------------------------------

onSettled(() => {
  for (const place of document.querySelectorAll("[data-notes-of]")) {
    const board = document.getElementById(`tableau-${place.dataset.notesOf}`);
    if (!board || board.hasAttribute("data-secret")) continue;
    const many = String(board.querySelectorAll(".post:not(.post--pending)").length);
    if (place.textContent !== many) place.textContent = many;
    board.querySelector("[data-reveals]")?.setAttribute("data-reveals", many);
  }
});

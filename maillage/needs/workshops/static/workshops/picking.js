// Choosing notes, one bar for each board. The boxes and the bar work alone; this adds words, keys and the drag.

import { complain, expect, onSettled, post, say } from "./room.js";

const barOf = (board) => board.querySelector("[data-pickbar]");
const boxesOf = (board) => [...board.querySelectorAll(".post__pick:checked")];
const bars = () => document.querySelectorAll("[data-pickbar]");

function refresh(bar) {
  const many = boxesOf(bar.closest("[data-board]")).length;
  const into = bar.querySelector("[data-into]");
  const isNew = into.value === "";
  const name = bar.elements.title;
  bar.querySelector("[data-picked]").textContent = many ? `${many} post-it choisi${many > 1 ? "s" : ""}` : "";
  bar.classList.toggle("is-open", many > 0);
  name.hidden = !isNew;
  name.required = isNew;
  bar.querySelector("[data-do]").textContent = isNew ? "Regrouper" : "Ranger";
}

/** Only the groups of this board: notes do not leave their wall. */
function listGroups(bar) {
  const into = bar.querySelector("[data-into]");
  const chosen = into.value;
  const home = into.querySelector("[data-groups]");
  const groups = [...bar.closest("[data-board]").querySelectorAll(".cluster[data-cluster]")].map(
    (group) => new Option(`« ${group.querySelector("h3, h4").textContent.trim()} »`, group.dataset.cluster),
  );
  home.replaceChildren(...groups, home.lastElementChild);
  into.value = [...into.options].some((option) => option.value === chosen) ? chosen : "";
}

function clear(board) {
  boxesOf(board).forEach((box) => (box.checked = false));
  refresh(barOf(board));
}

function pick(box) {
  const board = box.closest("[data-board]");
  for (const other of bars()) if (!board.contains(other)) clear(other.closest("[data-board]"));
  listGroups(barOf(board));
  refresh(barOf(board));
  const many = boxesOf(board).length;
  say(many ? `${many} post-it choisi${many > 1 ? "s" : ""}. Entrée pour les ranger.` : "Plus de post-it choisi.");
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".post__pick")) pick(event.target);
  else if (event.target.matches("[data-into]")) refresh(event.target.form);
});

// Space chooses a note, Enter goes and names the group: no need to cross eighty notes with Tab.
document.addEventListener("keydown", (event) => {
  const board = event.target.closest?.("[data-board]");
  if (event.key === "Enter" && event.target.matches(".post__pick")) {
    event.preventDefault();
    if (!event.target.checked) {
      event.target.checked = true;
      pick(event.target);
    }
    const bar = barOf(board);
    const into = bar.querySelector("[data-into]");
    (into.value === "" ? bar.elements.title : into).focus();
  }
  if (event.key === "Escape" && board && barOf(board) && boxesOf(board).length && !event.target.matches("dialog *")) {
    const first = boxesOf(board)[0];
    barOf(board).reset();
    first.focus();
  }
});

document.addEventListener("committed", (event) => event.target.matches("[data-pickbar]") && event.target.reset());
document.addEventListener("reset", (event) => {
  if (event.target.matches("[data-pickbar]")) setTimeout(() => clear(event.target.closest("[data-board]")));
});

// --- drag: an extra, everything it does the bar and the dialog do too ---------------------------------------------

const TARGETS = ".cluster[data-cluster], [data-column], .post";
let dragged = null;

document.addEventListener("pointerover", (event) => {
  const note = event.pointerType === "mouse" && event.target.closest?.(".post:has(.post__pick)");
  if (note) note.draggable = true;
});

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".post");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector(".note__text").textContent);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  mark(null);
  dragged = null;
});

function mark(target) {
  for (const other of document.querySelectorAll(".is-target")) if (other !== target) other.classList.remove("is-target");
  target?.classList.add("is-target");
}

/** Where the note would land: a group, a loose note (both make a group), or a column; on its own board only. */
function targetOf(event) {
  const target = event.target.closest?.(TARGETS);
  if (!target || target === dragged || target.closest("[data-board]") !== dragged.closest("[data-board]")) return null;
  const group = target.closest(".cluster[data-cluster]");
  if (group) return group;
  const loose = target.matches(".post:has(.post__pick)");
  return loose ? target : target.closest("[data-column]");
}

document.addEventListener("dragover", (event) => {
  const target = dragged && targetOf(event);
  mark(target);
  if (target) event.preventDefault();
});

document.addEventListener("drop", async (event) => {
  const target = dragged && targetOf(event);
  if (!target) return;
  event.preventDefault();
  const [note, bar] = [dragged, barOf(dragged.closest("[data-board]"))];
  if (target.matches(".post")) return pair(note, target, bar);
  for (const [url, data] of movesTo(note, target, bar)) {
    const answer = await post(url, data);
    if (!answer.ok) return complain(answer.error ?? "Pas de connexion : le post-it n’a pas bougé.");
    expect(answer.seq);
  }
});

/** One note dropped on another: both are chosen, a name makes them a group. */
function pair(note, other, bar) {
  for (const one of [note, other]) one.querySelector(".post__pick").checked = true;
  pick(note.querySelector(".post__pick"));
  bar.querySelector("[data-into]").value = "";
  refresh(bar);
  bar.elements.title.focus();
}

function movesTo(note, target, bar) {
  const key = note.id.slice("note-".length);
  if (target.dataset.cluster) return [[bar.action, { note: key, into: target.dataset.cluster }]];
  const moves = [];
  const [home, column] = [note.dataset.area, target.dataset.column];
  if (home !== column) moves.push([`${bar.action.replace(/groupes\/$/, "notes/")}${key}/place/`, { area: column }]);
  if (note.closest(".cluster[data-cluster]")) moves.push([bar.action, { note: key, into: "aucun" }]);
  return moves;
}

onSettled(() => {
  for (const bar of bars()) {
    listGroups(bar);
    refresh(bar);
  }
});

// Writing. Words leave by the outbox; what cannot leave stays in sight, and what is being typed is never lost: when the
// board closes under someone's fingers, the text waits here until they say where it goes.

import { Outbox, newKey } from "./outbox.js";
import { complain, dress, expect, onSettled, post, say } from "./room.js";

export const compose = document.querySelector("form[data-outbox]");
export const mine = new Set(JSON.parse(document.querySelector("[data-follow]").dataset.mine));
const pendingTemplate = document.querySelector("template[data-pending]");
const tray = document.querySelector("[data-tray]");
const kept = document.querySelector("[data-kept]");
const draft = `maillage-brouillon:${compose?.action}`;
let chosen, open;

const areas = () => [...document.querySelectorAll("#ou-coller [name=area]")];
const titleOf = (radio) => radio.closest("label").textContent.trim();

// --- what has not left yet, or was refused -----------------------------------------------------------------------

function pendingNote(row) {
  const note = pendingTemplate.content.firstElementChild.cloneNode(true);
  note.id = `note-${row.uuid}`;
  note.classList.add(`note--${areas().find((area) => area.value === row.area)?.dataset.sentiment ?? "neutral"}`);
  note.querySelector(".note__text").textContent = row.text;
  return note;
}

function showWaiting(row) {
  if (document.getElementById(`note-${row.uuid}`)) return;
  (document.getElementById(`colonne-${row.area}`) ?? tray).append(pendingNote(row));
}

function showRefused(row, error) {
  showWaiting(row);
  const note = document.getElementById(`note-${row.uuid}`);
  if (!note.matches(".post--pending")) return; // it is on the wall after all
  note.classList.add("post--refused");
  note.querySelector(".post__wait").textContent = error;
  note.querySelector(".post__choices")?.remove();
  const choices = Object.assign(document.createElement("span"), { className: "post__choices" });
  choices.append(choice("Reprendre ce texte", () => takeBack(row, note)), choice("Jeter", () => forget(row, note)));
  note.append(choices);
  tray.append(note);
}

function choice(words, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--link", textContent: words });
  button.addEventListener("click", act);
  return button;
}

async function forget(row, note) {
  await outbox.remove(row.uuid);
  note.remove();
  compose.elements.text.focus();
}

async function takeBack(row, note) {
  const { text, author_name } = compose.elements;
  if (text.value.trim()) return complain("Envoyez ou effacez d’abord le texte commencé : celui-ci attend ici.");
  text.value = row.text;
  if (author_name) author_name.value = row.author_name ?? "";
  compose.hidden = false;
  await forget(row, note);
  typed();
}

const outbox =
  compose &&
  new Outbox(compose.action, {
    post,
    onWaiting: showWaiting,
    onRefused(row, error, known) {
      showRefused(row, error);
      if (!known) complain(error);
    },
    onGone(row) {
      document.querySelector(`#note-${row.uuid}.post--pending`)?.remove();
    },
    onSent(row, answer) {
      mine.add(row.uuid);
      const note = document.getElementById(`note-${row.uuid}`);
      note?.querySelectorAll(".post__wait, .post__choices").forEach((one) => one.remove());
      note?.classList.remove("post--pending", "post--refused");
      if (note?.parentElement === tray) note.remove();
      else if (note) dress(note);
      say("Post-it collé.");
      expect(answer.seq);
    },
  });

// --- the text being typed ----------------------------------------------------------------------------------------

function typed() {
  const { text } = compose.elements;
  compose.querySelector("[data-left]").textContent = text.maxLength - text.value.length;
  try {
    text.value ? sessionStorage.setItem(draft, text.value) : sessionStorage.removeItem(draft);
  } catch {
    // a private window keeps nothing: the text is on the screen all the same
  }
  showKept();
}

/** On a phone one column is read at a time: the one where one writes. */
function showArea() {
  const area = areas().find((one) => one.checked);
  chosen = area ? { value: area.value, title: titleOf(area) } : chosen;
  if (area) compose.dataset.sentiment = area.dataset.sentiment;
  for (const column of document.querySelectorAll("[data-column]")) {
    column.classList.toggle("is-chosen", column.dataset.column === area?.value);
  }
  showKept();
}

/** Why the text cannot leave as things stand, in words; nothing when it can. */
function whyKept() {
  const here = areas();
  if (!compose.elements.text.value.trim() || here.some((area) => area.checked)) return "";
  if (document.getElementById("etat").dataset.phase === "closed") return "L’atelier est terminé : ce texte n’est pas parti. Il reste ici, copiez-le si vous y tenez.";
  const closed = chosen ? `« ${chosen.title} » ne prend plus de post-it. ` : "";
  return here.length
    ? `${closed}Votre texte est gardé : choisissez où le coller.`
    : `${closed || "On n’écrit pas en ce moment. "}Votre texte est gardé ici, il pourra partir dès qu’un tableau s’ouvrira.`;
}

function showKept() {
  const why = whyKept();
  if (kept.textContent !== why) kept.textContent = why;
  kept.hidden = !why;
  compose.querySelector("button.compose__send").disabled = !areas().length;
}

/** After a redraw: the same place to write if it is still there; else, with a text at hand, its author chooses. */
function keepPlace() {
  const here = areas();
  const busy = compose.elements.text.value.trim() !== "";
  const again = here.find((area) => area.value === chosen?.value);
  if (again) again.checked = true;
  else if (busy && chosen) here.forEach((area) => (area.checked = false));
  else if (here.length && !here.some((area) => area.checked)) here[0].checked = true;
  compose.hidden = !here.length && !busy && !compose.contains(document.activeElement);
  showArea();
  const now = here.map((area) => area.value).join(" ");
  if (open !== undefined && open !== now) outbox.retry(); // what was refused may leave now
  open = now;
}

function send(event) {
  event.preventDefault();
  const { text, author_name } = compose.elements;
  const words = text.value.trim();
  const area = areas().find((one) => one.checked);
  if (!words) return text.focus();
  if (!area) return (areas()[0] ?? text).focus();
  outbox.add({ uuid: newKey(), area: area.value, text: words, author_name: author_name?.value.trim() ?? "" });
  text.value = "";
  typed();
  text.focus();
}

function sayForWhom() {
  const name = compose.elements.author_name?.value.trim();
  const summary = compose.querySelector("[data-for-whom]");
  if (summary) summary.textContent = name ? `Pour ${name}` : "Pour quelqu’un d’autre";
}

if (compose) {
  compose.addEventListener("submit", send);
  compose.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || !event.target.matches("textarea")) return;
    event.preventDefault();
    compose.requestSubmit();
  });
  compose.addEventListener("input", (event) => (event.target.name === "author_name" ? sayForWhom() : typed()));
  document.addEventListener("change", (event) => event.target.matches("#ou-coller [name=area]") && showArea());
  try {
    compose.elements.text.value ||= sessionStorage.getItem(draft) ?? "";
  } catch {
    // nothing kept, nothing to give back
  }
  typed();
  sayForWhom();
  onSettled((pieces) => {
    keepPlace();
    if (pieces.some((piece) => piece.id === "mur" || piece.id.startsWith("tableau-"))) outbox.waiting().then((rows) => rows.forEach(showWaiting));
    if (pieces.some((piece) => piece.id === "mur")) showOwn();
  });
  outbox.retry();
}

/** A board written in secret comes without notes: mine are asked for, by me alone. */
async function showOwn() {
  if (!document.querySelector("[data-board][data-secret]")) return;
  const response = await fetch(compose.action, { headers: { Accept: "application/json" } }).catch(() => null);
  if (response?.ok) document.dispatchEvent(new CustomEvent("own-notes", { detail: (await response.json()).pieces }));
}

// Sub-groups. On a phone: whom one is with. On the desk: people chosen then moved (boxes, keys, drag), tables renamed.

import { complain, expect, onDress, onSettled, post, say } from "./room.js";

// --- on a phone: « Vous êtes avec… », without oneself --------------------------------------------------------------

const me = document.querySelector("[data-me]")?.dataset.me;
const list = new Intl.ListFormat("fr", { type: "conjunction" });

onDress((element) => {
  const mates = element.matches("[data-mates]") ? element : element.querySelector("[data-mates]");
  if (!mates || !me) return;
  const others = [...mates.querySelectorAll("[data-mate]")].filter((one) => one.dataset.mate !== me);
  const names = others.map((one) => one.textContent.trim());
  mates.textContent = names.length ? `Vous êtes avec ${list.format(names)}.` : "Vous êtes seul·e dans ce groupe pour l’instant.";
});

// --- on the desk: choosing people, and moving them -----------------------------------------------------------------

const bar = () => document.getElementById("deplacer");
const picked = () => [...document.querySelectorAll(".seat__pick:checked")];
const people = (many) => `${many} personne${many > 1 ? "s" : ""} choisie${many > 1 ? "s" : ""}`;

function refresh() {
  if (!bar()) return;
  const many = picked().length;
  bar().classList.toggle("is-open", many > 0);
  bar().querySelector("[data-seated]").textContent = many ? people(many) : "";
}

document.addEventListener("change", (event) => {
  if (!event.target.matches(".seat__pick")) return;
  refresh();
  const many = picked().length;
  say(many ? `${people(many)}. Entrée pour choisir où.` : "Plus personne de choisi.");
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(".seat__pick")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    event.target.checked = true;
    refresh();
    bar().elements.into.focus();
  } else if (event.key === "Escape") {
    bar().reset();
  }
});

document.addEventListener("committed", (event) => event.target.id === "deplacer" && event.target.reset());
document.addEventListener("reset", (event) => event.target.id === "deplacer" && setTimeout(refresh));

// --- drag: an extra, what it does the boxes do too -----------------------------------------------------------------

let dragged = null;

document.addEventListener("pointerover", (event) => {
  const seat = event.pointerType === "mouse" && event.target.closest?.(".seat:has(.seat__pick)");
  if (seat) seat.draggable = true;
});
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".seat");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.textContent.trim());
});
document.addEventListener("dragover", (event) => {
  const table = dragged && event.target.closest?.("[data-table]");
  mark(table);
  if (table) event.preventDefault();
});
document.addEventListener("dragend", () => {
  mark(null);
  dragged = null;
});
document.addEventListener("drop", async (event) => {
  const table = dragged && event.target.closest?.("[data-table]");
  if (!table) return;
  event.preventDefault();
  const own = dragged.querySelector(".seat__pick");
  const moving = own.checked ? picked() : [own];
  const data = new FormData();
  data.append("into", table.dataset.table);
  for (const box of moving) data.append("person", box.value);
  const answer = await post(bar().action, data);
  if (!answer.ok) return complain(answer.error ?? "Pas de connexion : personne n’a bougé.");
  bar().reset();
  expect(answer.seq);
});

function mark(table) {
  for (const other of document.querySelectorAll(".table-card.is-target")) if (other !== table) other.classList.remove("is-target");
  table?.classList.add("is-target");
}

// --- a table: its name, its question, who keeps it ----------------------------------------------------------------

const editing = document.getElementById("modifier-table");

document.addEventListener("click", (event) => {
  const edit = event.target.closest("[data-edits-table]");
  if (edit) openTable(edit);
  const visit = event.target.closest("a[data-visit]");
  if (visit) document.querySelector(visit.hash)?.querySelector("details")?.setAttribute("open", "");
});

function openTable({ dataset }) {
  const card = document.querySelector(`[data-edits-table][data-url="${dataset.url}"]`).closest(".table-card");
  const members = [...card.querySelectorAll(".seat__pick")].map((box) => new Option(box.labels[0].firstChild.textContent.trim(), box.value));
  for (const form of editing.querySelectorAll("form")) form.action = dataset.url + (form.dataset.to ?? "");
  const form = editing.querySelector("form");
  form.elements.name.value = dataset.name;
  form.elements.question.value = dataset.question;
  form.elements.host.replaceChildren(new Option("Personne en particulier", ""), ...members);
  form.elements.host.value = dataset.host;
  editing.showModal();
}

// --- forming: what it will give, before it is done ----------------------------------------------------------------

const forming = document.querySelector("[data-forming]");

/** As `how_many_teams` of the server: nobody alone, one more person rather than a small team left over. */
function howMany(room, size) {
  const teams = Math.max(1, Math.floor(room / size));
  return Math.ceil(room / teams) <= size + 1 ? teams : teams + 1;
}

function foretell() {
  const room = Number(document.querySelector("[data-dialog=former]")?.dataset.people ?? 0);
  const number = Number(forming.elements.number.value);
  const how = forming.elements.how.value;
  const said = forming.querySelector("[data-foretold]");
  const byCause = !!forming.elements.causes?.checked;
  forming.elements.number.disabled = forming.elements.unit.disabled = byCause;
  if (byCause) return (said.textContent = "Autant de sous-groupes que de causes sur l’arbre.");
  if (!(number > 0) || !room) return (said.textContent = room ? "" : "Personne n’a encore rejoint l’atelier.");
  const count = forming.elements.unit.value === "count" ? number : howMany(room, number);
  const [small, more] = [Math.floor(room / count), room % count];
  const sizes = [more && `${more} de ${small + 1}`, small && `${count - more} de ${small}`].filter(Boolean);
  const empty = small ? "" : ` et ${count - more} sans personne pour l’instant`;
  const spread = ["free", "hand"].includes(how) ? `${count} sous-groupe${count > 1 ? "s" : ""} à remplir` : list.format(sizes) + empty;
  said.textContent = `${room} personne${room > 1 ? "s" : ""} : ${spread}.`;
}

forming?.addEventListener("input", foretell);
document.addEventListener("click", (event) => event.target.closest("[data-dialog=former]") && foretell());

// --- how many post-it each table has written: they come one by one ------------------------------------------------

function count() {
  for (const place of document.querySelectorAll("[data-table-notes]")) {
    const boards = [...place.closest(".table-card").querySelectorAll("a[data-visit]")].map((link) => document.querySelector(link.hash));
    if (boards.some((board) => !board || board.hasAttribute("data-secret"))) continue;
    const many = boards.reduce((sum, board) => sum + board.querySelectorAll(".post:not(.post--pending)").length, 0);
    if (place.textContent !== String(many)) place.textContent = many;
  }
}

onSettled(() => {
  refresh();
  count();
});

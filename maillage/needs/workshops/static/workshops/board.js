// The live page: follows, sends forms, redraws. Without script the same forms work, one page at a time.

import { mine } from "./compose.js";
import { Follower } from "./follow.js";
import { showHere } from "./here.js";
import { apply } from "./pieces.js";
import { complain, dress, expect, follow, onDress, onSettled, page, post, say, settle } from "./room.js";
import "./clock.js";
import "./notes.js";
import "./picking.js";
import "./teams.js";
import "./tree.js";
import "./votes.js";

const line = document.querySelector("[data-line]");
const ownTemplate = document.querySelector("template[data-own]");

// --- what the server cannot draw for each: the token of the forms, what is mine ------------------------------------

onDress((element) => {
  for (const form of element.querySelectorAll("form[method=post]")) {
    if (form.elements.csrfmiddlewaretoken) continue;
    const token = { type: "hidden", name: "csrfmiddlewaretoken", value: page.dataset.csrf };
    form.prepend(Object.assign(document.createElement("input"), token));
  }
  const notes = element.matches(".post") ? [element] : element.querySelectorAll(".post");
  for (const note of notes) {
    const key = note.id.slice("note-".length);
    if (!ownTemplate || !mine.has(key) || note.querySelector(".post__own")) continue;
    const link = ownTemplate.content.firstElementChild.cloneNode(true);
    link.href += `${key}/`;
    note.classList.add("post--mine");
    note.append(link);
  }
});

/** On a board written in secret, the notes of this phone are known here only: no redraw takes them away. */
const secretNotes = () => document.querySelectorAll("[data-secret] .post:not(.post--pending)");
const keepSecret = () => secretNotes().forEach((note) => note.setAttribute("data-local", ""));

document.addEventListener("own-notes", ({ detail: pieces }) => {
  const told = new Set(pieces.map((piece) => piece.id));
  for (const id of told) mine.add(id.slice("note-".length));
  for (const note of secretNotes()) if (!told.has(note.id) && note.closest(".columns")) note.remove();
  apply(pieces, dress);
  keepSecret();
});

// --- forms -------------------------------------------------------------------------------------------------------

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-live]:not([data-ballot])")) return;
  event.preventDefault();
  if (form.dataset.busy && !form.matches("[data-again]")) return;
  form.dataset.busy = "1";
  const answer = await post(form.action, new FormData(form, event.submitter));
  delete form.dataset.busy;
  if (!answer.ok) return complain(answer.error ?? "Pas de connexion : rien n’a changé. Réessayez dans un instant.");
  complain("");
  if (!form.matches("[data-stay]")) form.closest("dialog")?.close();
  form.dispatchEvent(new CustomEvent("committed", { bubbles: true }));
  expect(answer.seq);
});

// Ctrl+Z takes back the last gesture on the wall, as everywhere; in a text it takes back the typing.
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select") || document.querySelector("dialog[open]")) return;
  const undo = document.querySelector("#annuler form");
  if (!undo) return;
  event.preventDefault();
  undo.requestSubmit();
});

// --- what is said aloud: each sentence marked `data-heard`, when it changes, and new notes by handfuls --------------

const heard = new Map();
const HANDFUL = 20_000; // milliseconds between two counts of new notes
let arrived = 0;
let counting;

function listen(first) {
  for (const one of document.querySelectorAll("[data-heard]")) {
    const words = one.textContent.replace(/\s+/g, " ").trim();
    if (heard.get(one.id) !== words && !first) say(words);
    heard.set(one.id, words);
  }
}

function countArrivals(made) {
  arrived += made.filter((one) => one.matches(".post:not(.post--mine)")).length;
  if (!arrived || counting) return;
  counting = setTimeout(() => {
    say(arrived > 1 ? `${arrived} nouveaux post-it.` : "Un nouveau post-it.");
    arrived = counting = 0;
  }, HANDFUL);
}

// --- following -----------------------------------------------------------------------------------------------------

const follower = new Follower(page.dataset.follow, Number(page.dataset.seq), {
  onNews(pieces) {
    countArrivals(apply(pieces, dress));
    settle(pieces);
  },
  onLine(alive) {
    line.hidden = alive;
  },
  onHere: showHere,
});
follow(follower);

dress(document.body);
keepSecret();
onSettled((pieces) => {
  keepSecret();
  listen(!pieces.length);
});
settle();
page.dataset.ready = "";

// The live board: follows, sends, votes, groups. Without this file the same forms work, one page at a time.

import { Follower } from "./follow.js";
import { Outbox, newKey } from "./outbox.js";
import { apply, onIdle } from "./pieces.js";
import { pickNotes } from "./picking.js";

const page = document.querySelector("[data-follow]");
const line = document.querySelector("[data-line]");
const alertBox = document.querySelector("[data-alert]");
const mine = new Set(JSON.parse(page.dataset.mine));
const given = new Map(Object.entries(JSON.parse(page.dataset.given)));
let sounding;

const GONE = "Ce téléphone n’est plus reconnu. Votre texte est gardé ici : rechargez la page et redonnez votre nom.";

/** What went wrong, in a place that everybody sees and that screen readers say at once. */
function complain(text) {
  alertBox.textContent = text;
  alertBox.hidden = !text;
  clearTimeout(sounding);
  if (text) sounding = setTimeout(() => (alertBox.hidden = true), 9000);
}

/** {ok, seq} once committed; {final, error} when the server says no; {} when it could not be reached. */
async function post(url, data) {
  const body = data instanceof FormData ? data : new URLSearchParams(data);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": page.dataset.csrf },
      redirect: "error",
    });
    if (response.ok) return { ok: true, ...(await response.json()) };
    if (response.status >= 500) return {};
    const said = await response.json().catch(() => ({}));
    return { final: true, status: response.status, error: said.error ?? GONE };
  } catch {
    return {};
  }
}

// --- what only this page knows: which notes are mine, where my dots are -------------------------------------

const ownTemplate = document.querySelector("template[data-own]");

function dress(element) {
  for (const form of element.querySelectorAll("form[method=post]")) {
    if (form.elements.csrfmiddlewaretoken) continue;
    const token = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: page.dataset.csrf });
    form.prepend(token);
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
  dressBallots();
  showArea();
}

// --- votes: what I gave is known here only; the server's word comes when it refuses --------------------------

const polls = new Map(); // board → its open poll, as last seen

function dressBallots() {
  for (const board of document.querySelectorAll("[data-board]")) {
    const ballots = [...board.querySelectorAll("[data-ballot]")];
    const before = polls.get(board.id);
    if (before && before !== board.dataset.poll) for (const form of ballots) given.delete(form.dataset.ballot); // a new vote
    polls.set(board.id, board.dataset.poll);
    if (board.dataset.vote === "dots") dressDots(board, ballots);
  }
}

function dressDots(board, ballots) {
  const count = (form) => given.get(form.dataset.ballot)?.count ?? 0;
  const left = Number(board.dataset.budget) - ballots.reduce((sum, form) => sum + count(form), 0);
  for (const form of ballots) {
    const mine = count(form);
    form.querySelector("output").textContent = mine;
    const [less, more] = [form.querySelector("[data-less]"), form.querySelector("[data-more]")];
    less.value = mine - 1;
    more.value = mine + 1;
    less.disabled = mine === 0;
    more.disabled = left <= 0;
    form.querySelector(".ballot__dots").replaceChildren(...Array.from({ length: mine }, () => document.createElement("i")));
  }
  const place = document.querySelector("[data-left-to-place]");
  if (place && place.textContent !== String(left)) place.textContent = left;
}

async function vote(form, button) {
  const pid = form.dataset.ballot;
  const before = given.get(pid);
  const count = Number(button.value);
  given.set(pid, { count });
  dressBallots();
  if (button.disabled) form.querySelector(button.matches("[data-more]") ? "[data-less]" : "[data-more]").focus();
  const answer = await post(form.action, { cluster: pid, count });
  if (answer.ok) return follower.expect(answer.seq);
  before ? given.set(pid, before) : given.delete(pid);
  dressBallots();
  complain(answer.error ?? "Pas de connexion : ce point n’est pas posé. Réessayez dans un instant.");
}

// --- forms -------------------------------------------------------------------------------------------------

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-ballot]")) {
    event.preventDefault();
    return vote(form, event.submitter);
  }
  if (!form.matches("form[data-live]")) return;
  event.preventDefault();
  const answer = await post(form.action, new FormData(form));
  if (!answer.ok) return complain(answer.error ?? "Pas de connexion : rien n’a changé. Réessayez dans un instant.");
  complain("");
  if (form.contains(document.activeElement)) document.activeElement.blur();
  form.dispatchEvent(new CustomEvent("committed", { bubbles: true }));
  follower.expect(answer.seq);
});

// --- writing -----------------------------------------------------------------------------------------------

const compose = document.querySelector("form[data-outbox]");
const pendingTemplate = document.querySelector("template[data-pending]");

function showWaiting(row) {
  const home = document.getElementById(`colonne-${row.area}`);
  if (!home || document.getElementById(`note-${row.uuid}`)) return;
  const note = pendingTemplate.content.firstElementChild.cloneNode(true);
  note.id = `note-${row.uuid}`;
  note.classList.add(`note--${compose.querySelector(`[value="${row.area}"]`)?.dataset.sentiment ?? "neutral"}`);
  note.querySelector(".note__text").textContent = row.text;
  home.append(note);
}

function showRefused(row, error) {
  showWaiting(row);
  const note = document.getElementById(`note-${row.uuid}`);
  const wait = note?.querySelector(".post__wait");
  if (!wait) return;
  note.classList.add("post--refused");
  wait.textContent = error;
  const again = Object.assign(document.createElement("button"), { type: "button", className: "button button--link", textContent: "Reprendre ce texte" });
  again.addEventListener("click", async () => {
    compose.elements.text.value = row.text;
    await outbox.remove(row.uuid);
    note.remove();
    compose.elements.text.focus();
    countLeft();
  });
  note.querySelector("button")?.remove();
  note.append(again);
}

function countLeft() {
  const { text } = compose.elements;
  compose.querySelector("[data-left]").textContent = text.maxLength - text.value.length;
}

/** On a phone one column is read at a time: the one where one writes. */
function showArea() {
  const chosen = compose?.querySelector("[name=area]:checked");
  if (!chosen) return;
  compose.dataset.sentiment = chosen.dataset.sentiment;
  for (const column of document.querySelectorAll("[data-column]")) {
    column.classList.toggle("is-chosen", column.dataset.column === chosen.value);
  }
}

const outbox =
  compose &&
  new Outbox(compose.action, {
    post,
    onWaiting: showWaiting,
    onRefused(row, error) {
      showRefused(row, error);
      complain(error);
    },
    onSent(row, answer) {
      mine.add(row.uuid);
      const note = document.getElementById(`note-${row.uuid}`);
      note?.querySelector(".post__wait")?.remove();
      note?.classList.remove("post--pending");
      if (note) dress(note);
      follower.expect(answer.seq);
    },
  });

if (compose) {
  compose.addEventListener("submit", (event) => {
    event.preventDefault();
    const { text } = compose.elements;
    const words = text.value.trim();
    const area = compose.querySelector("[name=area]:checked")?.value;
    if (!words || !area) return text.focus();
    outbox.add({ uuid: newKey(), area, text: words });
    text.value = "";
    countLeft();
    text.focus();
  });
  compose.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("textarea")) return;
    if (event.shiftKey) return;
    event.preventDefault();
    compose.requestSubmit();
  });
  compose.addEventListener("input", countLeft);
  compose.addEventListener("change", showArea);
  countLeft();
  showArea();
  outbox.flush();
}

// --- following ---------------------------------------------------------------------------------------------

const follower = new Follower(page.dataset.follow, Number(page.dataset.seq), {
  onNews(pieces) {
    const phase = document.getElementById("etat")?.dataset.phase;
    apply(pieces, dress);
    const now = document.getElementById("etat")?.dataset.phase;
    if (phase !== now) changePhase(now);
    if (pieces.some((piece) => piece.id === "mur")) showOwn();
  },
  onLine(alive) {
    line.hidden = alive;
  },
});

/** A board written in secret comes without notes: mine are asked for, by me alone. */
async function showOwn() {
  if (!compose || !document.querySelector(".mur__secret")) return;
  const response = await fetch(compose.action, { headers: { Accept: "application/json" } }).catch(() => null);
  if (response?.ok) apply((await response.json()).pieces, dress);
}

function changePhase(now) {
  if (now === "write") outbox?.flush();
  const say = document.querySelector("#etat .state__now, #etat p")?.textContent;
  if (say) page.parentElement.querySelector("[data-say]").textContent = say;
}

onIdle(dress);
if (page.dataset.audience === "facilitator") pickNotes(post, complain, follower);
dress(document.body);
page.dataset.ready = "";

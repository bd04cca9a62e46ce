// Votes on a phone. What I gave is known here only. A choice is kept until the server has it: sent again when the
// network comes back, the last word for each group only, one after the other.

import { complain, expect, onSettled, page, post, say } from "./room.js";

const PAUSE = 350; // milliseconds: arrow keys go through choices that nobody meant
const shown = new Map(Object.entries(JSON.parse(page.dataset.given))); // group → what its ballot shows
const agreed = new Map(shown); // group → what the server has
const wanted = new Map(); // group → {poll, data}, not acknowledged yet
const polls = new Map(); // board → its open poll and groups, as last seen
const kept = `maillage-votes:${location.pathname}`;
let sending, timer, tries = 0;

const ballots = (board) => [...board.querySelectorAll("[data-ballot]")];
const boardOf = (form) => form.closest("[data-board]");
const formOf = (pid) => document.querySelector(`[data-ballot="${CSS.escape(pid)}"]`);
const complete = (kind, data) => Boolean(kind === "matrix" ? data?.impact && data?.effort : data?.grade);

// --- what the page shows -----------------------------------------------------------------------------------------

function dressVotes() {
  for (const board of document.querySelectorAll("[data-board]")) {
    const forms = ballots(board);
    const before = polls.get(board.id);
    if (before && before.poll !== board.dataset.poll) before.pids.forEach(forget); // that vote is over
    polls.set(board.id, { poll: board.dataset.poll, pids: forms.map((form) => form.dataset.ballot) });
    if (!forms.length) continue;
    board.dataset.vote === "dots" ? dressDots(board, forms) : dressChoices(board, forms);
  }
}

function forget(pid) {
  shown.delete(pid);
  agreed.delete(pid);
}

function dressState(form, given) {
  const waiting = wanted.has(form.dataset.ballot) && tries > 0;
  form.closest(".cluster").toggleAttribute("data-given", given);
  form.querySelector("[data-state]").textContent = waiting ? "en attente d’envoi" : "";
}

function dressDots(board, forms) {
  const count = (form) => Number(shown.get(form.dataset.ballot)?.count ?? 0);
  const left = Number(board.dataset.budget) - forms.reduce((sum, form) => sum + count(form), 0);
  for (const form of forms) {
    const mine = count(form);
    form.querySelector("output").textContent = mine;
    const [less, more] = [form.querySelector("[data-less]"), form.querySelector("[data-more]")];
    less.value = mine - 1;
    more.value = mine + 1;
    less.disabled = mine === 0;
    more.disabled = left <= 0;
    form.querySelector(".ballot__dots").replaceChildren(...Array.from({ length: mine }, () => document.createElement("i")));
    dressState(form, mine > 0);
  }
  tell(board.querySelector("[data-left-to-place]"), Math.max(0, left));
}

function dressChoices(board, forms) {
  const kind = board.dataset.vote;
  for (const form of forms) {
    const mine = shown.get(form.dataset.ballot) ?? {};
    for (const radio of form.querySelectorAll("[type=radio]")) radio.checked = String(mine[radio.name] ?? "") === radio.value;
    form.querySelector("[data-send]").hidden = true; // a choice leaves by itself
    form.querySelector("[data-clear]").hidden = !Object.keys(mine).length;
    dressState(form, complete(kind, mine));
  }
  const given = forms.filter((form) => complete(kind, shown.get(form.dataset.ballot))).length;
  tell(board.querySelector("[data-placed]"), given);
  tell(board.querySelector("[data-of]"), forms.length);
  const bar = board.querySelector("[data-progress]");
  if (bar) Object.assign(bar, { max: forms.length, value: given });
  const next = board.querySelector("[data-next]");
  if (next) next.hidden = given === forms.length;
}

/** Only what changes is said again by screen readers. */
function tell(place, value) {
  if (place && place.textContent !== String(value)) place.textContent = value;
}

// --- giving ------------------------------------------------------------------------------------------------------

function choose(form, data, soon = PAUSE) {
  const pid = form.dataset.ballot;
  Object.keys(data).length ? shown.set(pid, data) : shown.delete(pid);
  const kind = boardOf(form).dataset.vote;
  const whole = kind === "dots" || complete(kind, data) || !Object.keys(data).length;
  if (whole) wanted.set(pid, { poll: boardOf(form).dataset.poll, data });
  else wanted.delete(pid);
  keep();
  dressVotes();
  clearTimeout(timer);
  if (wanted.size) timer = setTimeout(castVotes, soon);
}

async function castVotes() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    while (wanted.size && (await castVote(...nextVote())));
  } finally {
    sending = false;
    keep();
    dressVotes();
  }
}

/** Dots taken back leave first: those put elsewhere need them. */
function nextVote() {
  const rows = [...wanted];
  const takesBack = ([pid, { data }]) => Number(data.count) <= Number(agreed.get(pid)?.count ?? 0);
  return rows.find(takesBack) ?? rows[0];
}

/** True when the next one may leave: this one is settled, one way or the other. */
async function castVote(pid, one) {
  const form = formOf(pid);
  if (form && boardOf(form).dataset.poll !== one.poll) {
    complain("Un vote s’est fermé avant que votre dernier choix parte. Ce qui était déjà donné est compté.");
    return settle(pid, one);
  }
  const empty = !Object.keys(one.data).length;
  const answer = await post(form?.action ?? page.dataset.votes, { cluster: pid, ...(empty ? { clear: 1 } : one.data) });
  if (answer.ok) {
    empty ? agreed.delete(pid) : agreed.set(pid, one.data);
    if (tries) say("Votre vote est parti.");
    tries = 0;
    expect(answer.seq);
    return settle(pid, one);
  }
  if (answer.final) {
    settle(pid, one);
    agreed.has(pid) ? shown.set(pid, agreed.get(pid)) : shown.delete(pid);
    complain(answer.error);
    await refresh();
    return true;
  }
  if (!tries++) say("Pas de connexion : votre vote est gardé, il partira au retour.");
  timer = setTimeout(castVotes, Math.min(15_000, 800 * 2 ** tries) * (0.6 + Math.random() * 0.8));
  return false;
}

function settle(pid, one) {
  if (wanted.get(pid) === one) wanted.delete(pid);
  return true;
}

/** The server's word on all that I gave: another tab may have given too. */
async function refresh() {
  const response = await fetch(page.dataset.votes, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response?.ok) return;
  const { given } = await response.json();
  agreed.clear();
  for (const [pid, data] of Object.entries(given)) agreed.set(pid, data);
  for (const form of document.querySelectorAll("[data-ballot]")) {
    const pid = form.dataset.ballot;
    const begun = shown.has(pid) && !agreed.has(pid) && boardOf(form).dataset.vote === "matrix"; // one scale of two
    if (wanted.has(pid) || begun) continue;
    agreed.has(pid) ? shown.set(pid, agreed.get(pid)) : shown.delete(pid);
  }
  dressVotes();
}

/** A page that is closed before the network is back finds its choices again. */
function keep() {
  try {
    wanted.size ? localStorage.setItem(kept, JSON.stringify([...wanted])) : localStorage.removeItem(kept);
  } catch {
    // a private window keeps nothing: the choice is on the screen all the same
  }
}

function findAgain() {
  let rows = [];
  try {
    rows = JSON.parse(localStorage.getItem(kept) ?? "[]");
  } catch {
    return;
  }
  for (const [pid, one] of rows) {
    const form = formOf(pid);
    if (!form || boardOf(form).dataset.poll !== one.poll) continue;
    wanted.set(pid, one);
    shown.set(pid, one.data);
  }
  if (wanted.size) castVotes();
}

// --- hands -------------------------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-ballot]")) return;
  event.preventDefault();
  const button = event.submitter;
  if (button?.matches("[data-less], [data-more]")) {
    choose(form, { count: Number(button.value) }, 0);
    if (button.disabled) form.querySelector(button.matches("[data-more]") ? "[data-less]" : "[data-more]").focus();
  } else if (button?.matches("[data-clear]")) {
    choose(form, {}, 0);
    form.querySelector("[type=radio]").focus();
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("[data-ballot]");
  if (!form || event.target.type !== "radio") return;
  choose(form, { ...shown.get(form.dataset.ballot), [event.target.name]: event.target.value });
});

document.addEventListener("click", (event) => {
  const next = event.target.closest?.("[data-next]");
  const form = next && ballots(boardOf(next)).find((one) => !one.closest(".cluster").hasAttribute("data-given"));
  if (!form) return;
  form.closest(".cluster").scrollIntoView({ block: "center" });
  form.querySelector("[type=radio]:not(:checked)").focus({ preventScroll: true });
});

if (page.dataset.votes) {
  for (const moment of ["online", "pageshow"]) addEventListener(moment, () => wanted.size && castVotes());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    wanted.size ? castVotes() : document.querySelector("[data-ballot]") && refresh();
  });
  onSettled(dressVotes);
  findAgain();
}

// Votes on a phone: what I gave is known here only; the server's word comes when it refuses.

import { complain, expect, onSettled, page, post } from "./room.js";

const given = new Map(Object.entries(JSON.parse(page.dataset.given)));
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
  if (answer.ok) return expect(answer.seq);
  before ? given.set(pid, before) : given.delete(pid);
  dressBallots();
  complain(answer.error ?? "Pas de connexion : ce point n’est pas posé. Réessayez dans un instant.");
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-ballot]")) return;
  event.preventDefault();
  vote(event.target, event.submitter);
});

onSettled(dressBallots);

// « Ce qui se ressemble », asked for on one board: a panel that proposes. What was declined stays declined until the
// browser is closed.

import { complain, dress, onSettled } from "./room.js";

const KEPT = "maillage-non-merci";

function declined() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function decline(alike) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...declined(), alike]));
  } catch {
    // a private window forgets: it will be proposed again
  }
}

/** Take one proposal away; the focus goes to the next one, or to the sentence that says there is none. */
function drop(one) {
  const panel = one.closest("[data-likeness-list]");
  const next = one.nextElementSibling ?? one.previousElementSibling;
  const hadFocus = one.contains(document.activeElement) || document.activeElement === document.body;
  one.remove();
  const none = panel.querySelector(".likeness__none");
  none.hidden = Boolean(panel.querySelector("[data-alike]"));
  if (!hadFocus) return;
  const target = next?.querySelector("button") ?? none;
  target.tabIndex = 0;
  target.focus();
}

async function open(link) {
  const board = link.closest("[data-board]");
  const shown = board.querySelector("[data-likeness-list]");
  link.setAttribute("aria-expanded", String(!shown));
  if (shown) return shown.remove();
  const response = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!response?.ok) return complain("Pas de connexion : rien à proposer pour l’instant. Réessayez dans un instant.");
  const holder = document.createElement("template");
  holder.innerHTML = (await response.text()).trim();
  const panel = holder.content.firstElementChild;
  panel.setAttribute("data-local", "");
  for (const one of panel.querySelectorAll("[data-alike]")) {
    if (declined().includes(one.dataset.alike)) one.remove();
    else one.querySelector("[data-no-thanks]").hidden = false;
  }
  panel.querySelector(".likeness__none").hidden = Boolean(panel.querySelector("[data-alike]"));
  dress(panel);
  board.querySelector(".mur__head").after(panel);
  panel.tabIndex = -1;
  panel.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-likeness]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    open(link);
  }
  const declining = event.target.closest("[data-no-thanks]");
  if (!declining) return;
  const one = declining.closest("[data-alike]");
  decline(one.dataset.alike);
  drop(one);
});

// A board that is written in secret again shows nothing of what was compared.
onSettled(() => document.querySelectorAll("[data-phase=hidden] [data-likeness-list]").forEach((panel) => panel.remove()));

document.addEventListener("committed", (event) => {
  const one = event.target.closest?.("[data-alike]");
  if (one) drop(one);
});

// Puts pieces of page in their place. A piece is one element: made like what came if it is there (morph.js), or hung
// in `home` by rank; an empty `html` takes it away.

import { morph, move } from "./morph.js";

const byId = (id) => document.getElementById(id);

function parse(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
}

/** In a `home` the order is that of the ranks; what has none (what is still waiting to leave) comes last. */
function hang(element, home, rank) {
  const next = [...home.children].find((child) => child !== element && Number(child.dataset.rank ?? Infinity) > rank);
  move(home, element, next ?? null);
}

/** The element this piece made, null when it only changed one or took one away. */
function put(piece, dress) {
  const old = byId(piece.id);
  if (!piece.html) {
    old?.remove();
    return null;
  }
  const fresh = parse(piece.html);
  const home = piece.home && byId(piece.home);
  dress(fresh);
  if (old && old.nodeName === fresh.nodeName && !old.hasAttribute("data-local")) {
    // A group comes without its notes, which are pieces of their own; a wall and a board come whole.
    morph(old, fresh, { keeping: piece.id.startsWith("groupe-") });
    if (home && (old.parentElement !== home || wrongRank(old, piece.rank))) hang(old, home, piece.rank);
    return null;
  }
  old?.remove();
  if (home) hang(fresh, home, piece.rank);
  return home ? fresh : null;
}

function wrongRank(element, rank) {
  const [before, after] = [element.previousElementSibling, element.nextElementSibling];
  return Number(before?.dataset.rank ?? -Infinity) > rank || Number(after?.dataset.rank ?? Infinity) < rank;
}

/** Where the focus was, to give it back: to the same control, or to what held it when it went away. */
function rememberFocus() {
  const active = document.activeElement;
  if (!active || active === document.body) return () => {};
  const path = [];
  for (let one = active; one; one = one.parentElement) if (one.id) path.push(one.id);
  return () => {
    if (document.activeElement === active) return;
    if (active.isConnected && !active.disabled) return active.focus({ preventScroll: true });
    const nearest = path.map(byId).find((one) => one?.checkVisibility());
    if (!nearest) return;
    if (!nearest.matches("a, button, input, select, textarea, summary, [tabindex]")) nearest.tabIndex = -1;
    nearest.focus({ preventScroll: true });
  };
}

/** Put all pieces; `dress` first adds to each what only this page knows. The elements that are new. */
export function apply(pieces, dress) {
  const giveBack = rememberFocus();
  const made = pieces.map((piece) => put(piece, dress)).filter(Boolean);
  for (const element of made) {
    element.classList.add("note--new");
    setTimeout(() => element.classList.remove("note--new"), 2500);
  }
  document.querySelectorAll("[data-count]").forEach((place) => {
    const list = byId(place.dataset.count);
    if (list) place.textContent = list.children.length;
  });
  giveBack();
  return made;
}

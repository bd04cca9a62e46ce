// How many people's pages are connected, and on the desk who they are: asked for again when the number moves.

import { apply } from "./pieces.js";
import { dress } from "./room.js";

const PAUSE = 2000; // milliseconds: a room that comes in is asked about once
let known, asking;

export function showHere(count) {
  for (const place of document.querySelectorAll("[data-here]")) place.textContent = count;
  const side = document.getElementById("gens");
  if (!side?.dataset.url || count === known) return;
  const first = known === undefined;
  known = count;
  clearTimeout(asking);
  if (!first || side.querySelectorAll(".is-here").length !== count) asking = setTimeout(() => askWho(side.dataset.url), PAUSE);
}

async function askWho(url) {
  const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (response?.ok) apply([{ id: "gens", html: await response.text() }], dress);
}

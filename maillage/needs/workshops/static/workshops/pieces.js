// Puts pieces of page in their place. A piece is one element: replaced by its id, or hung in `home` by rank.
// What a person is doing (typing, choosing, reading with the keyboard) is never taken out of their hands.

const byId = (id) => document.getElementById(id);
const later = new Map();

function parse(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
}

function keepState(old, fresh) {
  for (const kept of fresh.querySelectorAll("[data-keep]")) {
    const before = byId(kept.id);
    if (before && old.contains(before)) kept.replaceWith(before);
  }
  for (const box of old.querySelectorAll("input[type=checkbox]:checked")) {
    const same = box.id && fresh.querySelector(`#${CSS.escape(box.id)}`);
    if (same) same.checked = true;
  }
  old.querySelectorAll("details[open]").forEach((details) => {
    const same = fresh.querySelector("details");
    if (same) same.open = details.open;
  });
}

function focusPath(old) {
  const active = document.activeElement;
  if (!active || !old.contains(active)) return null;
  if (active.id) return { id: active.id };
  const all = [...old.querySelectorAll("a, button, input, select, summary")];
  return { place: all.indexOf(active), scope: old.id };
}

function refocus(path) {
  if (!path) return;
  const found = path.id ? byId(path.id) : byId(path.scope)?.querySelectorAll("a, button, input, select, summary")[path.place];
  found?.focus({ preventScroll: true });
}

function hang(fresh, home, rank) {
  const next = [...home.children].find((child) => Number(child.dataset.rank ?? Infinity) > rank);
  home.insertBefore(fresh, next ?? null);
}

function isTyping(old) {
  const active = document.activeElement;
  return active?.matches("input[type=text], input:not([type]), textarea, input[type=number]") && old.contains(active);
}

function put(piece) {
  const old = byId(piece.id);
  if (old && isTyping(old)) {
    later.set(piece.id, piece);
    return null;
  }
  if (!piece.html) {
    old?.remove();
    return null;
  }
  const fresh = parse(piece.html);
  const path = old && focusPath(old);
  if (old) keepState(old, fresh);
  const home = piece.home && byId(piece.home);
  if (!piece.home || (old && old.parentElement === home && Number(old.dataset.rank) === piece.rank)) old?.replaceWith(fresh);
  else if (home) {
    old?.remove();
    hang(fresh, home, piece.rank);
  }
  refocus(path);
  return old ? fresh : (fresh.classList.add("note--new"), fresh);
}

/** Put all pieces; `dress` then adds to each fresh element what only this page knows. */
export function apply(pieces, dress) {
  for (const piece of pieces) {
    const fresh = put(piece);
    if (!fresh?.isConnected) continue;
    dress(fresh);
    if (fresh.classList.contains("note--new")) setTimeout(() => fresh.classList.remove("note--new"), 2500);
  }
  document.querySelectorAll("[data-count]").forEach((place) => {
    const list = byId(place.dataset.count);
    if (list) place.textContent = list.children.length;
  });
}

export function onIdle(dress) {
  document.addEventListener("focusout", () =>
    setTimeout(() => {
      const waiting = [...later.values()];
      later.clear();
      if (waiting.length) apply(waiting, dress);
    }, 50),
  );
}

// The tree of a board: its links prefill the two forms, a note dropped on another hangs from it, the list and the drawing
// answer each other, and what moves in the drawing is seen moving. Everything the drag does the forms do too.

import { complain, expect, onSettled, post } from "./room.js";

const treeOf = (element) => element.closest("[data-board]")?.querySelector(".tree-board");
const keyOf = (element) => element.id.slice(element.id.indexOf("-") + 1);
const optionOf = (key) => document.getElementById(`quoi-${key}`) ?? document.getElementById(`sous-${key}`);
const kindOf = (key) => optionOf(key)?.dataset.kind;

// --- « + cause », « Relier ailleurs » -------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-add], [data-relink]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const fold = document.querySelector(link.hash);
  const fields = fold.querySelector("form").elements;
  fold.open = true;
  if (link.dataset.add) {
    fields.kind.value = link.dataset.add;
    offer(fields.under, link.dataset.add);
    fields.under.value = link.dataset.under;
    fields.text.focus();
  } else {
    fields.note.value = link.dataset.relink;
    offer(fields.under, kindOf(link.dataset.relink));
    fields.under.value = link.dataset.now;
    fields.under.focus();
  }
});

/** Only what this kind of note may hang from. */
function offer(select, kind) {
  const above = JSON.parse(treeOf(select).dataset.hangs)[kind];
  for (const option of select.options) {
    option.disabled = Boolean(kind && option.dataset.kind && !above?.includes(option.dataset.kind));
  }
  if (select.selectedOptions[0]?.disabled) select.value = [...select.options].find((option) => !option.disabled)?.value ?? "";
}

function offerAll() {
  for (const { elements } of document.querySelectorAll("[data-branches]")) offer(elements.under, elements.kind.value);
  for (const { elements } of document.querySelectorAll("[data-relinks]")) offer(elements.under, kindOf(elements.note.value));
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (event.target.name === "note" && form?.matches("[data-relinks]")) offer(form.elements.under, kindOf(event.target.value));
  if (event.target.name === "kind" && form?.matches("[data-branches]")) offer(form.elements.under, event.target.value);
});

// One sentence after the other under the same statement: the text empties, the place stays.
document.addEventListener("committed", ({ target: form }) => {
  if (form.matches("[data-branches]")) {
    form.elements.text.value = "";
    form.elements.text.focus();
  } else if (form.matches("[data-relinks]")) {
    form.reset();
    offerAll();
    form.elements.note.focus();
  }
});

// --- the drag -------------------------------------------------------------------------------------------------------

let dragged = null;
document.addEventListener("dragstart", (event) => (dragged = event.target.closest?.(".post")), true);
document.addEventListener("dragend", () => (dragged = null));

/** The statement under the pointer from which the dragged note may hang, in the list or in the drawing. */
function bearer(event) {
  const board = dragged && treeOf(dragged);
  const place = board && event.target.closest?.(".tree__box, .branch__row, .post");
  if (!place || !board.dataset.links || treeOf(place) !== board) return null;
  const key = place.dataset.node ?? keyOf(place.matches(".branch__row") ? place.parentElement : place);
  const above = JSON.parse(board.dataset.hangs)[kindOf(keyOf(dragged))];
  return key !== keyOf(dragged) && above?.includes(kindOf(key)) ? { place, key, url: board.dataset.links } : null;
}

// Before the drag that groups (picking.js): on a tree, a note dropped where it may hang hangs.
document.addEventListener(
  "dragover",
  (event) => {
    const under = bearer(event);
    for (const one of document.querySelectorAll(".is-bearing")) if (one !== under?.place) one.classList.remove("is-bearing");
    if (!under) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    under.place.classList.add("is-bearing");
  },
  true,
);

document.addEventListener(
  "drop",
  async (event) => {
    const under = bearer(event);
    for (const one of document.querySelectorAll(".is-bearing")) one.classList.remove("is-bearing");
    if (!under) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const answer = await post(under.url, { note: keyOf(dragged), under: under.key });
    if (!answer.ok) return complain(answer.error ?? "Pas de connexion : le lien n’est pas fait. Réessayez dans un instant.");
    expect(answer.seq);
  },
  true,
);

// --- the list and the drawing answer each other ----------------------------------------------------------------------

function light(event) {
  const at = event.target.closest?.(".branch, .tree__box");
  const key = at && (at.dataset.node ?? keyOf(at));
  for (const one of document.querySelectorAll(".is-lit")) one.classList.remove("is-lit");
  if (!key) return;
  const tree = treeOf(at);
  tree?.querySelector(`.tree__box[data-node="${CSS.escape(key)}"]`)?.classList.add("is-lit");
  if (at.matches(".tree__box")) document.getElementById(`branche-${key}`)?.querySelector(".branch__row").classList.add("is-lit");
}
document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);

// --- what moves is seen moving ---------------------------------------------------------------------------------------

const still = matchMedia("(prefers-reduced-motion: reduce)");
const places = new Map(); // drawing: its boxes, where they were

function drift() {
  for (const drawing of document.querySelectorAll(".tree-drawing")) {
    const before = places.get(drawing.id) ?? new Map();
    const after = new Map();
    for (const box of drawing.querySelectorAll(".tree__box")) {
      const { x, y } = box.getBBox();
      const key = box.dataset.node;
      const was = before.get(key);
      after.set(key, { x, y });
      if (still.matches || !before.size || !drawing.checkVisibility()) continue;
      if (!was) box.animate({ opacity: [0, 1] }, 500);
      else if (Math.hypot(was.x - x, was.y - y) > 1) {
        const from = `translate(${was.x - x}px, ${was.y - y}px)`;
        box.animate({ transform: [from, "none"] }, { duration: 450, easing: "cubic-bezier(.3, 1, .4, 1)" });
      }
    }
    places.set(drawing.id, after);
  }
}
onSettled(() => {
  offerAll();
  drift();
});

// The projector: shows the board of the running step alone, and writes as large as the wall allows.

import { onSettled } from "./room.js";

const stage = () => document.getElementById("etat");
const main = document.getElementById("contenu");
const [SMALLEST, LARGEST] = [0.55, 2.2];

/** The board of the step; without one, those where something can be done, those voted on, or all. */
function choose() {
  const boards = [...document.querySelectorAll("[data-board]")];
  const over = stage().dataset.phase === "closed";
  const asked = boards.filter((board) => board.dataset.board === stage().dataset.stage);
  const open = boards.filter((board) => board.dataset.phase !== "closed" && !over);
  const counted = boards.filter((board) => "counted" in board.dataset);
  const shown = [asked, open, counted, boards].find((some) => some.length) ?? [];
  const alone = stage().matches(".stage--gathers") || (stage().dataset.step && !asked.length && !open.length && !over);
  for (const board of boards) board.hidden = alone || !shown.includes(board);
  document.body.classList.toggle("has-board", !alone && shown.length > 0);
}

/** The largest size at which everything is on the wall, by halves; what still overflows is scrolled. */
function fit() {
  let [low, high] = [SMALLEST, LARGEST];
  document.body.classList.remove("overflows");
  if (!matchMedia("(min-width: 60rem)").matches) return main.style.removeProperty("--fit");
  const fits = (size) => {
    main.style.setProperty("--fit", size.toFixed(3));
    return main.scrollHeight <= main.clientHeight + 1;
  };
  if (fits(high)) return;
  for (let step = 0; step < 7; step++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  document.body.classList.toggle("overflows", !fits(low));
}

const phases = new Map();

/** What was hidden and no longer is turns over before the eyes of the room. */
function reveal() {
  for (const board of document.querySelectorAll("[data-board]")) {
    if (phases.get(board.id) === "hidden" && board.dataset.phase !== "hidden") {
      board.classList.add("is-revealing");
      setTimeout(() => board.classList.remove("is-revealing"), 2500);
    }
    phases.set(board.id, board.dataset.phase);
  }
}

function show() {
  choose();
  reveal();
  fit();
}

addEventListener("resize", show);
document.fonts?.ready.then(show);
onSettled(show);
show();

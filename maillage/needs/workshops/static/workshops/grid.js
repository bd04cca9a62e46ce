// The grid of a BarCamp on one phone: which sessions I chose is known here only, and put back after each redraw.

const chosen = new Set([...document.querySelectorAll("[data-going] [aria-pressed=true]")].map((button) => button.form.dataset.going));

function dress() {
  for (const form of document.querySelectorAll("[data-going]")) {
    const button = form.querySelector("button");
    const mine = chosen.has(form.dataset.going);
    if (button.getAttribute("aria-pressed") === String(mine)) continue;
    button.setAttribute("aria-pressed", mine);
    button.value = mine ? "0" : "1";
  }
}

/** One session at a time: choosing another one of the same row leaves the first. */
function leaveOthers(form) {
  const row = form.closest("tr");
  for (const other of row?.querySelectorAll("[data-going]") ?? []) if (other !== form) chosen.delete(other.dataset.going);
}

document.addEventListener("committed", (event) => {
  const form = event.target.closest?.("[data-going]");
  if (!form) return;
  const key = form.dataset.going;
  if (!chosen.delete(key)) {
    chosen.add(key);
    leaveOthers(form);
  }
  dress();
});

new MutationObserver(dress).observe(document.getElementById("mur").parentElement, { childList: true, subtree: true });

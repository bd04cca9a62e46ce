// The plenary with the keyboard: V, A, M decide, the arrows go from one result to the next. The buttons do the same,
// and whoever dictates to the computer may put the keys to rest.

const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
const form = () => document.querySelector("[data-verdicts]");
const KEYS = { v: ".verdict--validated", m: ".verdict--aside", arrowleft: "[data-before]", arrowright: "[data-after]" };

const box = document.getElementById("touches");
if (box) {
  box.closest("[data-keys]").hidden = false;
  box.checked = localStorage.getItem("touches") !== "non";
  box.addEventListener("change", () => localStorage.setItem("touches", box.checked ? "oui" : "non"));
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.shiftKey || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (event.target.matches("[data-amend]")) {
    if (key === "enter" && (event.ctrlKey || event.metaKey)) form().querySelector(".verdict--amended").click();
    if (key === "escape") event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || typing(event.target) || !box?.checked) return;
  if (key === "a" && form()) {
    event.preventDefault();
    const words = form().querySelector("[data-amend]");
    words.focus();
    words.setSelectionRange(words.value.length, words.value.length);
  } else if (KEYS[key]) {
    const button = document.querySelector(`#pleniere ${KEYS[key]}`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }
});

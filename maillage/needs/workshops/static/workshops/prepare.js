// The sheet of a workshop or a method: hours that follow, rows that are dragged, and saving by itself.
// Without this file every button still posts the whole sheet.

const NBSP = "\u00a0";
const PAUSE = 900; // ms after the last change
const AGAIN = 6000; // ms before trying once more without a network
const SEATED = 120; // minutes

const plan = () => document.querySelector("[data-plan]");
const rows = () => [...document.querySelectorAll("[data-steps] > [data-row]")];
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

// --- hours ------------------------------------------------------------------------------------------------

function clock(minutes) {
  const hour = Math.floor(minutes / 60) % 24;
  const rest = minutes % 60;
  return `${hour}${NBSP}h` + (rest ? `${NBSP}${String(rest).padStart(2, "0")}` : "");
}

function length(minutes) {
  if (minutes < 60) return `${minutes}${NBSP}min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${NBSP}h` + (rest ? `${NBSP}${String(rest).padStart(2, "0")}` : "");
}

function reckon() {
  const list = document.querySelector("[data-steps]");
  if (!list) return;
  const [hour, minute] = (list.dataset.starts || "").split(":").map(Number);
  const start = list.dataset.starts ? hour * 60 + minute : null;
  let gone = 0;
  let seated = 0;
  let sitting = "";
  for (const row of rows()) {
    const minutes = Math.max(0, Number.parseInt(field(row, "minutes").value, 10) || 0);
    row.querySelector("[data-at]").textContent = start === null ? length(gone) : clock(start + gone);
    gone += minutes;
    seated = field(row, "kind").value === "break" ? 0 : seated + minutes;
    if (seated > SEATED && !sitting) sitting = field(row, "title").value;
  }
  write("[data-total]", length(gone));
  if (start !== null) write("[data-ends]", clock(start + gone));
  document.querySelector("[data-sitting]").hidden = !sitting;
  write("[data-sitting-at]", sitting ? ` à « ${sitting} »` : "");
}

function write(where, text) {
  const place = document.querySelector(where);
  if (place) place.textContent = text;
}

/** The first row of a list does not go up, nor the last one down. */
function tidy() {
  for (const list of document.querySelectorAll(".plan-steps, .plan-boards, .plan-areas")) {
    const all = [...list.children];
    all.forEach((row, place) => {
      button(row, "up").disabled = place === 0;
      button(row, "down").disabled = place === all.length - 1;
    });
  }
}

function button(row, way) {
  return row.querySelector(`:scope > .plan-tools > .plan-${way}, :scope > fieldset > .plan-board__bar .plan-${way}`);
}

// --- saving by itself -------------------------------------------------------------------------------------

let dirty = false;
let waiting;
let sending = null;

function touched() {
  dirty = true;
  say("");
  clearTimeout(waiting);
  waiting = setTimeout(save, PAUSE);
}

async function save() {
  clearTimeout(waiting);
  const form = plan();
  if (!form || sending) return;
  const body = new FormData(form);
  body.set("do", "save");
  dirty = false;
  say("Enregistrement…");
  sending = fetch(form.getAttribute("hx-post"), { method: "POST", body, headers: { Accept: "application/json" } });
  try {
    const answer = await sending;
    const told = await answer.json();
    show(told);
    if (told.new) await window.htmx.ajax("GET", location.pathname, { target: "#plan", select: "#plan", swap: "outerHTML" });
  } catch {
    dirty = true;
    say("Pas de connexion : gardez la page ouverte, on réessaie.");
    waiting = setTimeout(save, AGAIN);
  } finally {
    sending = null;
  }
}

function show({ saved, errors = {}, problems = [] }) {
  for (const old of document.querySelectorAll("[data-live-error]")) {
    const input = document.getElementById(old.dataset.liveError);
    input?.removeAttribute("aria-invalid");
    old.remove();
  }
  for (const [id, words] of Object.entries(errors)) point(id, words);
  if (saved) return say("Enregistré.");
  dirty = true;
  say(problems[0] || "Pas encore enregistré : il reste un point à corriger.");
}

function point(id, words) {
  const input = document.getElementById(id);
  const place = input?.closest(".field");
  if (!place || document.getElementById(`${id}_erreur`)) return;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${id}_erreur`);
  const line = document.createElement("p");
  line.className = "field__error";
  line.id = `${id}_erreur`;
  line.dataset.liveError = id;
  line.append(document.createElement("span"));
  line.firstChild.textContent = words;
  input.before(line);
  input.closest("details")?.setAttribute("open", "");
}

function say(words) {
  write("[data-saved]", words);
}

const ASIDE = /^(new-step|new-board|into-)/;
document.addEventListener("input", (event) => {
  if (!event.target.closest("[data-plan]") || ASIDE.test(event.target.name)) return;
  reckon();
  touched();
  if (event.target.name.endsWith("-title")) call(event.target);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-plan] select:not([name^=new-], [name^=into-])")) {
    reckon();
    recolour(event.target);
    rename(event.target);
  }
});
addEventListener("online", () => dirty && save());
addEventListener("beforeunload", (event) => {
  if (dirty || sending) event.preventDefault();
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && dirty && save());

/** Buttons of a row say its name: the one it has now. */
function call(input) {
  const row = input.closest(".plan-area, .plan-step, .plan-board");
  const name = input.value.trim() || "sans titre";
  const own = ":scope > .plan-tools .sr, :scope > fieldset > .plan-board__bar .sr, :scope > fieldset > .plan-board__foot .sr";
  for (const words of row?.querySelectorAll(own) || []) words.textContent = words.textContent.replace(/« .* »/, `« ${name} »`);
  const legend = row?.querySelector(":scope > fieldset > legend");
  if (legend) legend.textContent = legend.textContent.replace(/ : .*/s, ` : ${name}`);
}

function rename(select) {
  const kind = select.closest("[data-row]")?.querySelector(".plan-step__kind");
  if (kind && select.name.endsWith("-kind")) kind.textContent = select.selectedOptions[0].textContent;
}

function recolour(select) {
  const colour = select.closest(".plan-area")?.querySelector(".plan-area__colour");
  if (colour && select.name.endsWith("-sentiment")) colour.className = `plan-area__colour note--${select.value}`;
}

// --- buttons: htmx posts the sheet and puts the new one in its place -----------------------------------------

let before = null;
const asked = new WeakMap(); // what the page was like when each request left

// Seen on its way down: htmx listens on the form itself.
addEventListener("submit", (event) => {
  if (!event.target.matches("[data-plan]")) return;
  clearTimeout(waiting);
  before = {
    what: event.submitter?.value || "save",
    near: neighbour(event.submitter),
    rows: new Set([...document.querySelectorAll("[id^=rang-]")].map((row) => row.id)),
    open: [...document.querySelectorAll("[data-plan] details[open]")].map((one) => one.id),
  };
}, true);

/** Where to go on from when this row has left: the row before it, else the one after. */
function neighbour(button) {
  const row = button?.closest("[id^=rang-]");
  return (row?.previousElementSibling || row?.nextElementSibling || row)?.id;
}

document.addEventListener("htmx:confirm", (event) => {
  if (!event.target.matches?.("[data-plan]") || !sending) return;
  event.preventDefault(); // what is on its way arrives first
  sending.finally(() => setTimeout(() => event.detail.issueRequest(true)));
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.("[data-plan]") && before) asked.set(event.detail.xhr, before);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const left = asked.get(event.detail.xhr);
  if (!left || !plan()) return;
  const wrong = plan().querySelector(".form__errors, .field__error");
  dirty = Boolean(wrong);
  say(wrong ? "Pas encore enregistré : il reste un point à corriger." : "Enregistré.");
  for (const id of left.open) document.getElementById(id)?.setAttribute("open", "");
  if (!plan().querySelector(".form__errors")) goOn(left); // else ui.js goes there
});

function goOn({ what, near, rows: old }) {
  if (what.startsWith("add:")) {
    const made = [...document.querySelectorAll("[id^=rang-]")].find((row) => !old.has(row.id));
    made?.scrollIntoView({ block: "nearest" });
    made?.querySelector("input[type=text]")?.select();
  } else if (what.startsWith("remove:")) {
    (document.getElementById(`rang-${what.split(":")[2]}`) || document.getElementById(near))?.focus();
  }
}

// Up and down need nobody: the order of the rows is what is posted.
document.addEventListener("click", (event) => {
  const pressed = event.target.closest?.("[data-plan] :is(.plan-up, .plan-down)");
  if (!pressed) return;
  event.preventDefault();
  const row = pressed.closest(".plan-area, .plan-step, .plan-board");
  const up = pressed.matches(".plan-up");
  if (up) row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  tidy();
  reckon();
  touched();
  (pressed.disabled ? row : pressed).focus();
});

// --- dragging a step by its grip; the buttons do the same -----------------------------------------------------

let dragged = null;

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest?.("[data-grip]")?.closest("[data-row]");
  if (row) row.draggable = true;
});
document.addEventListener("pointerup", () => {
  for (const row of document.querySelectorAll("[data-row][draggable=true]")) row.draggable = false;
});
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-row]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  dragged.classList.add("is-dragged");
});
document.addEventListener("dragover", (event) => {
  const over = dragged && event.target.closest?.("[data-row]");
  if (!dragged) return;
  event.preventDefault();
  if (!over || over === dragged) return;
  const { top, height } = over.getBoundingClientRect();
  over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  reckon();
});
document.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("is-dragged");
  dragged.draggable = false;
  dragged = null;
  tidy();
  touched();
  document.dispatchEvent(new CustomEvent("annonce", { detail: "Temps déplacé." }));
});

document.addEventListener("DOMContentLoaded", () => plan()?.setAttribute("data-ready", "")); // from here on, no button leaves the page

// --- choosing a method: what it is like is shown at once -------------------------------------------------------

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-new] select[name=method]")) return;
  const address = `${location.pathname}?methode=${encodeURIComponent(event.target.value)}`;
  window.htmx.ajax("GET", address, { target: "#apercu", select: "#apercu", swap: "outerHTML" });
});

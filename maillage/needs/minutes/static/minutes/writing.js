// Writing together. Each section is saved by itself; what is typed is kept in this browser until the server has it;
// the page asks now and then who writes where and which sections have changed. Without this file the forms still work.

const announce = (detail) => document.dispatchEvent(new CustomEvent("annonce", { detail }));
const page = document.querySelector("[data-presence]");
const KEPT = (form) => `compte-rendu:${form.dataset.minutes}:${form.dataset.writes}`;
const PAUSE = 4000; // ms without typing before a save
const OFTEN = 5000, SELDOM = 60000; // between two questions: often while something moves, then less and less
const SKIPPED = new Set(["csrfmiddlewaretoken", "version", "against", "gesture", "hand"]);

const part = (element) => element.closest("[data-part]");
const open = () => [...document.querySelectorAll("form[data-writes]")];

// ---- What is typed, kept here until it is there.

function words(form) {
  return JSON.stringify([...new FormData(form)].filter(([name]) => !SKIPPED.has(name)));
}
function keep(form) {
  try {
    localStorage.setItem(KEPT(form), JSON.stringify({ at: Date.now(), words: words(form) }));
  } catch { /* private browsing, or full: the page still works */ }
}
function drop(form) {
  try { localStorage.removeItem(KEPT(form)); } catch { /* nothing was kept */ }
}
function kept(form) {
  try { return JSON.parse(localStorage.getItem(KEPT(form)) || "null"); } catch { return null; }
}
function takeKept(form) {
  const pairs = JSON.parse(kept(form).words);
  const rows = Number(pairs.find(([name]) => name.endsWith("TOTAL_FORMS"))?.[1] || 0);
  while (form.querySelectorAll("[data-line]").length < rows) addRow(form, false);
  for (const [name, value] of pairs) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList || !field) continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
  hideRemoved(form);
  typed(form);
}

// ---- Rows: add, remove, move.

function addRow(form, focus = true) {
  const list = form.querySelector("[data-rows]");
  const total = form.elements.namedItem("rows-TOTAL_FORMS");
  const made = form.querySelector("template[data-row]").innerHTML.replaceAll("__prefix__", total.value);
  list.insertAdjacentHTML("beforeend", made);
  total.value = Number(total.value) + 1;
  showTools(form);
  if (focus) list.lastElementChild.querySelector("input:not([type=hidden]), textarea")?.focus();
}
function lines(form) {
  return [...form.querySelectorAll("[data-line]")];
}
function number(form) {
  lines(form).forEach((line, place) => { line.querySelector("[name$=-ORDER]").value = place + 1; });
}
function hideRemoved(form) {
  for (const line of lines(form)) line.classList.toggle("is-gone", line.querySelector("[name$=-DELETE]").checked);
}
function showTools(form) {
  for (const tool of form.querySelectorAll("[data-add-row], [data-up], [data-down], [data-remove]")) tool.hidden = false;
  for (const tick of form.querySelectorAll(".line__remove")) tick.hidden = true;
  number(form);
}
/** The spare row is for pages without script; here one asks for it. A section without any row keeps it. */
function dropSpare(form) {
  const all = lines(form), last = all.at(-1);
  if (all.length < 2 || !isBlank(last) || last.querySelector("[name$=-id]").value) return;
  last.remove();
  form.elements.namedItem("rows-TOTAL_FORMS").value = all.length - 1;
}
function neighbour(line, way) {
  let other = line;
  do other = way < 0 ? other.previousElementSibling : other.nextElementSibling;
  while (other?.classList.contains("is-gone"));
  return other;
}
function act(button) {
  const form = button.form, line = button.closest("[data-line]");
  if (button.matches("[data-add-row]")) return addRow(form);
  if (button.matches("[data-take-kept]")) { takeKept(form); button.closest("[data-kept]").hidden = true; return; }
  if (button.matches("[data-drop-kept]")) { drop(form); button.closest("[data-kept]").hidden = true; return; }
  if (button.matches("[data-remove]")) {
    const next = neighbour(line, 1) || neighbour(line, -1);
    line.querySelector("[name$=-DELETE]").checked = true;
    hideRemoved(form);
    (next?.querySelector("[data-remove]") || form.querySelector("[data-add-row]")).focus();
    announce("Ligne retirée.");
  } else if (button.matches("[data-up], [data-down]")) {
    const up = button.matches("[data-up]"), other = neighbour(line, up ? -1 : 1);
    if (!other) return;
    up ? other.before(line) : other.after(line);
    number(form);
    button.focus();
  } else return;
  typed(form);
}

// ---- Saving by itself, after a pause.

const waiting = new Map();
function say(form, text) {
  const line = form.querySelector("[data-said]");
  if (line) line.textContent = text;
}
function typed(form) {
  keep(form);
  form.dataset.dirty = "";
  say(form, "");
  clearTimeout(waiting.get(form));
  if ("autosave" in form.dataset) waiting.set(form, setTimeout(() => save(form), PAUSE));
}
async function save(form) {
  if (!form.isConnected || !("dirty" in form.dataset) || form.dataset.saving) return;
  const sent = words(form);
  form.dataset.saving = "1";
  say(form, "Enregistrement…");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Autosave: "1" }, redirect: "manual" });
    if (answer.ok && answer.headers.get("content-type")?.includes("json")) {
      const saved = await answer.json();
      form.elements.namedItem("version").value = saved.version;
      if (part(form)) part(form).dataset.version = saved.version;
      if (words(form) === sent) { drop(form); delete form.dataset.dirty; }
      say(form, saved.say);
      refreshIds(form);
    } else if (answer.status === 409) {
      delete form.dataset.autosave;
      say(form, "Quelqu’un a écrit ici en même temps que vous : enregistrez pour voir les deux textes.");
    } else say(form, answer.status === 422 ? "Pas encore enregistré : quelque chose est à corriger." : "Pas encore enregistré. Votre texte est gardé sur cet appareil.");
  } catch {
    say(form, "Pas de connexion. Votre texte est gardé sur cet appareil, il partira tout seul.");
    waiting.set(form, setTimeout(() => save(form), 3 * PAUSE));
  } finally {
    delete form.dataset.saving;
    if ("then" in form.dataset) { delete form.dataset.then; form.requestSubmit(); }
  }
}
/** Rows that were new have a name now: saving them again must not make them twice. */
async function refreshIds(form) {
  if (!form.querySelector("[data-rows]")) return;
  const blank = lines(form).filter((line) => !line.querySelector("[name$=-id]").value);
  if (!blank.length) return;
  const answer = await fetch(form.action, { headers: { "HX-Request": "true" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const named = [...fresh.querySelectorAll("[data-line]")].map((line) => line.querySelector("[name$=-id]").value).filter(Boolean);
  const kept = lines(form).filter((line) => !line.classList.contains("is-gone") && !isBlank(line));
  if (named.length !== kept.length) return;
  kept.forEach((line, place) => { line.querySelector("[name$=-id]").value ||= named[place]; });
}
function isBlank(line) {
  return ![...line.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), textarea")].some((field) => field.value.trim());
}

// ---- Who is there, and what has changed.

let wait = OFTEN, timer, seen = "";
async function ask() {
  clearTimeout(timer);
  if (document.hidden) return;
  const here = document.activeElement?.closest?.("form[data-writes]")?.dataset.writes || open()[0]?.dataset.writes || "";
  try {
    const answer = await fetch(page.dataset.presence, {
      method: "POST",
      body: new URLSearchParams({ partie: here }),
      headers: { "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"] },
    });
    if (answer.ok) {
      const now = await answer.json(), text = JSON.stringify(now);
      wait = text === seen && !open().length ? Math.min(SELDOM, wait * 1.5) : OFTEN;
      seen = text;
      show(now);
    } else wait = SELDOM;
  } catch {
    wait = Math.min(SELDOM, wait * 2);
  }
  timer = setTimeout(ask, wait + Math.random() * 1000);
}
function show({ versions, people, seq, approved }) {
  if (approved && !open().length) return location.reload();
  for (const section of document.querySelectorAll("[data-part]")) {
    const there = people.filter((one) => one.place === section.dataset.part).map((one) => one.name);
    const who = there.length ? `${there.join(", ")} ${there.length > 1 ? "écrivent" : "écrit"} ici` : "";
    const line = section.querySelector("[data-who]");
    if (line.textContent !== who) line.textContent = who;
    const entry = document.querySelector(`[data-toc="${section.dataset.part}"]`);
    entry?.classList.toggle("is-written", there.length > 0);
    if (entry) entry.dataset.by = there.join(", ");
    const version = versions[section.dataset.part] || 0;
    if (version > Number(section.dataset.version) && !isOpen(section)) reread(section);
  }
  if (seq > Number(page.dataset.seq)) rereadAll(seq);
}
const isOpen = (section) => section.querySelector("form[data-writes]") !== null;
const isHere = (element) => element.contains(document.activeElement);
function reread(section) {
  const focus = isHere(section) ? "?focus" : "";
  htmx.ajax("GET", section.dataset.url + focus, { target: section, swap: "outerHTML" });
}
/** The workshop goes on: what is not open before somebody follows it, at most every few seconds; the focus stays. */
let next = 0;
async function rereadAll(seq) {
  if (Date.now() < next) return;
  next = Date.now() + 3 * OFTEN;
  const answer = await fetch(page.dataset.page);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const made of fresh.querySelectorAll("[data-part], #reste")) {
    const stands = document.getElementById(made.id);
    if (!stands || isOpen(stands) || textOf(stands) === textOf(made)) continue;
    const link = isHere(stands) ? document.activeElement.getAttribute("href") : null;
    stands.replaceWith(made);
    htmx.process(made);
    if (link) made.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus({ preventScroll: true });
  }
  page.dataset.seq = seq;
}
/** What a section says, apart from who is there and from what changes at each answer. */
function textOf(section) {
  const copy = section.cloneNode(true);
  for (const one of copy.querySelectorAll("[data-who], input[name=csrfmiddlewaretoken]")) one.remove();
  return copy.innerHTML;
}

// ---- The page.

function prepare(form) {
  if (form.dataset.ready) return;
  form.dataset.ready = "1";
  if (form.querySelector("[data-rows]")) { dropSpare(form); showTools(form); hideRemoved(form); }
  const before = kept(form);
  if (before && before.words !== words(form)) form.querySelector("[data-kept]").hidden = false;
  else if (before) drop(form);
  if (!form.querySelector("[data-focus]")) form.querySelector("input:not([type=hidden]):not([type=checkbox]), textarea")?.focus();
}

document.addEventListener("input", (event) => event.target.form?.matches("[data-writes]") && typed(event.target.form));
document.addEventListener("change", (event) => event.target.form?.matches("[data-writes]") && typed(event.target.form));
document.addEventListener("click", (event) => {
  const button = event.target.closest("form[data-writes] button[type=button]");
  if (button) act(button);
  const close = event.target.closest("[data-close-part]");
  if (close) drop(close.closest("form"));
});
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-writes]");
  if (!form || !(event.ctrlKey || event.metaKey) || !["s", "Enter"].includes(event.key)) return;
  event.preventDefault();
  form.requestSubmit();
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt;
  if (!form.matches?.("form[data-writes]")) return;
  clearTimeout(waiting.get(form));
  keep(form);
  if (form.dataset.saving) { event.preventDefault(); form.dataset.then = ""; } // one save at a time: it goes right after
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, successful } = event.detail;
  if (elt.matches?.("form[data-writes]") && successful) drop(elt);
});
document.addEventListener("htmx:afterSettle", () => { open().forEach(prepare); if (page) ask(); });
addEventListener("online", () => open().forEach(save));
addEventListener("beforeunload", (event) => { if (open().some((form) => "dirty" in form.dataset)) event.preventDefault(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden && page) { wait = OFTEN; ask(); } });

open().forEach(prepare);
if (page) ask();

// The few things HTML does not do alone. Everything is delegated from the document, so that what htmx
// swaps in works at once; without this file pages still work.

const announcer = document.querySelector("[data-announcer]");

/** Say something to everybody: seen as a toast, heard through aria-live. */
export function announce(text, seconds = 6) {
  if (!announcer || !text) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  announcer.append(toast);
  setTimeout(() => toast.remove(), seconds * 1000);
}

/** Move the focus to what went wrong, if anything did (samples in data-quiet stay quiet). */
function focusFirstError(root) {
  const summary = root.querySelector?.("[data-focus]");
  if (summary && !summary.closest("[data-quiet]")) summary.focus();
}

// Dialogs: <button data-dialog="id"> opens <dialog id="id">; data-close or the backdrop closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
    return;
  }
  if (event.target.closest("[data-close]") || event.target.matches("dialog.dialog")) {
    event.target.closest("dialog")?.close();
  }
});

// Menus drawn with <details data-menu>: Escape or a click elsewhere closes them.
const MENUS = "details.me[open], details.tabs__more[open], details[data-menu][open]";
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(MENUS)) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});

// Copy: <button data-copy="text"> or data-copy-from="#id".
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  const text = button.dataset.copy || source?.value || source?.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
    announce("Copié.");
  } catch {
    announce("La copie a échoué : sélectionnez le texte et copiez-le.");
  }
});

// Filters: <form data-auto> sends itself when a choice changes, or after a pause in typing.
let pause;
function send(form) {
  clearTimeout(pause);
  form.requestSubmit();
}
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-auto]") && !event.target.matches("input[type=search], input[type=text]")) send(form);
});
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-auto]") || !event.target.matches("input[type=search]")) return;
  clearTimeout(pause);
  pause = setTimeout(() => send(form), 350);
});

// Drop zones: a file dropped anywhere on [data-drop] goes into its own file input.
function zoneOf(event) {
  return event.target.closest?.("[data-drop]");
}
document.addEventListener("dragover", (event) => {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  const zone = zoneOf(event);
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
});
document.addEventListener("drop", (event) => {
  const zone = zoneOf(event);
  if (!zone || !event.dataTransfer.files.length) return;
  event.preventDefault();
  zone.classList.remove("is-over");
  const input = zone.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  const say = zone?.querySelector("[data-drop-name]");
  if (!say || event.target.type !== "file") return;
  say.textContent = [...event.target.files].map((file) => file.name).join(", ");
});

// htmx: errors come back as pages to show; the focus goes to the first problem; a header may speak.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 422 || xhr.status === 409 || xhr.status === 403) {
    event.detail.shouldSwap = xhr.responseText.length > 0;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:afterSettle", (event) => {
  focusFirstError(event.detail.elt);
});
document.addEventListener("htmx:sendError", () => announce("Pas de connexion : rien n’est perdu, réessayez dans un instant.", 10));
document.addEventListener("htmx:responseError", () => announce("La page n’a pas répondu comme prévu. Ce que vous avez écrit est toujours là.", 10));
document.addEventListener("annonce", (event) => announce(event.detail.value ?? event.detail));

// Countdown: <time data-until="ISO"> shows minutes and seconds until a stored end.
function tick() {
  for (const clock of document.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.round((Date.parse(clock.dataset.until) - Date.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.classList.toggle("is-short", left <= 60);
  }
}
if (document.querySelector("[data-until]")) tick();
setInterval(tick, 1000);

focusFirstError(document);

// Typing post-its from paper: a line, Enter, the next. Lines leave by the outbox: through bad wifi, a closed page, each
// arrives once.

import { Outbox, newKey } from "./outbox.js";

const page = document.querySelector("[data-typing]");
const names = document.querySelectorAll("[name=author_name]");
const template = document.querySelector("template[data-typed]");
const speaker = document.querySelector("[data-typing-says]");
const GONE = "Cette page n’est plus reconnue : rechargez-la, vos lignes sont gardées.";

async function post(url, fields) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json", "X-CSRFToken": page.dataset.csrf },
      redirect: "error",
    });
    if (response.ok) return { ok: true, ...(await response.json()) };
    if (response.status >= 500) return { status: response.status };
    const said = await response.json().catch(() => ({}));
    return { final: true, status: response.status, error: said.error ?? GONE };
  } catch {
    return {};
  }
}

const listOf = (area) => document.getElementById(area)?.querySelector("[data-list]");

function itemOf(note) {
  const old = document.getElementById(`note-${note.uuid}`);
  const list = listOf(note.area);
  if (old || !list) return old;
  const item = template.content.firstElementChild.cloneNode(true);
  item.id = `note-${note.uuid}`;
  item.querySelector("span").textContent = note.text;
  item.querySelector("small").textContent = note.author_name ?? "";
  list.prepend(item);
  return item;
}

function state(note, words, name = "") {
  const item = itemOf(note);
  if (!item) return;
  item.dataset.state = name;
  const place = item.querySelector("em");
  if (place) place.textContent = words;
}

/** What the server refuses goes back under the fingers, to be put right. */
function giveBack(note) {
  const text = document.getElementById(`texte-${note.area}`);
  const item = itemOf(note);
  if (!item || item.querySelector("button")) return;
  const again = Object.assign(document.createElement("button"), { type: "button", className: "button button--link", textContent: "Reprendre ce texte" });
  again.addEventListener("click", async () => {
    text.value = [note.text, text.value].filter(Boolean).join("\n");
    await outbox.remove(note.uuid);
    item.remove();
    text.focus();
  });
  item.append(again);
}

const outbox = new Outbox(page.dataset.typing, {
  post,
  onWaiting: (note) => state(note, "en attente d’envoi", "waiting"),
  onSent(note) {
    state(note, "", "");
    const edit = itemOf(note)?.querySelector("a[hidden]");
    if (edit) Object.assign(edit, { href: `${edit.href}${note.uuid}/`, hidden: false, ariaLabel: `Corriger « ${note.text.slice(0, 40)} »` });
    speaker.textContent = `Collé : ${note.text}`;
  },
  onRefused(note, error) {
    state(note, error, "refused");
    giveBack(note);
    speaker.textContent = error;
  },
  onGone: (note) => document.getElementById(`note-${note.uuid}`)?.remove(),
});

function send(form) {
  const text = form.elements.text;
  const lines = text.value.split(/[\r\n\u2028]+/).map((line) => line.trim());
  for (const line of lines.filter(Boolean)) {
    outbox.add({ uuid: newKey(), area: form.dataset.typedIn, text: line, author_name: form.elements.author_name.value.trim() });
  }
  text.value = "";
  text.focus();
}

for (const form of document.querySelectorAll("[data-typed-in]")) {
  form.noValidate = true; // an empty Enter is nothing
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  for (const field of [form.elements.text, form.elements.author_name]) field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.target === form.elements.text ? send(form) : form.elements.text.focus();
  });
}

// One hand copies the papers of one person, whatever the column.
for (const name of names) name.addEventListener("input", () => names.forEach((other) => (other.value = name.value)));

outbox.flush();
page.dataset.ready = "";

// Choosing notes on the facilitator's wall. The boxes and the bar work alone; this adds words and the drag.

const picked = () => document.querySelectorAll(".post__pick:checked");

export function pickNotes(post, complain, follower) {
  const bar = document.getElementById("regrouper");
  const count = bar.querySelector("[data-picked]");
  const into = bar.querySelector("[data-into]");
  const name = bar.elements.title;

  function refresh() {
    const many = picked().length;
    count.textContent = many ? `${many} post-it choisi${many > 1 ? "s" : ""}` : "";
    name.hidden = into.value !== "";
    name.required = into.value === "";
    bar.querySelector("button").textContent = into.value === "" ? "Regrouper" : "Ranger";
  }

  function listGroups() {
    const chosen = into.value;
    const groups = [...document.querySelectorAll("[data-cluster]")].map(
      (group) => new Option(`« ${group.querySelector("h3").textContent} »`, group.dataset.cluster),
    );
    into.replaceChildren(into.options[0], ...groups, into.options[into.options.length - 1]);
    into.value = [...into.options].some((option) => option.value === chosen) ? chosen : "";
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches(".post__pick")) listGroups();
    if (event.target.matches(".post__pick, [data-into]")) refresh();
  });
  // Space chooses a note, Enter goes and names the group: no need to cross eighty notes with Tab.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".post__pick")) {
      event.preventDefault();
      event.target.checked ||= true;
      listGroups();
      refresh();
      (into.value === "" ? name : into).focus();
    }
    if (event.key === "Escape" && picked().length && !event.target.matches("dialog *")) bar.reset();
  });
  bar.addEventListener("committed", () => bar.reset());
  bar.addEventListener("reset", () =>
    setTimeout(() => {
      picked().forEach((box) => (box.checked = false));
      refresh();
    }),
  );
  dragNotes(post, complain, follower, bar);
  refresh();
}

/** Drag is an extra: everything it does, the bar does too. */
function dragNotes(post, complain, follower, bar) {
  let dragged = null;
  document.addEventListener("pointerover", (event) => {
    const note = event.pointerType === "mouse" && event.target.closest?.(".post");
    if (note) note.draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".post");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.querySelector(".note__text").textContent);
    dragged.classList.add("is-dragged");
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    document.querySelectorAll(".is-target").forEach((target) => target.classList.remove("is-target"));
    dragged = null;
  });
  document.addEventListener("dragover", (event) => {
    const target = dragged && event.target.closest?.("[data-cluster], [data-column]");
    document.querySelectorAll(".is-target").forEach((other) => other !== target && other.classList.remove("is-target"));
    if (!target) return;
    event.preventDefault();
    target.classList.add("is-target");
  });
  document.addEventListener("drop", async (event) => {
    const target = dragged && event.target.closest?.("[data-cluster], [data-column]");
    if (!target) return;
    event.preventDefault();
    const data = new FormData();
    data.append("note", dragged.id.slice("note-".length));
    data.append("into", target.dataset.cluster ?? "aucun");
    const answer = await post(bar.action, data);
    if (answer.ok) follower.expect(answer.seq);
    else complain(answer.error ?? "Pas de connexion : le post-it n’a pas bougé.");
  });
}

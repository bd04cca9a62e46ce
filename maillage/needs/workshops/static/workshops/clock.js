// Timers: every screen counts down by itself to a stored end, by the server's clock. When time is over it goes on
// counting, calmly: a room is not a bomb.

import { now, onSettled, say } from "./room.js";

const WARNINGS = [
  [300, "Il reste cinq minutes."],
  [60, "Il reste une minute."],
  [0, "Le temps prévu est écoulé."],
];
const warned = new Map(); // beginning of a step → seconds left at the last look

function digits(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return `${minutes}:${String(rest).padStart(2, "0")}`;
}

function show(clock) {
  const end = Date.parse(clock.dataset.endsAt);
  const left = Math.ceil((end - now()) / 1000);
  const text = left >= 0 ? digits(left) : `+${digits(-left)}`;
  if (clock.textContent !== text) clock.textContent = text;
  clock.setAttribute("data-running", "");
  const box = clock.closest(".clock");
  box.classList.toggle("is-over", left < 0);
  box.classList.toggle("is-short", left >= 0 && left <= 60);
  const begun = Date.parse(clock.dataset.startedAt);
  box.style.setProperty("--spent", Math.min(1, Math.max(0, (now() - begun) / (end - begun || 1))).toFixed(4));
  warn(begun, left);
}

function warn(step, left) {
  const before = warned.get(step);
  warned.set(step, left);
  if (before === undefined) return;
  for (const [limit, words] of WARNINGS) if (before > limit && left <= limit) say(words);
}

const hour = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "numeric", minute: "2-digit" });

function clockWords(time) {
  const [hours, minutes] = hour.format(time).split(":");
  return `${Number(hours)}\u00a0h` + (minutes === "00" ? "" : `\u00a0${minutes}`);
}

/** When the room will be done if each step to come keeps its length: the end moves as the running step goes over. */
function showPace(pace) {
  const { endsAt, rest, planned } = pace.dataset;
  const expected = Math.max(now(), endsAt ? Date.parse(endsAt) : 0) + Number(rest) * 60_000;
  const late = planned ? Math.round((expected - Date.parse(planned)) / 60_000) : 0;
  const end = clockWords(expected);
  const words = !planned ? `fin vers ${end}` : Math.abs(late) < 2 ? `à l’heure, fin à ${clockWords(Date.parse(planned))}` : `fin prévue ${end} au lieu de ${clockWords(Date.parse(planned))}`;
  pace.classList.toggle("is-late", late >= 2);
  if (pace.textContent !== words) pace.textContent = words;
}

function tick() {
  document.querySelectorAll("[data-ends-at][data-clock]").forEach(show);
  document.querySelectorAll("[data-pace]").forEach(showPace);
}

setInterval(tick, 500);
onSettled(tick);

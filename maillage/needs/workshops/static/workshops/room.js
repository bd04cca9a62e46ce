// What every script of the live page shares: sending, complaining, saying aloud, and being told of redraws.
// A feature (votes.js, notes.js, tree.js…) imports this file, registers itself, and is imported by board.js.

export const page = document.querySelector("[data-follow]");
export const acts = page.dataset.audience === "facilitator";
const pageAlert = document.querySelector("[data-alert]:not(dialog *)");
const sayBox = document.querySelector("[data-say]");
const GONE = "Ce téléphone n’est plus reconnu. Votre texte est gardé ici : rechargez la page et redonnez votre nom.";
const dressers = [];
const settlers = [];
const words = [];
let follower, sounding, speaking;

/** `dress(element)`: add what only this page knows to what the server drew, before it is put in the page. */
export const onDress = (dress) => dressers.push(dress);
/** `settle(pieces)`: the page has been redrawn; called once at the start, without pieces. */
export const onSettled = (settle) => settlers.push(settle);
export const dress = (element) => dressers.forEach((one) => one(element));
export const settle = (pieces = []) => settlers.forEach((one) => one(pieces));

/** The server's clock, in milliseconds. */
export const now = () => follower?.now?.() ?? Date.now() + offset;
const offset = Number(page.dataset.now || Date.now()) - Date.now();

export const follow = (one) => (follower = one);
/** A write was committed as number `seq`: the page should hear of it soon. */
export const expect = (seq) => follower?.expect(seq);

/** What went wrong, in a place that everybody sees and that screen readers say at once. */
export function complain(text) {
  const alertBox = document.querySelector("dialog[open] [data-alert]") ?? pageAlert;
  alertBox.textContent = text;
  alertBox.hidden = !text;
  clearTimeout(sounding);
  if (text) sounding = setTimeout(() => (alertBox.hidden = true), 9000);
}

/** Tell screen readers politely; what comes together is said together. */
export function say(text) {
  if (!text || words.includes(text)) return;
  words.push(text);
  clearTimeout(speaking);
  speaking = setTimeout(() => (sayBox.textContent = words.splice(0).join(" ")), 400);
}

/** {ok, seq} once committed; {final, error, status} when the server says no; {status} when it stumbles; {} out of reach. */
export async function post(url, data) {
  const body = data instanceof FormData ? data : new URLSearchParams(data);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
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

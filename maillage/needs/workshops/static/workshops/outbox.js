// What is written here waits until the server says it is committed: through bad wifi, sleep, a closed page, a second
// tab, a server that restarts. Each write has a uuid made here, so that sending it twice makes one note.
//
// A write is {uuid, url, at, fields, refused}; `fields` are posted as they are, with the uuid. All pages of one workshop
// send what waits for it, whichever page it was written on. The page is told with notes: {uuid, ...fields}.

import { Drawer } from "./drawer.js";

const PATIENCE = 20_000; // milliseconds for one answer: a dead line says nothing for minutes
const TURN = 10_000; // for another tab to finish sending; then this one sends too, which changes nothing
const LATER = [408, 425, 429]; // "not now" is no refusal

export function newKey() {
  // crypto.randomUUID is missing on plain http://192.168…, where many rooms work.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const noteOf = (row) => ({ ...row.fields, uuid: row.uuid });
const later = (delay) => new Promise((resolve) => setTimeout(resolve, delay, {}));

export class Outbox {
  /**
   * `url` is where notes are posted, below the address of their workshop. `post(url, data)` answers {ok, …} once
   * committed, {final, error, status} when the server says no, {status} when it stumbles, {} when it is out of reach.
   * Told of this tab and of the others: onWaiting(note), onSent(note, answer), onRefused(note, error, known): `known`
   * when the page has already said it, onGone(note) when its author took it back in another tab.
   */
  constructor(url, { post, onWaiting, onSent, onRefused, onGone = () => {} }) {
    this.url = new URL(url, location).pathname;
    this.scope = new URL("..", new URL(url, location)).pathname;
    Object.assign(this, { post, tell: { onWaiting, onSent, onRefused, onGone }, tries: 0, last: 0 });
    this.drawer = new Drawer();
    this.memory = new Map(); // what the drawer could not keep
    this.refusals = new Map(); // as the page was told of them
    this.tabs = "BroadcastChannel" in window && new BroadcastChannel(`maillage-outbox ${this.scope}`);
    if (this.tabs) this.tabs.onmessage = ({ data: [name, ...said] }) => this.hear(name, ...said);
    const again = () => {
      this.tries = 0;
      this.flush();
    };
    for (const sign of ["online", "pageshow", "line"]) addEventListener(sign, again);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
    addEventListener("beforeunload", (event) => this.memory.size && event.preventDefault());
  }

  say(name, ...said) {
    this.hear(name, ...said);
    if (this.tabs) this.tabs.postMessage([name, ...said]);
  }

  /** The page is told of one refusal once: what it shows of it may be in someone's hands. */
  hear(name, note, ...said) {
    const refusal = name === "onRefused" ? said[0] : undefined;
    if (refusal !== undefined && this.refusals.get(note.uuid) === refusal) return;
    this.refusals.set(note.uuid, refusal);
    this.tell[name]?.(note, ...said);
  }

  /** `note` is {uuid, ...fields}; `url` when it is not posted where notes are. */
  async add({ uuid, ...given }, url = this.url) {
    const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const at = (this.last = Math.max(Date.now(), this.last + 1));
    const row = { uuid, url, at, fields };
    this.say("onWaiting", noteOf(row));
    await this.keep(row);
    return this.flush();
  }

  async keep(row) {
    this.memory.set(row.uuid, row); // until the drawer has it, closing the page asks first
    if (await this.drawer.put(row)) this.memory.delete(row.uuid);
  }

  async drop(uuid) {
    this.memory.delete(uuid);
    await this.drawer.drop(uuid);
  }

  /** Its author takes it back. */
  async remove(uuid) {
    await this.drop(uuid);
    if (this.tabs) this.tabs.postMessage(["onGone", { uuid }]);
  }

  /** Everything written in this workshop and not yet acknowledged, oldest first. */
  async rows() {
    const rows = new Map((await this.drawer.all()).map((row) => [row.uuid, row]));
    this.memory.forEach((row) => rows.set(row.uuid, row));
    return [...rows.values()].filter((row) => row.url.startsWith(this.scope)).sort((a, b) => a.at - b.at);
  }

  /** The notes that wait, as `onWaiting` gives them. */
  async waiting() {
    return (await this.rows()).map(noteOf);
  }

  /** Things have changed: what was refused may leave now. */
  retry() {
    return this.flush(true);
  }

  /** Sends one write after the other; a refused one stays, with the reason, until its author decides. */
  async flush(refusedToo = false) {
    this.refusedToo ||= refusedToo;
    if (this.flushing) return (this.again = true);
    this.flushing = true;
    clearTimeout(this.timer);
    try {
      await this.alone(() => this.sendAll());
    } finally {
      this.flushing = false;
      if (this.again) {
        this.again = false;
        this.flush();
      }
    }
  }

  /** One tab at a time, where the browser knows how; a tab that sleeps on its turn loses it. */
  async alone(act) {
    if (!navigator.locks) return act();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), TURN);
    const inTurn = () => {
      clearTimeout(timer);
      return act();
    };
    try {
      return await navigator.locks.request(`maillage-outbox ${this.scope}`, { signal: patience.signal }, inTurn);
    } catch (error) {
      if (error.name === "AbortError") return act();
      throw error;
    }
  }

  async sendAll() {
    const refusedToo = this.refusedToo;
    this.refusedToo = false;
    const rows = await this.rows();
    for (const row of rows) this.show(row);
    let unsent = 0;
    for (const row of rows) {
      if (row.refused && !refusedToo) continue;
      const answer = await Promise.race([this.post(row.url, noteOf(row)), later(PATIENCE)]);
      if (await this.settled(row, answer)) continue;
      unsent++;
      if (!answer.status) break; // out of reach; a note that the server stumbles on does not hold up the others
    }
    if (unsent) this.timer = setTimeout(() => this.flush(), this.delay());
    else this.tries = 0;
  }

  show(row) {
    if (row.refused) this.hear("onRefused", noteOf(row), row.refused, true);
    else this.hear("onWaiting", noteOf(row));
  }

  delay() {
    return Math.min(15_000, 800 * 2 ** Math.min(this.tries++, 8)) * (0.6 + Math.random() * 0.8);
  }

  /** Whether the server has decided: written, or refused. */
  async settled(row, answer) {
    if (answer.ok) {
      await this.drop(row.uuid);
      this.say("onSent", noteOf(row), answer);
      return true;
    }
    if (!answer.final || LATER.includes(answer.status)) return false;
    const known = row.refused === answer.error;
    row.refused = answer.error;
    await this.keep(row);
    this.say("onRefused", noteOf(row), answer.error, known);
    return true;
  }
}

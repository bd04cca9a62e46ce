// Notes wait here until the server says they are committed: through bad wifi, sleep, a closed page.
// Each has a uuid made here, so that sending it twice makes one note.

const STORE = "notes";

function openDatabase() {
  return new Promise((resolve) => {
    let request;
    try {
      request = indexedDB.open("maillage-ateliers", 1);
    } catch {
      return resolve(null);
    }
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "uuid" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null); // private windows: memory will do until the page closes
  });
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function newKey() {
  // crypto.randomUUID is missing on plain http://192.168…, where many rooms work.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export class Outbox {
  constructor(url, { post, onSent, onRefused, onWaiting }) {
    Object.assign(this, { url, post, onSent, onRefused, onWaiting, memory: new Map(), tries: 0 });
    this.ready = openDatabase().then((database) => (this.database = database));
    const again = () => this.flush();
    addEventListener("online", again);
    addEventListener("pageshow", again);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  }

  async store(mode) {
    await this.ready;
    return this.database?.transaction(STORE, mode).objectStore(STORE);
  }

  async add(note) {
    const row = { ...note, url: this.url, at: Date.now() };
    this.memory.set(row.uuid, row);
    this.onWaiting(row);
    const store = await this.store("readwrite");
    if (store) await done(store.put(row)).catch(() => null);
    return this.flush();
  }

  async remove(uuid) {
    this.memory.delete(uuid);
    const store = await this.store("readwrite");
    if (store) await done(store.delete(uuid)).catch(() => null);
  }

  /** Everything written on this page of this workshop and not yet acknowledged, oldest first. */
  async waiting() {
    const store = await this.store("readonly");
    const kept = store ? await done(store.getAll()).catch(() => []) : [];
    for (const row of kept) if (!this.memory.has(row.uuid)) this.memory.set(row.uuid, row);
    return [...this.memory.values()].filter((row) => row.url === this.url).sort((a, b) => a.at - b.at);
  }

  /** Sends one note after the other; a refused one stays, with the reason, until its author decides. */
  async flush() {
    if (this.flushing) return (this.again = true);
    this.flushing = true;
    clearTimeout(this.timer);
    try {
      const rows = await this.waiting();
      rows.forEach(this.onWaiting);
      for (const row of rows) if (!(await this.send(row))) break;
    } finally {
      this.flushing = false;
      if (this.again) {
        this.again = false;
        this.flush();
      }
    }
  }

  async send(row) {
    const answer = await this.post(this.url, { uuid: row.uuid, area: row.area, text: row.text, author_name: row.author_name ?? "" });
    if (answer.ok) {
      await this.remove(row.uuid);
      this.tries = 0;
      this.onSent(row, answer);
      return true;
    }
    if (answer.final) {
      this.onRefused(row, answer.error);
      return true;
    }
    this.timer = setTimeout(() => this.flush(), Math.min(15_000, 800 * 2 ** this.tries++) * (0.6 + Math.random() * 0.8));
    return false;
  }
}

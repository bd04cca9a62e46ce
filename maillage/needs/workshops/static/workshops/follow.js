// Hears what changed, over one long answer (Server-Sent Events). Phones sleep, wifi drops: it comes back by
// itself, a little at random so that forty phones do not knock together, and asks for all that it missed.

const SILENCE = 45_000; // the server's heart beats every 15 s

export class Follower {
  constructor(url, seq, { onNews, onLine }) {
    Object.assign(this, { url, seq, onNews, onLine, tries: 0, heard: Date.now() });
    const back = () => document.visibilityState === "visible" && this.reconnect(0);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.hiddenAt = Date.now();
      else if (Date.now() - this.hiddenAt > 4000) this.reconnect(Math.random() * 400);
    });
    addEventListener("pageshow", (event) => event.persisted && back());
    addEventListener("online", back);
    addEventListener("offline", () => this.lost());
    addEventListener("pagehide", () => this.source?.close());
    setInterval(() => Date.now() - this.heard > SILENCE && this.reconnect(Math.random() * 2000), 5000);
    this.connect();
  }

  connect() {
    this.source?.close();
    const address = new URL(this.url, location.href);
    address.searchParams.set("since", this.seq);
    const source = (this.source = new EventSource(address));
    this.heard = Date.now();
    source.addEventListener("bonjour", () => this.alive());
    source.addEventListener("battement", () => this.alive());
    source.addEventListener("suite", (event) => {
      this.alive();
      const news = JSON.parse(event.data);
      this.seq = news.seq;
      this.onNews(news.pieces);
    });
    source.onerror = () => {
      if (source !== this.source) return;
      this.lost();
      this.reconnect(Math.min(20_000, 500 * 2 ** this.tries++) * (0.5 + Math.random()));
    };
  }

  alive() {
    this.heard = Date.now();
    this.tries = 0;
    this.onLine(true);
  }

  lost() {
    this.source?.close();
    this.onLine(false);
  }

  reconnect(delay) {
    clearTimeout(this.timer);
    this.heard = Date.now();
    this.timer = setTimeout(() => this.connect(), delay);
  }

  /** A write was committed as number `seq`; if it is not heard of soon, the line is dead: knock again. */
  expect(seq) {
    setTimeout(() => this.seq < seq && this.reconnect(0), 1500);
  }
}

// Hears what changed, over one long answer (Server-Sent Events). Phones sleep, wifi drops: it comes back by
// itself, a little at random so that forty phones do not knock together, and asks for all that it missed.

const SILENCE = 45_000; // the server's heart beats every 15 s
const BLINK = 1200; // a line that comes back sooner was not lost
const PUT_AWAY = 60_000; // a page that nobody sees leaves its line to others: a browser has six for one address
const SOON = 3000; // what was written here must be heard of

export class Follower {
  /**
   * Follows `url` from the number `seq`. `onNews(pieces)`; `onLine(alive)`; `onHere(count)`: how many people are
   * connected. When the line is back, the window hears an event "line".
   */
  constructor(url, seq, { onNews, onLine, onHere = () => {} }) {
    Object.assign(this, { url, seq, onNews, onLine, onHere, tries: 0, heard: Date.now(), clocks: [], expected: 0, knocked: 0 });
    document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? this.putAway() : this.takeUp()));
    addEventListener("pageshow", (event) => event.persisted && this.reconnect(0));
    addEventListener("online", () => this.reconnect(0));
    addEventListener("offline", () => {
      this.lost(0);
      this.reconnect(2000 + Math.random() * 1000);
    });
    addEventListener("pagehide", () => this.close());
    setInterval(() => this.listen(), 5000);
    this.connect();
  }

  connect() {
    this.close();
    const address = new URL(this.url, location.href);
    address.searchParams.set("since", this.seq);
    const source = (this.source = new EventSource(address));
    this.heard = Date.now();
    const hear = (name, act) =>
      source.addEventListener(name, (event) => {
        if (source !== this.source) return;
        this.heard = Date.now();
        act(JSON.parse(event.data));
      });
    hear("bonjour", (data) => {
      this.clocks = [];
      this.beat(data);
      this.alive();
    });
    hear("battement", (data) => this.beat(data));
    hear("suite", (news) => {
      this.seq = news.seq;
      this.onNews(news.pieces);
    });
    hear("retour", () => this.reconnect(Math.random() * 600));
    source.onerror = () => {
      if (source !== this.source) return;
      this.lost(BLINK);
      this.reconnect(Math.min(20_000, 500 * 2 ** Math.min(this.tries++, 8)) * (0.5 + Math.random()));
    };
  }

  listen() {
    const seen = document.visibilityState === "visible";
    if (seen && Date.now() - this.heard > SILENCE) this.reconnect(Math.random() * 2000);
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  reconnect(delay) {
    this.close();
    this.heard = Date.now();
    this.timer = setTimeout(() => this.connect(), delay);
  }

  alive() {
    this.tries = 0;
    clearTimeout(this.losing);
    this.losing = null;
    this.onLine(true);
    dispatchEvent(new Event("line"));
  }

  lost(delay) {
    this.losing ??= setTimeout(() => this.onLine(false), delay);
  }

  putAway() {
    this.hiddenAt = Date.now();
    this.away = setTimeout(() => this.close(), PUT_AWAY);
  }

  takeUp() {
    clearTimeout(this.away);
    if (!this.source || Date.now() - this.hiddenAt > 4000) this.reconnect(Math.random() * 400);
  }

  beat({ now, here }) {
    const clock = now - Date.now();
    if (Math.abs(clock - this.clocks[0]) > 2000) this.clocks = []; // this phone's own clock was set right
    this.clocks = [clock, ...this.clocks].slice(0, 5);
    if (here !== undefined) this.onHere(here);
  }

  /** The server's clock, ms since 1970; undefined before the line is open. The word that travelled least is the truest. */
  now() {
    return this.clocks.length ? Date.now() + Math.max(...this.clocks) : undefined;
  }

  /** A write was committed as number `seq`; if nothing at all is heard soon, the line is dead: knock again. */
  expect(seq) {
    this.expected = Math.max(this.expected, seq);
    const asked = Date.now();
    this.waiting ??= setTimeout(() => {
      this.waiting = null;
      if (this.seq >= this.expected || !this.source) return;
      if (this.heard > asked || asked - this.knocked < 5 * SOON) this.expect(seq); // it lives, or it was tried
      else {
        this.knocked = asked;
        this.reconnect(Math.random() * 500);
      }
    }, SOON);
  }
}

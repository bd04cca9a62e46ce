// A drawer of this phone (IndexedDB) that never makes anyone wait for it: private windows have none, full phones
// cannot put anything in, some lose it while they sleep. Then it says so, and memory must do.

const NAME = "maillage-ateliers";
const STORE = "notes";
const PATIENCE = 2000; // milliseconds; some browsers never answer

const within = (promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(fail, PATIENCE))]);

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "uuid" });
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // a newer page in another tab
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

/** What is put is kept once the whole transaction is: a full phone says so only then. */
function transact(database, mode, act) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export class Drawer {
  /** {kept: true, found} once done; {kept: false} when this phone keeps nothing. */
  async ask(mode, act) {
    for (let attempt = 0; attempt < 2 && !this.none; attempt++) {
      try {
        this.opening ??= within(open());
        return { kept: true, found: await within(transact(await this.opening, mode, act)) };
      } catch (error) {
        this.opening?.then((database) => database.close()).catch(() => (this.none = attempt > 0));
        this.opening = null; // lost while the phone slept: opened again, once
      }
    }
    return { kept: false };
  }

  async put(row) {
    return (await this.ask("readwrite", (store) => store.put(row))).kept;
  }

  async drop(uuid) {
    return (await this.ask("readwrite", (store) => store.delete(uuid))).kept;
  }

  async all() {
    return (await this.ask("readonly", (store) => store.getAll())).found ?? [];
  }
}

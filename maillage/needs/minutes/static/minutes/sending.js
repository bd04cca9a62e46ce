// The mail is seen as it will be opened, with the word being typed.

const frame = document.querySelector("iframe[data-preview]");
const words = document.getElementById(frame?.dataset.preview);
const base = frame?.getAttribute("src");
let pause;

words?.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => { frame.src = `${base}?${new URLSearchParams({ words: words.value })}`; }, 600);
});

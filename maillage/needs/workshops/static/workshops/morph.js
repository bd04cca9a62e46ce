// Makes what is on the page like what the server drew, and touches nothing else: the focus, the words being typed,
// the boxes ticked, the folds opened and the place in the page stay where the person left them.
//
// Elements are the same when their id is the same. What a script added and the server does not know carries
// `data-local` and stays. In `data-keep` the children are not the piece's business (they come by themselves).

const isLocal = (node) => node?.nodeType === 1 && node.hasAttribute("data-local");

function skipLocal(node) {
  while (isLocal(node)) node = node.nextSibling;
  return node;
}

/** Without letting go of the focus where the browser knows how. */
export function move(parent, node, before) {
  if (parent.moveBefore && node.isConnected && parent.isConnected) return parent.moveBefore(node, before);
  return parent.insertBefore(node, before);
}

function same(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return false;
  return old.nodeType !== 1 || (old.id === fresh.id && old.type === fresh.type);
}

/** Opening and folding are the reader's, until the server says that what is folded has changed (`data-state`). */
function readersOwn(old, fresh) {
  return old.matches("dialog, details") && old.dataset.state === fresh.dataset.state ? ["open"] : [];
}

function copyAttributes(old, fresh) {
  const kept = readersOwn(old, fresh);
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !kept.includes(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !kept.includes(name)) old.setAttribute(name, value);
  }
}

/** What is already there for `wanted`: the element of its id wherever it hangs, else what stands in its place. */
function alike(parent, wanted, next) {
  const named = wanted.id && document.getElementById(wanted.id);
  if (isLocal(named)) named.remove(); // it was waiting to leave, here it is
  else if (named && named.nodeName === wanted.nodeName) return named.contains(parent) ? null : named;
  return next && same(next, wanted) ? next : null;
}

function copyChildren(old, fresh, options) {
  let next = skipLocal(old.firstChild);
  for (const wanted of [...fresh.childNodes]) {
    const found = alike(old, wanted, next);
    if (!found) {
      old.insertBefore(wanted, next);
      continue;
    }
    if (found === next) next = skipLocal(next.nextSibling);
    else move(old, found, next);
    morph(found, wanted, options);
  }
  while (next) {
    const gone = next;
    next = skipLocal(next.nextSibling);
    gone.remove();
  }
}

/** Make `old` like `fresh`; with `keeping`, the lists marked `data-keep` stay as they are. */
export function morph(old, fresh, options = {}) {
  if (old.nodeType !== 1) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  copyAttributes(old, fresh);
  if (!(options.keeping && fresh.hasAttribute("data-keep"))) copyChildren(old, fresh, options);
}

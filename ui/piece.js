// Goes where a tapped answer or link leads, tells Python what was ticked, dated or unfolded in a piece (see
// ui/piece.py), and gives the reader back what a redraw by Streamlit takes away. Set up once per page load; it listens
// to the whole page.

const FIELDS = "input[data-event]";
const TAPPED = ".piece [data-toggle], .piece [data-go], .piece a[href]:not([target]), button.copy";
/** What belongs to the reader: open folds, the place of the keyboard, ticks that are still on their way. */
const reader = { open: new Set(), focused: null, sent: new Map(), step: undefined };
/** Whether the head has the style sheet. */
let styled = false;
/** Waits for the line to come back, with what was done last. */
let waiting = null;

/** Do it now, or as soon as the line is back. */
function whenConnected(act) {
  const app = document.querySelector("[data-test-connection-state]");
  waiting?.disconnect();
  if (app.dataset.testConnectionState === "CONNECTED") return act();
  waiting = new MutationObserver(() => whenConnected(act));
  waiting.observe(app, { attributeFilter: ["data-test-connection-state"] });
}

function tell(what) {
  whenConnected(() => window.refundGuideTell(what));
}

/** The same element after a redraw: by its id, or by what it says. */
function find(like) {
  if (like.id) return document.getElementById(like.id);
  return [...document.querySelectorAll(`.piece ${like.tag}`)].find((one) => one.textContent === like.text);
}

/** A date that was half typed when its place was drawn anew: the field goes on where it was. */
function keepHalfTyped(records) {
  for (const node of records.flatMap((record) => [...record.removedNodes])) {
    for (const field of node.querySelectorAll?.(FIELDS) ?? []) {
      if (field.validity.badInput) document.getElementById(field.id)?.replaceWith(field);
    }
  }
}

/** The style sheet is kept in the head: once something has been tapped, Python no longer sends it. */
function keepStyle() {
  const style = document.querySelector("#root style[data-guide]");
  if (!style) return;
  document.head.append(style.cloneNode(true));
  styled = true;
}

/** After every redraw, before it is painted. */
function settle(records = []) {
  keepHalfTyped(records);
  if (!styled) keepStyle();
  const piece = document.querySelector(".piece[data-step]");
  if (!piece) return;
  const { tag, title, icon, step } = piece.dataset;
  if (document.title !== title) document.title = title;
  if (document.documentElement.lang !== tag) document.documentElement.lang = tag;
  const link = document.querySelector('link[rel~="icon"]');
  if (link && link.getAttribute("href") !== icon) link.setAttribute("href", icon);
  const before = reader.step;
  reader.step = step;
  if (before !== undefined && before !== step) return goToTop(piece);
  for (const summary of reader.open.size ? document.querySelectorAll(".piece details:not([open]) > summary") : []) {
    if (reader.open.has(summary.textContent)) summary.parentElement.open = true;
  }
  for (const [id, checked] of reader.sent) {
    const box = document.getElementById(id);
    if (!box || box.checked === checked) reader.sent.delete(id);
    else box.checked = checked; // still on its way
  }
  if (reader.focused && document.activeElement === document.body) {
    find(reader.focused)?.focus({ preventScroll: true });
  }
}

function goToTop(piece) {
  reader.open.clear();
  reader.sent.clear();
  reader.focused = null;
  requestAnimationFrame(() => {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    piece.querySelector("h1")?.focus({ preventScroll: true });
  });
}

/** Every step is an address. One of this page is left to Python, which draws first and changes the address after. */
function go(address) {
  const url = new URL(address, document.baseURI);
  if (url.pathname === location.pathname) return tell({ go: url.search });
  const here = new URLSearchParams(location.search);
  for (const key of ["embed", "embed_options"]) {
    for (const value of here.getAll(key)) url.searchParams.append(key, value);
  }
  // Another page: the way Streamlit goes when the reader goes back. Its own way takes two runs.
  whenConnected(() => {
    history.pushState({}, "", url);
    dispatchEvent(new PopStateEvent("popstate"));
  });
}

async function copy(button) {
  const text = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(text.innerText);
  } catch {
    // Not on https: the old way.
    getSelection().selectAllChildren(text);
    document.execCommand("copy");
  }
  const label = button.textContent;
  if (label === button.dataset.done) return;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = label; }, 2000);
}

/** Every date as Python reads them, "" where there is none; nothing while one is half typed. */
function dates() {
  const fields = [...document.querySelectorAll(FIELDS)];
  if (fields.some((field) => !field.validity.valid)) return null;
  const given = {};
  for (const day of fields.filter((field) => field.type === "date")) {
    const clock = fields.find((field) => field.type === "time" && field.dataset.event === day.dataset.event);
    given[day.dataset.event] = day.value && clock?.value ? `${day.value}T${clock.value}` : day.value;
  }
  return given;
}

function ticks(checked) {
  const boxes = [...document.querySelectorAll("input[data-tick]")];
  return boxes.filter((box) => box.checked === checked).map((box) => box.dataset.tick);
}

function listen() {
  const tellDates = () => {
    const given = dates();
    if (given) tell({ dates: given });
  };
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.(TAPPED);
    if (!target) return;
    if (target.matches(".copy")) return void copy(target);
    if (target.dataset.toggle) {
      return tell({ toggle: target.dataset.toggle, open: target.getAttribute("aria-expanded") !== "true" });
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(target.dataset.go ?? target.getAttribute("href"));
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("input[data-tick]")) {
      reader.sent.set(field.id, field.checked);
      tell({ done: ticks(true), open: ticks(false) });
    } else if (field.matches(FIELDS) && !field.typed) {
      tellDates();
    }
  });
  // While dates are typed, the next digit may still follow: wait until the dates are left.
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches(FIELDS)) return;
    event.target.typed = event.key !== "Enter";
    if (event.key === "Enter") tellDates();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.isConnected && !event.relatedTarget) reader.focused = null;
    if (!event.target.matches(FIELDS) || event.relatedTarget?.matches(FIELDS)) return;
    const typed = [...document.querySelectorAll(FIELDS)].filter((field) => field.typed);
    for (const field of typed) field.typed = false;
    if (typed.length) setTimeout(tellDates);
  });
  document.addEventListener("focusin", ({ target }) => {
    const inside = target.closest(".piece");
    reader.focused = inside ? { id: target.id, tag: target.tagName, text: target.textContent } : null;
  });
  document.addEventListener("toggle", ({ target }) => {
    const summary = target.closest(".piece") && target.querySelector("summary");
    if (!summary) return;
    if (target.open) reader.open.add(summary.textContent);
    else if (target.isConnected) reader.open.delete(summary.textContent);
  }, true);
  // Streamlit tells the page around it about every run. Where there is none it tells itself, and checks each message
  // against a list of origins: a tenth of the time an answer takes.
  if (window.parent === window) {
    const post = window.postMessage.bind(window);
    window.postMessage = (message, ...rest) => { if (!message?.stCommVersion) post(message, ...rest); };
  }
  new MutationObserver(settle).observe(document, { childList: true, subtree: true });
}

export default function ({ setTriggerValue }) {
  const first = !window.refundGuideTell;
  window.refundGuideTell = (what) => setTriggerValue("did", what);
  if (first) listen();
  settle();
}

// Shows the HTML of a piece and tells Python what was tapped, ticked or dated in it. See ui/piece.py.

const FOCUSABLE = "a, button, input, summary";
const FIELDS = "input[data-event]";

/** What a redraw must not take away: open folds, the place of the keyboard, ticks that are still on their way. */
function redraw(piece, html) {
  const focused = piece.contains(document.activeElement) ? document.activeElement : null;
  const open = new Set([...piece.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
  piece.innerHTML = html;
  for (const summary of piece.querySelectorAll("details > summary")) {
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
  for (const [id, checked] of piece.sent) {
    const box = document.getElementById(id);
    if (!box || box.checked === checked) piece.sent.delete(id);
    else box.checked = checked;
  }
  if (focused) {
    const same = (one) => (focused.id ? one.id === focused.id : one.tagName === focused.tagName && one.textContent === focused.textContent);
    [...piece.querySelectorAll(FOCUSABLE)].find(same)?.focus({ preventScroll: true });
  }
}

function goToTop(piece) {
  requestAnimationFrame(() => {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    piece.querySelector("h1")?.focus({ preventScroll: true });
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

/** Every date of the piece as Python reads them, "" where there is none; nothing while one is half typed. */
function dates(piece) {
  const fields = [...piece.querySelectorAll(FIELDS)];
  if (fields.some((field) => !field.validity.valid)) return null;
  const given = {};
  for (const day of fields.filter((field) => field.type === "date")) {
    const clock = fields.find((field) => field.type === "time" && field.dataset.event === day.dataset.event);
    given[day.dataset.event] = day.value && clock?.value ? `${day.value}T${clock.value}` : day.value;
  }
  return given;
}

function ticks(piece, checked) {
  const boxes = [...piece.querySelectorAll("input[data-tick]")];
  return boxes.filter((box) => box.checked === checked).map((box) => box.dataset.tick);
}

function draw(piece, data) {
  piece.late = null;
  if (piece.shown !== data.html) {
    if (piece.step === data.step && piece.shown) redraw(piece, data.html);
    else piece.innerHTML = data.html;
    piece.shown = data.html;
  }
  piece.step = data.step;
  if (data.step === undefined) return;
  const before = window.refundGuideStep;
  window.refundGuideStep = data.step;
  if (before !== undefined && before !== data.step) goToTop(piece);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const piece = parentElement.querySelector(".piece");
  const tell = (what) => setTriggerValue("did", what);
  piece.sent ??= new Map();

  if (data.tag && document.documentElement.lang !== data.tag) document.documentElement.lang = data.tag;
  const icon = data.icon && document.querySelector('link[rel~="icon"]');
  if (icon && icon.getAttribute("href") !== data.icon) icon.setAttribute("href", data.icon);
  // A redraw would empty a date that is half typed.
  if ([...piece.querySelectorAll(FIELDS)].some((field) => field.validity.badInput)) piece.late = data;
  else draw(piece, data);

  // Elements of Streamlit's own may hold words to copy too.
  if (!window.refundGuideCopies) {
    window.refundGuideCopies = true;
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("button.copy");
      if (button) copy(button);
    });
  }

  const tellDates = () => {
    const given = dates(piece);
    if (given) tell({ dates: given });
    else if (piece.late && !piece.querySelector(`${FIELDS}:focus`)) draw(piece, piece.late);
  };
  piece.onclick = (event) => {
    const box = event.target.closest("[data-toggle]");
    if (box) return tell({ toggle: box.dataset.toggle });
    const goes = event.target.closest("[data-go], a[href]:not([target])");
    if (!goes || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tell({ go: goes.dataset.go ?? goes.getAttribute("href") });
  };
  piece.onkeydown = (event) => {
    if (!event.target.matches(FIELDS)) return;
    event.target.typed = event.key !== "Enter";
    if (event.key === "Enter") tellDates();
  };
  piece.onchange = (event) => {
    const field = event.target;
    if (field.matches("input[data-tick]")) {
      piece.sent.set(field.id, field.checked);
      tell({ done: ticks(piece, true), open: ticks(piece, false) });
    } else if (field.matches(FIELDS)) {
      // While it is typed, the next digit may still follow: wait until the field is left.
      if (!field.typed) tellDates();
    }
  };
  piece.onfocusout = (event) => {
    if (!event.target.typed) return;
    event.target.typed = false;
    setTimeout(tellDates);
  };
}

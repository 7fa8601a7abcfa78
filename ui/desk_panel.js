// Draws the questions of a ticket and tells which answer is chosen: by click, by the key shown beside it, or with
// Tab and the arrow keys. It decides nothing; the server sends what to show after every choice.
const UNSURE = "not_sure";
const TYPING = "input, textarea, select, [contenteditable]";

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function drawAnswer(question, [id, label, key], position, choose) {
  const chosen = question.chosen === id;
  const button = element("button", { type: "button", className: id === UNSURE ? "unsure" : "" }, label);
  button.prepend(element("span", { className: "mark", ariaHidden: "true" }, chosen ? "✓" : key));
  button.setAttribute("role", "radio");
  button.setAttribute("aria-checked", chosen);
  button.setAttribute("aria-keyshortcuts", key);
  button.tabIndex = (question.chosen ? chosen : position === 0) ? 0 : -1;
  button.dataset.key = key;
  button.onclick = () => choose(question.id, id);
  return button;
}

function drawQuestion(question, choose) {
  const name = `ask-${question.id}`;
  const answers = element("div", { className: "answers" }, ...question.answers.map(
    (answer, position) => drawAnswer(question, answer, position, choose)));
  answers.setAttribute("role", "radiogroup");
  answers.setAttribute("aria-labelledby", name);
  answers.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...answers.children], here = all.indexOf(event.target);
    all[(here + step + all.length) % all.length].focus();
  };
  const shown = element("section", { id: question.id, className: question.chosen ? "" : "open" },
    element("h3", { id: name }, question.ask));
  if (question.help) shown.append(element("p", {}, question.help));
  shown.append(answers);
  return shown;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const panel = parentElement.querySelector(".panel");
  const inside = () => panel.getRootNode().activeElement?.closest("section");
  const choose = (question, answer) => setTriggerValue("answer", [data.ticket, question, answer]);
  const here = inside()?.id, wasOpen = inside()?.classList.contains("open");
  panel.replaceChildren(
    element("h2", {}, data.title), ...data.notes.map((note) => element("p", {}, note)),
    ...data.questions.map((question) => drawQuestion(question, choose)),
    element("p", {}, data.keys));
  if (here) {  // whoever works by keyboard goes on with the next question, or stays
    const next = (wasOpen && panel.querySelector(".open")) || panel.querySelector(`[id="${here}"]`);
    next?.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
    if (event.composedPath().some((one) => one.matches?.(TYPING))) return;
    const question = inside() ?? panel.querySelector(".open");
    const key = event.key.toUpperCase();
    [...(question?.querySelectorAll("button") ?? [])].find((button) => button.dataset.key === key)?.click();
  };
  document.removeEventListener("keydown", panel.onKey);
  document.addEventListener("keydown", onKey);
  panel.onKey = onKey;
  return () => document.removeEventListener("keydown", onKey);
}

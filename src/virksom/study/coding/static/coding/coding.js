// The coding page: saves each variable by itself, attaches selected text, and keys that keep the hands on the keyboard.
// The page works without this file; nothing is kept in the browser.
const coding = document.querySelector(".coding");
const variablesPane = coding?.querySelector(".pane--variables");
if (variablesPane) start();

function start() {
  document.addEventListener("change", saveWhenAnswered);
  document.addEventListener("input", chooseWritten);
  document.addEventListener("input", keepWhileTyping);
  document.addEventListener("submit", () => clearTimeout(typing));
  document.body.addEventListener("htmx:beforeSwap", showRefusals);
  document.body.addEventListener("htmx:afterSwap", focusAgain);
  document.addEventListener("selectionchange", showSelection);
  coding.querySelector(".passage-bar button").addEventListener("click", attachSelection);
  if (coding.dataset.shortcuts === "on") document.addEventListener("keydown", onKey);
}

// Saving ------------------------------------------------------------------------------------------
function saveWhenAnswered(event) {
  const form = event.target.closest?.("form.answer");
  if (!form) return;
  if (isAnswered(form)) form.requestSubmit();
  else keepDraft(form);
}

// What is not an answer yet is kept on the server, never in the browser: a session that ends loses nothing.
async function keepDraft(form) {
  const data = new FormData(form);
  data.set("draft", "1");
  const state = form.querySelector(".answer__state");
  const kept = await fetch(form.action, { method: "POST", body: data, redirect: "error" }).then((answer) => answer.ok, () => false);
  state.textContent = coding.dataset[kept ? "draftKept" : "draftLost"];
}

let typing = null;
function keepWhileTyping(event) {
  const form = event.target.closest?.("form.answer");
  if (!form) return;
  clearTimeout(typing);
  typing = setTimeout(() => { if (form.isConnected) keepDraft(form); }, 2000);
}

function isAnswered(form) {
  const data = new FormData(form);
  const value = data.get("choice") || data.get("value");
  const why = form.elements.change_reason;
  return Boolean(value && data.get("certainty") && (!why || why.value.trim()));
}

// Writing an answer says that it can be told after all.
function chooseWritten(event) {
  if (event.target.name !== "value") return;
  const none = event.target.form?.querySelector('select[name="choice"]');
  if (none) none.value = "";
}

// A refusal comes with the form and both answers: it is shown, not thrown away.
function showRefusals(event) {
  if ([409, 422].includes(event.detail.xhr.status) && event.detail.xhr.responseText.includes('class="variable"')) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
}

let focused = null;
document.addEventListener("focusin", (event) => { if (event.target.id) focused = event.target.id; });

// The new form arrives while the old one is still open, so the browser closes it: it is opened again, unless the coder
// has gone on to another variable meanwhile.
function focusAgain(event) {
  const id = event.detail.target?.id;
  if (!id?.startsWith("variabel-")) return;
  if (!openVariable()) document.getElementById(id).open = true;
  if (document.activeElement && document.activeElement !== document.body) return;
  const again = focused && document.getElementById(focused);
  if (again) again.focus({ preventScroll: true });
}

// Passages ----------------------------------------------------------------------------------------
let selected = null;

function readSelection() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = elementOf(range.startContainer).closest(".document__text");
  if (!text || text !== elementOf(range.endContainer).closest(".document__text")) return null;
  const quote = range.toString();
  const trimmed = quote.trim();
  if (!trimmed) return null;
  // Positions are code points of the document's text, not UTF-16 units.
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = points(before.toString()) + points(quote.slice(0, quote.indexOf(trimmed)));
  return { document: text.dataset.document, start, end: start + points(trimmed), quote: trimmed };
}

function elementOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
}

function points(text) {
  return [...text].length;
}

function showSelection() {
  const found = readSelection();
  const bar = coding.querySelector(".passage-bar");
  const variable = openVariable();
  // A click on the bar's button collapses the selection in some browsers: what was selected is kept until then.
  if (!found || !variable) {
    if (!bar.contains(document.activeElement)) setTimeout(() => { if (!readSelection()) hideBar(); }, 250);
    return;
  }
  selected = found;
  bar.querySelector("q").textContent = found.quote.length > 140 ? `${found.quote.slice(0, 140)} …` : found.quote;
  const button = bar.querySelector("button");
  button.textContent = `${button.dataset.prefix} »${variable.dataset.label}«`;
  bar.hidden = false;
}

function hideBar() {
  coding.querySelector(".passage-bar").hidden = true;
  selected = null;
}

function attachSelection() {
  const passage = readSelection() ?? selected;
  const form = openVariable()?.querySelector("form.answer");
  if (!passage || !form) return false;
  for (const name of ["document", "start", "end"]) form.elements[name].value = passage[name];
  const quote = form.querySelector(".rests-on__quote");
  quote.hidden = false;
  quote.querySelector(".rests-on__text").textContent = passage.quote;
  quote.querySelector("footer")?.remove();
  document.getSelection().removeAllRanges();
  hideBar();
  if (isAnswered(form)) form.requestSubmit();
  else keepDraft(form);
  return true;
}

// Keys --------------------------------------------------------------------------------------------
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const action = KEYS[event.key] ?? (/^\d$/.test(event.key) ? () => chooseDigit(event.key) : null);
  if (action && action() !== false) event.preventDefault();
}

function isTyping(target) {
  return target.matches?.('textarea, select, input:not([type="radio"]):not([type="checkbox"])');
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  m: chooseNone,
  s: () => toCertainty(openVariable()),
  p: () => attachSelection() || followToSentences(),
  d: toOtherPane,
  "/": () => { showPane("documents"); document.querySelector("#q").focus(); },
  "?": () => { const help = document.querySelector("#coding-help"); help.open = !help.open; showPane("variables"); help.querySelector("summary").focus(); },
};

function openVariable() {
  return variablesPane.querySelector("details.variable[open]");
}

function move(step) {
  const all = [...variablesPane.querySelectorAll("details.variable")];
  const at = all.indexOf(openVariable());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (!next) return;
  showPane("variables");
  all.forEach((one) => { one.open = one === next; });
  next.querySelector("summary").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// A figure chooses the value; with the focus among the certainties it chooses how sure.
function chooseDigit(digit) {
  const variable = openVariable();
  if (!variable) return false;
  if (document.activeElement?.closest(".certainty")) return choose(variable.querySelector(`#${variable.dataset.key}-c${digit}`));
  const choice = variable.querySelector(`input[data-digit="${digit}"]`);
  if (!choice) return writeFigure(variable, digit);
  choose(choice);
  toCertainty(variable);
}

// A figure typed while the variable is open goes into its field.
function writeFigure(variable, digit) {
  const field = variable.querySelector('input[name="value"]');
  if (!field) return false;
  field.focus();
  field.value = digit;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function chooseNone() {
  const variable = openVariable();
  const select = variable?.querySelector('select[name="choice"]');
  if (!select) return choose(variable?.querySelector('input[data-digit="m"]'));
  select.selectedIndex = 1;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  toCertainty(variable);
}

function choose(input) {
  if (!input) return false;
  input.checked = true;
  input.focus({ preventScroll: true });
  input.dispatchEvent(new Event("change", { bubbles: true }));
  if (input.dataset.digit === "m") toCertainty(openVariable());
}

function toCertainty(variable) {
  if (!variable) return false;
  const inputs = [...variable.querySelectorAll('input[name="certainty"]')];
  (inputs.find((one) => one.checked) ?? inputs[0])?.focus();
}

function followToSentences() {
  const link = openVariable()?.querySelector(".find-passage");
  if (!link) return false;
  link.focus();
}

function toOtherPane() {
  const documents = coding.querySelector(".pane--documents");
  const there = documents.contains(document.activeElement) || document.activeElement === documents;
  showPane(there ? "variables" : "documents");
  (there ? openVariable()?.querySelector("summary") ?? variablesPane : documents).focus();
}

function showPane(name) {
  const button = coding.querySelector(`#pane-${name}`);
  if (button) button.checked = true;
}

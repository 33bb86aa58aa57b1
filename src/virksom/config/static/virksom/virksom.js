// What every page shares: a refused or failed htmx request says so, and a form is not sent twice by a double click.
document.addEventListener("htmx:responseError", (event) => show(event.detail.xhr.status));
document.addEventListener("htmx:sendError", () => show(0));

const TEXTS = {
  da: { 403: "Det har du ikke adgang til.", 409: "En anden har gemt imens. Genindlæs siden for at se begge dele.", 0: "Det blev ikke gemt. Prøv igen." },
  en: { 403: "You have no access to this.", 409: "Somebody saved meanwhile. Reload the page to see both.", 0: "It was not saved. Try again." },
};

function show(status) {
  const main = document.querySelector("#main-content");
  if (!main) return;
  document.querySelector("#request-failed")?.remove();
  const texts = TEXTS[document.documentElement.lang] ?? TEXTS.da;
  const box = document.createElement("div");
  box.id = "request-failed";
  box.className = "alert alert-error container";
  box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.className = "alert-text";
  text.textContent = texts[status] ?? texts[0];
  box.append(text);
  main.prepend(box);
  box.scrollIntoView({ block: "nearest" });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});
// Coming back with the browser's arrow must not leave a form locked.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

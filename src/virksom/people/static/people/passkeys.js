// Passkeys: shown where the browser has them; a cancelled or failed attempt is told in words.
if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-needs-passkeys]").forEach((part) => part.removeAttribute("hidden"));
}

const TEXTS = {
  da: "Nøglen blev ikke brugt. Prøv igen, eller log på på en anden måde.",
  en: "The key was not used. Try again, or log in another way.",
};

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelector("#passkey-failed")?.remove();
  const box = document.createElement("div");
  box.id = "passkey-failed";
  box.className = "alert alert-error";
  box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.className = "alert-text";
  text.textContent = TEXTS[document.documentElement.lang] ?? TEXTS.da;
  box.append(text);
  document.querySelector("#main-content h1")?.after(box);
});

// Computes the hash of a chosen file in the browser and looks it up. Without it the form takes a hash that was found otherwise.
(() => {
  const form = document.querySelector("form.verify");
  // Hashing is there only on pages that came safely (https, or this machine itself).
  if (!form || !globalThis.crypto?.subtle) return;
  const choose = form.querySelector(".choose");
  const file = choose.querySelector("input[type=file]");
  const status = choose.querySelector("[role=status]");
  const field = form.querySelector("input[name=sha256]");
  choose.hidden = false;

  file.addEventListener("change", () => look(file.files[0]));
  form.addEventListener("dragover", event => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", event => {
    event.preventDefault();
    form.classList.remove("over");
    look(event.dataTransfer.files[0]);
  });

  async function look(chosen) {
    if (!chosen) return;
    if (chosen.size > Number(form.dataset.limit)) {
      status.textContent = "The file is larger than any that this library publishes.";
      return;
    }
    status.textContent = "Computing the hash …";
    try {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await chosen.arrayBuffer()));
      field.value = [...hash].map(byte => byte.toString(16).padStart(2, "0")).join("");
      form.requestSubmit();
    } catch {
      status.textContent = "The file could not be read.";
    }
  }
})();

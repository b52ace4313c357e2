// Lets files be dropped anywhere on the staff page, and looks for news while nobody is typing. Without it the form works as it is.
(() => {
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  const files = form.querySelector("input[type=file]");
  const status = form.querySelector("[role=status]");

  const holdsFiles = event => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", event => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", event => {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  document.addEventListener("drop", event => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    files.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    const count = files.files.length;
    status.textContent = count === 1 ? "Publishing 1 file …" : `Publishing ${count} files …`;
  });

  const look = async () => {
    const shown = document.getElementById("uploads");
    if (document.hidden || !shown || shown.querySelector("details[open]") || shown.contains(document.activeElement) || !getSelection().isCollapsed) return;
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const news = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("uploads");
    if (news && news.innerHTML !== shown.innerHTML) shown.replaceWith(news);
  };
  if (document.getElementById("uploads")) setInterval(() => look().catch(() => {}), 3000);
})();

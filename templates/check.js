// Only enhances: what is to be copied has a button. Without it the words can be selected.
"use strict";
(() => {
  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const enhance = (root) => {
    for (const words of root.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      const said = document.createElement("span");
      button.type = "button";
      button.className = "copy";
      button.textContent = words.tagName === "A" ? "Copy the address" : "Copy the credit";
      said.className = "how";
      said.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        select(words);
        try {
          await navigator.clipboard.writeText(words.textContent.trim());
          said.textContent = "Copied";
        } catch {
          said.textContent = "Selected: press Ctrl or Cmd and C";
        }
      });
      words.after(button, said);
    }
  };

  enhance(document);
  // A page that shows a verdict later says so.
  document.addEventListener("reuse-shown", (event) => enhance(event.target));
})();

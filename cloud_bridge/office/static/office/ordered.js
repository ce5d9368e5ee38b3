// Moves the parts of a paper up and down; the form sends the ticked ones in the order in which they stand.
"use strict";
document.addEventListener("click", (event) => {
  const button = event.target.closest(".ordered [data-move]");
  if (!button) return;
  const row = button.closest("li");
  const other = button.dataset.move === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (button.dataset.move === "up") other.before(row);
  else other.after(row);
  button.focus();
});

// Keeps the stock on the page current; everything else works without it.
"use strict";
const { left, soldOut } = document.body.dataset;

async function refresh() {
  const answer = await fetch("/shelf.json").catch(() => null);
  if (!answer || !answer.ok) return;
  const shelf = await answer.json();
  for (const spot of document.querySelectorAll("[data-key]")) {
    const count = shelf[spot.dataset.key];
    if (count === undefined) continue;
    const text = count > 0 ? left.replace("{}", count) : soldOut;
    if (spot.textContent === text) continue;
    spot.textContent = text;
    spot.classList.toggle("out", count <= 0);
    spot.classList.remove("moved");
    requestAnimationFrame(() => spot.classList.add("moved"));
  }
}

setInterval(() => { if (!document.hidden) refresh(); }, 2000);

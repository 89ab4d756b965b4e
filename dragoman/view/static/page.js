// An event or claim and its words light up together: hover or focus for a moment, click or Enter to keep them lit.
"use strict";

const cards = [...document.querySelectorAll("[data-event], [data-claim]")];
let kept = null;

function wordsOf(card) {
  const [list, number] = card.dataset.event ? ["events", card.dataset.event] : ["claims", card.dataset.claim];
  return [...document.querySelectorAll(`.mark[data-${list}~="${CSS.escape(number)}"]`)];
}

function light(card) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (!card) return;
  card.classList.add("lit");
  for (const words of wordsOf(card)) words.classList.add("lit");
}

function keep(card) {
  kept = kept === card ? null : card;
  light(kept);
  if (kept) wordsOf(kept)[0]?.scrollIntoView({ block: "center", behavior: "smooth" });
}

function cardFor(words) {
  const [event] = (words.dataset.events || "").split(" ");
  const [claim] = (words.dataset.claims || "").split(" ");
  return document.getElementById(event ? `event-${event}` : `claim-${claim}`);
}

for (const card of cards) {
  card.addEventListener("mouseenter", () => light(card));
  card.addEventListener("mouseleave", () => light(kept));
  card.addEventListener("focus", () => light(card));
  card.addEventListener("blur", () => light(kept));
  card.addEventListener("click", () => keep(card));
  card.addEventListener("keydown", (key) => {
    if (key.key === "Enter") keep(card);
    if (key.key === "Escape") { kept = card; keep(card); }
  });
}

for (const words of document.querySelectorAll(".mark")) {
  words.addEventListener("mouseenter", () => light(cardFor(words)));
  words.addEventListener("mouseleave", () => light(kept));
}

function fromAddress() {
  const card = document.getElementById(location.hash.slice(1));
  if (card && cards.includes(card)) {
    kept = card;
    light(card);
    card.scrollIntoView({ block: "nearest" });
  }
}
addEventListener("hashchange", fromAddress);
fromAddress();

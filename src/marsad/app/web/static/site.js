// What pages do beyond what they do without this file: keys, the theme, and the card of the record in hand.
"use strict";

const theme = (() => {
  try { return localStorage.getItem("theme"); } catch { return null; }
})();
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

document.addEventListener("DOMContentLoaded", () => {
  prepareTheme();
  prepareCards();
  prepareForms();
  showMiddles();
  document.addEventListener("keydown", press);
});

function prepareTheme() {
  const button = document.querySelector("[data-theme-switch]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* kept for this page only */ }
  });
}

function bring(card, box) {
  if (getComputedStyle(box).position !== "sticky") return; // on narrow screens the cards stand below the text
  const top = box.getBoundingClientRect().top;
  box.style.maxBlockSize = Math.max(innerHeight - Math.max(top, 10) - 10, 200) + "px";
  box.scrollTop += card.getBoundingClientRect().top - top - 60;
}

function prepareForms() {
  for (const form of document.querySelectorAll('form[method="get"]')) {
    form.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
    });
  }
}

// Of a drawing that is wider than the screen, what is to be looked at first is brought into view, sideways only.
function showMiddles() {
  for (const one of document.querySelectorAll(".wide [data-look]")) {
    const room = one.closest(".wide"), [it, its] = [one, room].map((each) => each.getBoundingClientRect());
    room.scrollLeft += it.left + it.width / 2 - its.left - its.width / 2;
  }
}

function prepareCards() {
  const cards = document.querySelector(".cards ol");
  if (!cards) return;
  const point = (event) => {
    const mark = event.target.closest && event.target.closest("a.mark[data-record]");
    if (!mark) return;
    const card = document.getElementById("c-" + mark.dataset.record);
    for (const other of cards.querySelectorAll(".pointed")) other.classList.remove("pointed");
    if (!card) return;
    card.classList.add("pointed");
    bring(card, cards.parentElement);
  };
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === "/") return go(event, document.querySelector("[data-search]"), "/search");
  const review = document.querySelector("[data-review]");
  const chosen = review && /^[a-z]$/.test(event.key) ? review.querySelector(`[data-key="${event.key}"]`) : null;
  if (chosen) {
    event.preventDefault();
    if (event.key === "c" && !event.repeat && !review.querySelector(".corrections:focus-within")) {
      review.querySelector("[data-first]").focus();
    } else if (!event.repeat) chosen.click();
    return;
  }
  if (event.key === "j" || event.key === "k") step(event, event.key === "j" ? 1 : -1);
}

function go(event, field, path) {
  event.preventDefault();
  if (field) field.focus();
  else location.assign("/" + document.documentElement.lang + path);
}

function step(event, by) {
  const rows = [...document.querySelectorAll("[data-list] [data-row]")];
  const links = rows.map((row) => row.querySelector("a")).filter(Boolean);
  if (!links.length) return;
  event.preventDefault();
  const row = document.activeElement.closest("[data-row]");
  const at = row ? rows.indexOf(row) : by > 0 ? -1 : 0;
  const link = links[Math.min(Math.max(at + by, 0), links.length - 1)];
  link.focus();
  link.closest("[data-row]").scrollIntoView({ block: "nearest" });
}

// The bar on top: the sandbox's clock, the faults, whether the page is live, and which side a phone shows.

import { act, now, onChange, redraw, world } from "./state.js";
import { drawFaults, startFaults } from "./faults.js";
import { exact, length } from "./time.js";

const part = (name) => document.getElementById(name);
const WORDS = { waiting: "Connecting", live: "Live", alone: "No bot yet", lost: "Connection lost" };

/** Say whether changes arrive ("live" or "lost"), and whether the bot is there at all. */
export function sayLink(link) {
  if (link === "live" && !world) return;
  const state = link === "live" && world.slack.sockets === 0 ? "alone" : link;
  if (part("link").dataset.state === state) return;
  part("link").dataset.state = state;
  part("link").textContent = WORDS[state];
}

function tick() {
  if (!world) return;
  const at = now();
  part("clock-now").textContent = exact(at);
  part("clock-now").setAttribute("datetime", new Date(at).toISOString());
  part("clock-now").title = new Date(at).toISOString();
}

function drawClock() {
  const ahead = Math.round(world.offset ?? 0);
  part("clock-offset").textContent = ahead ? `${length(ahead)} ahead` : "real time";
  tick();
}

function show(pane) {
  document.body.dataset.pane = pane;
  for (const button of document.querySelectorAll("[data-show]")) {
    const current = button.dataset.show === pane;
    button.setAttribute("aria-current", String(current));
    if (current) button.querySelector(".dot").hidden = true;
  }
  redraw();
}

/** Make the bar work; once, when the page opens. */
export function startControls() {
  onChange(drawClock);
  onChange(() => drawFaults(world.faults ?? []));
  setInterval(tick, 1000);
  startFaults();
  part("clock-steps").addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    button.disabled = true;
    await act("/control/clock", { forward: `${button.dataset.seconds}s` });
    button.disabled = false;
    button.focus();
  });
  for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => show(button.dataset.show));
  document.addEventListener("arrived", ({ detail }) => {
    const button = document.querySelector(`[data-show="${detail}"]`);
    if (button.dataset.show !== document.body.dataset.pane) button.querySelector(".dot").hidden = false;
  });
}

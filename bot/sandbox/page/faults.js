// The menu of faults: what can be made to go wrong on the way between the bot and its vendors.

import { el, keep } from "./dom.js";
import { act } from "./state.js";

const VENDORS = { x: "X", slack: "Slack" };
const KINDS = {
  slow: ["Slow", "every answer takes seconds"],
  429: ["Too many requests", "answers 429 with a time to wait"],
  500: ["Server error", "answers 500"],
  dropped: ["Dropped", "does it, then hangs up without an answer"],
  disconnect: ["Disconnect", "closes streams and sockets now"],
};
const TIMES = { 1: "once", 3: "three times", 0: "until cleared" };

const menu = () => document.getElementById("faults-menu");
const opener = () => document.getElementById("faults-open");

function setOpen(open) {
  menu().hidden = !open;
  opener().setAttribute("aria-expanded", String(open));
  if (open) menu().querySelector("select").focus();
}

function vendor(on, times) {
  const button = ([kind, [name, says]]) =>
    el(
      "button",
      {
        type: "button",
        class: "fault",
        "data-testid": `fault-${on}-${kind}`,
        onclick: () => act("/control/faults", { on, kind, times: Number(times.value) }),
      },
      el("strong", {}, name),
      el("span", {}, says),
    );
  // 429 and 500 would be sorted first as object keys; the list reads best from mild to harsh.
  const order = ["slow", "429", "500", "dropped", "disconnect"];
  return el("fieldset", {}, el("legend", {}, VENDORS[on]), order.map((kind) => button([kind, KINDS[kind]])));
}

const sentence = (fault) => {
  const left = fault.times ?? fault.left;
  const often = left === 0 || left === undefined || left === null ? "until cleared" : left === 1 ? "once more" : `${left} more times`;
  return `${VENDORS[fault.on] ?? fault.on}: ${(KINDS[fault.kind] ?? [fault.kind])[0].toLowerCase()}, ${often}`;
};

/** Show which faults are on. */
export function drawFaults(faults) {
  const count = document.getElementById("faults-count");
  count.hidden = faults.length === 0;
  count.textContent = String(faults.length);
  const list = menu().querySelector(".faults-on");
  const lines = faults.map((fault, index) => ({ text: sentence(fault), index }));
  keep(list, lines.length ? lines : [{ text: "Nothing is switched on.", index: -1 }], {
    key: (fault) => fault.index,
    sign: (fault) => fault.text,
    draw: (fault) => el("li", {}, fault.text),
  });
}

/** Build the menu and make it work; once, when the page opens. */
export function startFaults() {
  const often = ["1", "3", "0"].map((value) => el("option", { value }, TIMES[value]));
  const times = el("select", { id: "faults-times", "data-testid": "faults-times" }, often);
  const clear = () => act("/control/faults", undefined, "DELETE");
  menu().append(
    el("p", { class: "faults-say" }, el("label", { for: "faults-times" }, "Go wrong"), times),
    el("div", { class: "faults-vendors" }, vendor("x", times), vendor("slack", times)),
    el(
      "div",
      { class: "faults-foot" },
      el("ul", { class: "faults-on", "aria-live": "polite" }),
      el("button", { type: "button", class: "button", "data-testid": "faults-clear", onclick: clear }, "Clear all"),
    ),
  );
  opener().addEventListener("click", () => setOpen(menu().hidden));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu().hidden) return;
    setOpen(false);
    opener().focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu().hidden && !event.target.closest(".faults")) setOpen(false);
  });
}

// Says what went wrong, in a corner, for a while. It never covers what a person is typing.

import { el, icon } from "./dom.js";

const LONG_ENOUGH_TO_READ = 8000;

/** Show one message until it is closed or has been there long enough to be read. */
export function toast(text) {
  const note = el(
    "div",
    { class: "toast", "data-testid": "toast" },
    el("p", {}, text),
    el("button", { type: "button", class: "ghost", "aria-label": "Close this message", onclick: () => note.remove() }, icon("close")),
  );
  const corner = document.getElementById("toasts");
  corner.append(note);
  // Shown anew each time: the latest popover lies above a modal that was opened before.
  if (corner.matches(":popover-open")) corner.hidePopover();
  corner.showPopover();
  setTimeout(() => note.remove(), LONG_ENOUGH_TO_READ);
}

/** Read `text` to people who use a screen reader, after what they hear now. */
export function announce(text) {
  const region = document.getElementById("announcer");
  region.append(el("p", {}, text));
  while (region.children.length > 5) region.firstElementChild.remove();
}

// The modal that an app has opened for the person you are. It never closes by itself: the state says what is open.

import { drawBlocks } from "./blocks.js";
import { el, icon } from "./dom.js";
import { carryOver, readValues } from "./inputs.js";
import { textObject } from "./mrkdwn.js";
import { act, answered, press, refresh, world } from "./state.js";

const dialog = () => document.getElementById("modal");
let open = { id: null, look: "" };

function complain(form, errors) {
  for (const old of form.querySelectorAll(".complaint")) old.hidden = true;
  for (const old of form.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
  let first = null;
  for (const [block, text] of Object.entries(errors)) {
    const control = [...form.querySelectorAll(".control")].find((one) => one.dataset.blockId === block);
    const complaint = control?.closest(".input")?.querySelector(".complaint");
    if (!complaint) continue;
    complaint.textContent = text;
    complaint.hidden = false;
    const field = control.querySelector("input, textarea, select");
    field.setAttribute("aria-invalid", "true");
    first ??= field;
  }
  first?.focus();
}

async function submit(form, id, person) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const answer = answered(await act("/control/slack/submit", { as: person.id, view_id: id, values: readValues(form) }));
  button.disabled = false;
  if (!answer) return;
  if (answer.errors) complain(form, answer.errors);
  await refresh();
}

function drawForm(id, view, person) {
  const close = () => act("/control/slack/close", { as: person.id, view_id: id });
  const pressed = (part, block, value) => press({ as: person.id, view_id: id, action_id: part.action_id, block_id: block.block_id, value });
  const form = el(
    "form",
    { novalidate: true },
    el(
      "header",
      {},
      el("h2", { id: "modal-title" }, textObject(view.title)),
      el("button", { type: "button", class: "ghost", "data-testid": "modal-dismiss", "aria-label": "Close", onclick: close }, icon("close")),
    ),
    el("div", { class: "modal-body blocks" }, drawBlocks(view.blocks, pressed)),
    el(
      "footer",
      {},
      el("button", { type: "button", class: "button", "data-testid": "modal-close", onclick: close }, view.close ? textObject(view.close) : "Cancel"),
      view.submit ? el("button", { type: "submit", class: "button primary", "data-testid": "modal-submit" }, textObject(view.submit)) : null,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form, id, person);
  });
  // Enter in a one-line field sends, as in Slack; Ctrl+Enter does in a long one.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return form;
}

/** Show the topmost view of `person`, or none. */
export function drawModal(person) {
  const mine = world.slack.views.filter((one) => one.user === person.id);
  const top = mine.at(-1);
  if (!top) {
    open = { id: null, look: "" };
    if (dialog().open) dialog().close();
    return;
  }
  const look = JSON.stringify([top.view.title, top.view.blocks, top.view.submit, top.view.close]);
  if (open.id === top.id && open.look === look && dialog().open) return;
  const form = drawForm(top.id, top.view, person);
  if (open.id === top.id) carryOver(dialog(), form);
  open = { id: top.id, look };
  dialog().replaceChildren(form);
  if (!dialog().open) dialog().showModal();
  (form.querySelector(".modal-body :is(input, textarea, select)") ?? form.querySelector("[type=submit], .button"))?.focus();
}

/** Let Escape tell the app instead of only hiding the modal; once, when the page opens. */
export function startModal() {
  dialog().addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog().querySelector("[data-testid=modal-close]")?.click();
  });
}

// Draws what can be pressed in Block Kit: https://docs.slack.dev/reference/block-kit/block-elements.
// It never presses by itself, and asks first where the app wants that.

import { el } from "./dom.js";
import { control, isControl } from "./inputs.js";
import { emojis, textObject } from "./mrkdwn.js";

/** Ask with the app's own words; resolves to true when the person agrees. */
export function confirmed(words) {
  if (!words) return Promise.resolve(true);
  const dialog = document.getElementById("confirm");
  return new Promise((resolve) => {
    const answer = (agreed) => () => dialog.close(agreed ? "yes" : "no");
    dialog.replaceChildren(
      el("h2", { id: "confirm-title" }, textObject(words.title)),
      el("div", { class: "modal-body" }, el("p", {}, textObject(words.text))),
      el(
        "footer",
        {},
        el("button", { type: "button", class: "button", "data-testid": "confirm-no", onclick: answer(false) }, textObject(words.deny)),
        el(
          "button",
          { type: "button", class: `button ${words.style === "danger" ? "danger solid" : "primary"}`, "data-testid": "confirm-yes", onclick: answer(true) },
          textObject(words.confirm),
        ),
      ),
    );
    dialog.returnValue = "no";
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
    dialog.showModal();
  });
}

function button(part, block, doing) {
  const node = el(
    "button",
    {
      type: "button",
      class: `button ${part.style ?? ""}`,
      "data-action-id": part.action_id,
      "data-value": part.value,
      "aria-label": part.accessibility_label,
      onclick: async () => {
        if (!(await confirmed(part.confirm))) return;
        if (part.url) window.open(part.url, "_blank", "noopener,noreferrer");
        node.disabled = true;
        node.setAttribute("aria-busy", "true");
        await doing(part, block, part.value);
        node.disabled = false;
        node.removeAttribute("aria-busy");
      },
    },
    textObject(part.text),
  );
  return node;
}

function menu(part, block, doing) {
  const title = part.placeholder ? emojis(part.placeholder.text) : "More…";
  const groups = part.option_groups ?? [{ options: part.options ?? [] }];
  const node = el(
    "select",
    {
      "data-action-id": part.action_id,
      "aria-label": title,
      onchange: async () => {
        const value = node.value;
        if (value && (await confirmed(part.confirm))) await doing(part, block, value);
        if (part.type === "overflow") node.value = "";
      },
    },
    el("option", { value: "" }, title),
    groups.map((group) => group.options.map((one) => el("option", { value: one.value }, emojis(one.text.text)))),
  );
  node.value = part.initial_option?.value ?? "";
  return node;
}

function chosenIn(node) {
  const values = [...node.querySelectorAll("input:checked")].map((one) => one.value);
  if (node.kit.type === "checkboxes") return values;
  return values[0] ?? node.querySelector("input, select, textarea")?.value;
}

/** One element in an actions block or beside a section. */
export function element(part, block, doing) {
  if (part.type === "button") return button(part, block, doing);
  if (part.type === "static_select" || part.type === "overflow") return menu(part, block, doing);
  if (isControl(part)) {
    const node = control(part, block, part.placeholder?.text ?? part.action_id);
    node.addEventListener("change", () => doing(part, block, chosenIn(node)));
    return node;
  }
  return el("span", { class: "unknown" }, `An element of the kind “${part.type}”, which this page does not draw.`);
}

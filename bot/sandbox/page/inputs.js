// Draws the fields of a modal and reads them back in the shape of Slack's `view.state.values`:
// https://docs.slack.dev/reference/views. It never judges what was typed; the app does.

import { el } from "./dom.js";
import { emojis, textObject } from "./mrkdwn.js";
import { world } from "./state.js";

const TYPED = {
  plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "number",
  datepicker: "date", timepicker: "time", datetimepicker: "datetime-local",
};
const SELECTS = new Set(["static_select", "users_select"]);
const CHOICES = { checkboxes: "checkbox", radio_buttons: "radio" };
let fields = 0;

/** Whether the page can draw this element as a field. */
export function isControl(part) {
  return part.type in TYPED || part.type in CHOICES || SELECTS.has(part.type);
}

function typed(part, id) {
  const attributes = { id, placeholder: part.placeholder?.text, maxlength: part.max_length };
  const field = part.multiline ? el("textarea", { ...attributes, rows: "5" }) : el("input", { ...attributes, type: TYPED[part.type] });
  if (part.type === "datetimepicker" && part.initial_date_time) field.value = local(part.initial_date_time);
  else field.value = part.initial_value ?? part.initial_date ?? part.initial_time ?? "";
  return field;
}

const local = (seconds) => new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 16);

function optionsOf(part) {
  if (part.type === "users_select") {
    return world.slack.users.map((user) => ({ value: user.id, text: { type: "plain_text", text: user.name } }));
  }
  return part.options ?? (part.option_groups ?? []).flatMap((group) => group.options);
}

function selected(part, id) {
  const field = el(
    "select",
    { id },
    el("option", { value: "" }, part.placeholder ? emojis(part.placeholder.text) : "Choose…"),
    optionsOf(part).map((one) => el("option", { value: one.value }, emojis(one.text.text))),
  );
  field.value = part.initial_option?.value ?? part.initial_user ?? "";
  return field;
}

function choices(part, id) {
  const chosen = new Set([part.initial_option, ...(part.initial_options ?? [])].filter(Boolean).map((one) => one.value));
  return el(
    "div",
    { class: "choices" },
    optionsOf(part).map((one) =>
      el(
        "label",
        { class: "choice" },
        el("input", { type: CHOICES[part.type], name: id, value: one.value, checked: chosen.has(one.value) }),
        el("span", {}, textObject(one.text), one.description ? el("small", {}, textObject(one.description)) : null),
      ),
    ),
  );
}

/** The field of one element, with what is needed to read it back. */
export function control(part, block, name) {
  const id = `field-${(fields += 1)}`;
  const field = part.type in TYPED ? typed(part, id) : part.type in CHOICES ? choices(part, id) : selected(part, id);
  if (part.type in CHOICES) {
    field.setAttribute("role", "group");
    field.setAttribute("aria-label", name);
  } else if (block.type !== "input") field.setAttribute("aria-label", name);
  const node = el("div", { class: "control", "data-block-id": block.block_id, "data-action-id": part.action_id }, field);
  node.kit = part;
  node.fieldId = id;
  return node;
}

/** One input block: label, field, hint and room for the app's complaint. */
export function input(block, doing) {
  const part = block.element;
  if (!isControl(part)) return el("p", { class: "block unknown" }, `A field of the kind “${part.type}”, which this page does not draw.`);
  const node = control(part, block, block.label.text);
  if (block.dispatch_action) node.addEventListener("change", () => doing(part, block, read(node).value));
  const field = node.firstElementChild;
  const complaint = el("p", { class: "complaint", id: `${node.fieldId}-complaint`, hidden: true });
  const hint = block.hint ? el("p", { class: "hint", id: `${node.fieldId}-hint` }, textObject(block.hint)) : null;
  field.setAttribute("aria-describedby", `${node.fieldId}-hint ${node.fieldId}-complaint`);
  if (!block.optional) field.setAttribute("aria-required", "true");
  const optional = block.optional ? el("small", {}, " (optional)") : null;
  return el("div", { class: "block input" }, el("label", { for: node.fieldId }, textObject(block.label), optional), node, hint, complaint);
}

const optionNamed = (part, value) => optionsOf(part).find((one) => one.value === value) ?? null;

function read(node) {
  const part = node.kit;
  const value = node.querySelector("input, textarea, select")?.value ?? "";
  if (part.type === "checkboxes") {
    const chosen = [...node.querySelectorAll("input:checked")].map((box) => optionNamed(part, box.value));
    return { type: part.type, selected_options: chosen };
  }
  if (part.type === "radio_buttons") return { type: part.type, selected_option: optionNamed(part, node.querySelector("input:checked")?.value) };
  if (part.type === "users_select") return { type: part.type, selected_user: value || null };
  if (part.type === "static_select") return { type: part.type, selected_option: optionNamed(part, value) };
  if (part.type === "datepicker") return { type: part.type, selected_date: value || null };
  if (part.type === "timepicker") return { type: part.type, selected_time: value || null };
  if (part.type === "datetimepicker") return { type: part.type, selected_date_time: value ? Math.round(Date.parse(value) / 1000) : null };
  return { type: part.type, value: value || null };
}

/** Everything that stands in the fields under `root`: {block_id: {action_id: {…}}}. */
export function readValues(root) {
  const values = {};
  for (const node of root.querySelectorAll(".control")) {
    (values[node.dataset.blockId] ??= {})[node.dataset.actionId] = read(node);
  }
  return values;
}

/** What a person typed before a redraw, put back into the fields of the same names. */
export function carryOver(from, to) {
  for (const old of from.querySelectorAll(".control")) {
    const fresh = [...to.querySelectorAll(".control")].find(
      (one) => one.dataset.blockId === old.dataset.blockId && one.dataset.actionId === old.dataset.actionId,
    );
    if (!fresh || fresh.kit.type !== old.kit.type) continue;
    const before = [...old.querySelectorAll("input, textarea, select")];
    for (const [index, field] of [...fresh.querySelectorAll("input, textarea, select")].entries()) {
      if (!before[index]) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = before[index].checked;
      else field.value = before[index].value;
    }
  }
}

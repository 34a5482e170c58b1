// Draws Block Kit: https://docs.slack.dev/reference/block-kit/blocks. It never acts; `doing` tells what was pressed.

import { el, icon } from "./dom.js";
import { element } from "./elements.js";
import { input } from "./inputs.js";
import { mrkdwn, textObject } from "./mrkdwn.js";

const INPUTS = new Set(["input"]);

function section(block, doing) {
  const body = el("div", { class: "section-body" });
  if (block.text) body.append(el("div", { class: "section-text" }, textObject(block.text)));
  if (block.fields) {
    body.append(el("div", { class: "fields" }, block.fields.map((field) => el("div", { class: "field" }, textObject(field)))));
  }
  const accessory = block.accessory && el("div", { class: "accessory" }, element(block.accessory, block, doing));
  return el("div", { class: "block section" }, body, accessory);
}

function context(block) {
  const parts = (block.elements ?? []).map((part) =>
    part.type === "image" ? picture(part, "tiny") : el("span", { class: "context-part" }, textObject(part)),
  );
  return el("div", { class: "block context" }, parts);
}

// A picture that was uploaded is here; others live on other machines: only where one would be, and what it says, is shown.
function picture(part, size = "") {
  const file = part.slack_file?.id;
  if (file) return el("img", { class: `uploaded ${size}`, src: `/slack/files/${encodeURIComponent(file)}`, alt: part.alt_text ?? "picture" });
  return el("span", { class: `picture ${size}`, role: "img", "aria-label": part.alt_text ?? "picture" }, icon("picture"), part.alt_text ?? "");
}

const KINDS = {
  header: (block) => el("h4", { class: "block header" }, textObject(block.text)),
  section,
  context,
  actions: (block, doing) => el("div", { class: "block actions" }, (block.elements ?? []).map((one) => element(one, block, doing))),
  divider: () => el("hr", { class: "block" }),
  image: (block) => el("figure", { class: "block image" }, block.title ? el("figcaption", {}, textObject(block.title)) : null, picture(block)),
  markdown: (block) => el("div", { class: "block section" }, el("div", { class: "section-text" }, mrkdwn(block.text))),
  input: (block, doing) => input(block, doing),
};

/** The nodes of a list of blocks. `doing(action, block, value)` is called when an element is used. */
export function drawBlocks(list, doing) {
  return (list ?? []).map((block) => {
    const draw = KINDS[block.type];
    const node = draw ? draw(block, doing) : el("p", { class: "block unknown" }, `A block of the kind “${block.type}”, which this page does not draw.`);
    if (block.block_id && !INPUTS.has(block.type)) node.dataset.blockId = block.block_id;
    return node;
  });
}

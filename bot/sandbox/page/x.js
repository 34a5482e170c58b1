// The X side: who you are, writing posts and replies. What a post looks like is decided in posts.js.

import { avatar, el, growing } from "./dom.js";
import { compose, drawDms, startDms } from "./dms.js";
import { drawConversations } from "./posts.js";
import { account, act, onChange, redraw, world } from "./state.js";
import { announce } from "./toast.js";
import { weight } from "./weight.js";

const MOST = 280;
const WARN_FROM = 200;
const part = (name) => document.getElementById(`x-${name}`);
let fit = () => {};
let heard = null;

const me = () => part("customer").value;
const isBrand = () => me() === world.x.brand.username;
const opening = () => (isBrand() ? "" : `@${world.x.brand.username} `);

function drawPeople() {
  if (part("customer").options.length) return;
  const { brand, users } = world.x;
  const customers = users.filter((user) => user.id !== brand.id);
  part("customer").append(
    el("optgroup", { label: "Customers" }, customers.map((user) => el("option", { value: user.username }, user.name))),
    el("optgroup", { label: "The brand" }, el("option", { value: brand.username }, `${brand.name}, a human in X's own app`)),
  );
  part("text").value = opening();
}

function showWeight(text, place) {
  const sum = weight(text);
  place.textContent = sum >= WARN_FROM ? `${sum} / ${MOST}` : "";
  place.classList.toggle("over", sum > MOST);
}

// Ctrl+Enter or Cmd+Enter sends, as in X.
function sendOnKeys(field, form) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

function replyTo(post) {
  const author = account(post.author).username;
  const handles = [author, ...(isBrand() ? [] : [world.x.brand.username])].filter((handle) => handle !== me());
  const list = part("conversations");
  for (const open of list.querySelectorAll(".reply-form")) open.remove();
  const text = el("textarea", { rows: "2", "data-testid": "x-reply-text", id: "x-reply-text" });
  text.value = [...new Set(handles)].map((handle) => `@${handle} `).join("");
  const count = el("span", { class: "weight" });
  const form = el(
    "form",
    { class: "reply-form", "data-testid": "x-reply-form" },
    el("label", { for: "x-reply-text" }, `Reply to @${author} as ${account(me()).name}`),
    text,
    el(
      "div",
      { class: "x-write-foot" },
      count,
      el("button", { type: "button", class: "button", onclick: () => form.remove() }, "Cancel"),
      el("button", { type: "submit", class: "button primary", "data-testid": "x-reply-send" }, "Reply"),
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (text.value.trim() && (await act("/control/x/post", { as: me(), text: text.value.trim(), reply_to: post.id }))) form.remove();
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && form.remove());
  text.addEventListener("input", () => showWeight(text.value, count));
  sendOnKeys(text, form);
  const conversation = list.querySelector(`[data-id="${CSS.escape(post.id)}"]`).closest(".conversation");
  conversation.querySelector(".reply-place").append(form);
  growing(text)();
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  form.scrollIntoView({ block: "nearest" });
}

const doing = { reply: replyTo, compose, remove: (post) => act("/control/x/delete", { id: post.id }) };

function drawEmpty() {
  const empty = part("empty");
  empty.hidden = world.x.posts.some((post) => !post.deleted);
  if (empty.hidden || empty.firstChild) return;
  const customer = world.x.users.find((user) => user.id !== world.x.brand.id);
  const text = `@${world.x.brand.username} my export is broken`;
  const fill = () => {
    part("customer").value = customer.username;
    redraw();
    part("text").value = text;
    part("text").focus();
  };
  empty.append(
    el("h3", {}, "Start here"),
    el("p", {}, `Nobody has asked for help yet. Write a post as ${customer.name.split(" ")[0]}:`),
    el("button", { type: "button", class: "try", "data-testid": "x-try", onclick: fill }, text),
    el("p", { class: "hint" }, "The holding reply comes under the post within a second. The case card and the message to the teammate on duty come in Slack."),
  );
}

function tell(posts) {
  const ids = new Set(posts.map((post) => post.id));
  const mine = account(me()).id;
  for (const post of heard ? posts.filter((one) => !heard.has(one.id) && account(one.author).id !== mine) : []) {
    announce(`${account(post.author).name} on X: ${post.text}`);
    document.dispatchEvent(new CustomEvent("arrived", { detail: "x" }));
  }
  heard = ids;
}

function draw() {
  drawPeople();
  const own = account(me());
  if (part("avatar").dataset.of !== own.username) {
    part("avatar").replaceChildren(avatar(own.name, isBrand() ? "bot" : ""));
    part("avatar").dataset.of = own.username;
  }
  drawEmpty();
  drawConversations(part("conversations"), world.x.posts, me(), doing);
  drawDms(me());
  tell(world.x.posts);
}

/** Make the X side work; once, when the page opens. */
export function startX() {
  fit = growing(part("text"));
  startDms();
  onChange(draw);
  part("customer").addEventListener("change", () => {
    const untouched = ["", `@${world.x.brand.username}`].includes(part("text").value.trim());
    if (untouched) part("text").value = opening();
    for (const open of part("conversations").querySelectorAll(".reply-form")) open.remove();
    redraw();
  });
  part("text").addEventListener("input", () => showWeight(part("text").value, part("weight")));
  part("text").addEventListener("focus", () => {
    if (part("text").value === opening()) part("text").setSelectionRange(opening().length, opening().length);
  });
  sendOnKeys(part("text"), part("form"));
  part("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = part("text").value.trim();
    if (!text || text === opening().trim() || !(await act("/control/x/post", { as: me(), text }))) return;
    part("text").value = opening();
    showWeight("", part("weight"));
    fit();
    part("scroll").scrollTop = 0;
  });
}

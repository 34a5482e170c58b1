// The direct messages between one customer and the brand, in a drawer under the posts.
// It never shows one customer what another one wrote.

import { avatar, el, growing, keep } from "./dom.js";
import { postText } from "./posts.js";
import { account, act, redraw, world } from "./state.js";
import { moment } from "./time.js";
import { announce, toast } from "./toast.js";

const part = (name) => document.getElementById(`dms-${name}`);
const read = new Map();
const drafts = new Map();
let heard = null;
let me = "";
let fit = () => {};

const isOpen = () => part("open").getAttribute("aria-expanded") === "true";

function setOpen(open) {
  part("open").setAttribute("aria-expanded", String(open));
  part("body").hidden = !open;
  document.getElementById("dms").classList.toggle("open", open);
  redraw();
  if (open) part("scroll").scrollTop = part("scroll").scrollHeight;
}

/** Open the drawer with `text` ready to be sent, as X does for a compose link. */
export function compose(recipient, text) {
  if (me === world.x.brand.username) return toast("Switch to a customer first: this link writes to the brand.");
  if (recipient !== world.x.brand.id) return toast("This link opens a conversation with somebody who is not in the sandbox.");
  setOpen(true);
  part("text").value = text;
  fit();
  part("text").focus();
  return undefined;
}

function drawMessage(message, doing) {
  const author = account(message.from);
  const mine = author.username === me;
  const at = moment(Date.parse(message.at));
  return el(
    "li",
    { class: mine ? "dm mine" : "dm", "data-testid": "x-dm", "data-id": message.id, "data-author": author.username },
    mine ? null : avatar(author.name, author.id === world.x.brand.id ? "bot" : ""),
    el("div", { class: "bubble" }, el("p", { dir: "auto" }, postText(message.text, doing)), el("time", { datetime: message.at, title: message.at }, at)),
  );
}

function notice(messages) {
  const incoming = messages.filter((message) => account(message.from).username !== me);
  if (isOpen()) read.set(me, messages.length);
  const unread = Math.max(0, incoming.length && messages.length - (read.get(me) ?? 0));
  part("count").hidden = unread === 0;
  part("count").textContent = String(unread);
  const ids = new Set(world.x.messages.map((message) => message.id));
  for (const message of heard ? incoming.filter((one) => !heard.has(one.id)) : []) {
    announce(`Direct message from ${account(message.from).name}: ${message.text}`);
  }
  heard = ids;
}

/** Draw the messages of `customer` (a handle). */
export function drawDms(customer) {
  if (me && me !== customer) {
    drafts.set(me, part("text").value);
    part("text").value = drafts.get(customer) ?? "";
    fit();
  }
  me = customer;
  const { brand } = world.x;
  const isBrand = me === brand.username;
  const own = account(me);
  const messages = world.x.messages.filter((message) => [message.from, message.to].includes(own.id) || [message.from, message.to].includes(me));
  const atEnd = part("scroll").scrollHeight - part("scroll").scrollTop - part("scroll").clientHeight < 60;
  part("title").textContent = isBrand ? "Messages of the brand" : `Messages with @${brand.username}`;
  part("form").hidden = isBrand;
  part("empty").hidden = messages.length > 0;
  part("empty").textContent = isBrand
    ? "Nobody has written a direct message to the brand yet."
    : `Nothing between ${own.name} and ${brand.name} yet. Anything private, such as an email address, belongs here.`;
  keep(part("list"), messages, {
    key: (message) => `${me} ${message.id}`,
    sign: (message) => JSON.stringify([message, moment(Date.parse(message.at))]),
    draw: (message) => drawMessage(message, { compose }),
  });
  if (atEnd) part("scroll").scrollTop = part("scroll").scrollHeight;
  notice(messages);
}

/** Make the drawer's parts work; once, when the page opens. */
export function startDms() {
  fit = growing(part("text"));
  part("open").addEventListener("click", () => {
    setOpen(!isOpen());
    if (isOpen()) part("text").focus();
  });
  part("body").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    setOpen(false);
    part("open").focus();
  });
  part("text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    part("form").requestSubmit();
  });
  part("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = part("text").value.trim();
    if (!text || !(await act("/control/x/message", { as: me, text }))) return;
    part("text").value = "";
    fit();
    part("scroll").scrollTop = part("scroll").scrollHeight;
  });
}

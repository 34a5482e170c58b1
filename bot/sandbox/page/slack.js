// The Slack side: who you are, which conversation you read, writing messages.

import { drawBlocks } from "./blocks.js";
import { el, growing, keep } from "./dom.js";
import { drawThreads } from "./messages.js";
import { drawModal } from "./modal.js";
import { about, HOME, IM, isStaff, people, placesOf, TRIAGE, visible } from "./people.js";
import { drawSidebar, markRead } from "./sidebar.js";
import { act, member, onChange, press, redraw, refresh, world } from "./state.js";
import { announce } from "./toast.js";

const part = (name) => document.getElementById(`slack-${name}`);
const chosenBy = new Map();
const drafts = new Map();
let fit = () => {};
let thread = null;
let shown = "";
let heard = null;
// Whether to go to the end as soon as the pane is shown again: a hidden one cannot scroll.
let pinned = false;

const me = () => member(part("person").value);

function drawPeople() {
  if (part("person").options.length) return;
  const option = (user) => el("option", { value: user.id }, ["responder", "lead"].includes(user.role) ? `${user.name} (${user.role})` : user.name);
  const group = (label, users) => (users.length ? el("optgroup", { label }, users.map(option)) : null);
  part("person").append(
    group("Staff", people().filter(isStaff)),
    ...[group("Customers", people().filter((user) => user.role === "customer"))].filter(Boolean),
    ...[group("Another company", people().filter((user) => !isStaff(user) && user.role !== "customer"))].filter(Boolean),
  );
}

function places() {
  const { channels, direct } = placesOf(me());
  return [...channels, direct, { id: HOME, kind: "home", name: "Home", messages: [] }];
}

function chosen() {
  const all = places();
  const wanted = chosenBy.get(me().id);
  const direct = all.find((one) => one.kind === "im");
  if (wanted === IM) return direct;
  return all.find((one) => one.id === wanted) ?? all[0];
}

function choose(id) {
  chosenBy.set(me().id, id.startsWith("D") ? IM : id);
  thread = null;
  if (id === HOME) act("/control/slack/home", { as: me().id });
  redraw();
}

function startThread(message) {
  thread = message.thread_ts ?? message.ts;
  redraw();
  part("text").focus();
}

function leaveThread() {
  thread = null;
  redraw();
  part("text").focus();
}

const FIRST_STEPS = {
  [TRIAGE]: [
    "No cases yet",
    "Write a post on X as a customer. Its case card comes here, with three replies to send with one click. " +
      "Then write another one, press +3 minutes without answering, and see what happens.",
  ],
  C0HELP: ["A quiet channel", "Switch to Carl and ask for help here; the bot answers in the thread."],
  im: ["Nothing here yet", "When this person is on duty and a customer asks for help, the bot writes to them here."],
};

function drawEmpty(channel, messages) {
  const [title, text] = FIRST_STEPS[channel.kind === "im" ? "im" : channel.id] ?? ["Nothing here yet", "Write the first message."];
  part("empty").hidden = messages.length > 0 || channel.id === HOME;
  keep(part("empty"), [channel.id], { key: String, sign: String, draw: () => el("div", {}, el("h3", {}, title), el("p", {}, text)) });
}

function drawHome(channel, person) {
  const view = world.slack.homes?.[person.id];
  part("home").hidden = channel.id !== HOME;
  const doing = (action, block, value) => press({ as: person.id, channel: HOME, action_id: action.action_id, block_id: block.block_id, value });
  keep(part("home"), channel.id === HOME ? [view ?? null] : [], {
    key: () => person.id,
    sign: JSON.stringify,
    draw: () => {
      if (view) return el("div", { class: "blocks" }, drawBlocks(view.blocks, doing));
      return el("div", { class: "empty" }, el("h3", {}, "Nothing published yet"), el("p", {}, "The app draws this page when somebody opens it."));
    },
  });
}

function drawWriting(channel, person) {
  const inThread = thread !== null && channel.messages.find((message) => message.ts === thread);
  part("in-thread").hidden = !inThread;
  part("in-thread").firstElementChild.textContent = inThread ? `In the thread of ${member(inThread.user).name}` : "";
  part("form").hidden = channel.id === HOME;
  const where = channel.kind === "im" ? channel.name : `#${channel.name}`;
  const hint = inThread ? (channel.id === TRIAGE ? "Reply to the team, in private" : "Reply in the thread") : `Message ${where} as ${person.name}`;
  part("text").placeholder = hint;
  part("text-label").textContent = hint;
}

function tell(person) {
  const seen = new Set();
  const { channels, direct } = placesOf(person);
  for (const channel of [...channels, direct]) {
    for (const message of visible(channel, person)) {
      const name = `${person.id} ${channel.kind === "im" ? IM : channel.id} ${message.ts}`;
      seen.add(name);
      if (!heard || heard.person !== person.id || heard.seen.has(name) || message.user === person.id) continue;
      announce(`${member(message.user).name} in ${channel.kind === "im" ? "a direct message" : channel.name}: ${message.text ?? ""}`);
      document.dispatchEvent(new CustomEvent("arrived", { detail: "slack" }));
    }
  }
  heard = { person: person.id, seen };
}

function changePlace(place) {
  if (shown) drafts.set(shown, part("text").value);
  part("text").value = drafts.get(place) ?? "";
  fit();
  shown = place;
}

const isSeen = () => part("scroll").offsetParent !== null && !document.hidden;

function draw() {
  drawPeople();
  const person = me();
  const channel = chosen();
  const place = `${person.id} ${channel.kind === "im" ? IM : channel.id}`;
  const scroll = part("scroll");
  const moved = place !== shown;
  const hidden = scroll.offsetParent === null;
  const atEnd = pinned || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  if (moved) changePlace(place);
  const messages = visible(channel, person);
  part("channel-name").textContent = channel.kind === "channel" ? `# ${channel.name}` : channel.name;
  part("channel-about").textContent = about(channel, person);
  drawEmpty(channel, messages);
  drawThreads(part("threads"), channel, messages, person, { thread: startThread, redraw, chosen: thread });
  drawHome(channel, person);
  drawWriting(channel, person);
  if (isSeen()) markRead(channel, person);
  drawSidebar(part("sidebar"), person, channel.id, choose);
  drawModal(person);
  pinned = hidden && (moved || atEnd);
  if (moved || atEnd) scroll.scrollTop = channel.id === HOME ? 0 : scroll.scrollHeight;
  tell(person);
}

// Slack's own clients turn a name that was picked into a mention before they send; the rest is the server's matter.
function withMentions(text) {
  const users = [...world.slack.users].sort((a, b) => b.name.length - a.name.length);
  return users.reduce((written, user) => written.replaceAll(`@${user.name}`, `<@${user.id}>`), text);
}

async function send() {
  const text = part("text").value.trim();
  if (!text) return;
  const channel = chosen().kind === "im" ? IM : chosen().id;
  const [word, ...rest] = text.split(" ");
  const sent = word.startsWith("/")
    ? await act("/control/slack/command", { as: me().id, channel, command: word, text: withMentions(rest.join(" ")) })
    : await act("/control/slack/message", { as: me().id, channel, text: withMentions(text), ...(thread ? { thread_ts: thread } : {}) });
  if (!sent) return;
  part("text").value = "";
  fit();
  await refresh();
  document.querySelector(`[data-ts="${CSS.escape(sent.ts ?? "")}"]`)?.scrollIntoView({ block: "nearest" });
}

/** Make the Slack side work; once, when the page opens. */
export function startSlack() {
  fit = growing(part("text"));
  onChange(draw);
  part("person").addEventListener("change", () => {
    thread = null;
    if (chosen().id === HOME) act("/control/slack/home", { as: me().id });
    redraw();
  });
  part("leave-thread").addEventListener("click", leaveThread);
  part("text").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && thread) leaveThread();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    part("form").requestSubmit();
  });
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}

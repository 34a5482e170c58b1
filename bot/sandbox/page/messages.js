// Draws Slack messages and their threads. It never sends; `doing` tells what was pressed.

import { drawBlocks } from "./blocks.js";
import { avatar, el, icon, keep } from "./dom.js";
import { emojis, mrkdwn } from "./mrkdwn.js";
import { bot } from "./people.js";
import { member, press } from "./state.js";
import { moment } from "./time.js";

const SHOWN_REPLIES = 4;
const unfolded = new Set();
const at = (message) => Number.parseFloat(message.ts) * 1000;

function drawMessage(message, channel, person, doing) {
  const author = member(message.user ?? bot()?.id);
  const isBot = author.id === bot()?.id;
  if (message.deleted) return el("li", { class: "message gone" }, "This message was deleted.");
  const pressed = (part, block, value) =>
    press({ as: person.id, channel: channel.id, ts: message.ts, action_id: part.action_id, block_id: block.block_id, value });
  const body = message.blocks?.length
    ? el("div", { class: "blocks" }, drawBlocks(message.blocks, pressed))
    : el("div", { class: "text", dir: "auto" }, mrkdwn(message.text));
  const own = !message.ephemeral_to;
  return el(
    "li",
    {},
    el(
      "article",
      {
        class: isBot ? "message bot" : "message",
        "data-testid": "slack-message",
        "data-ts": message.ts,
        "data-author": author.id,
        "aria-label": `${author.name}, ${moment(at(message))}`,
      },
      avatar(author.name, isBot ? "bot" : ""),
      el(
        "div",
        { class: "message-body" },
        el(
          "header",
          {},
          el("strong", { class: "name" }, author.name),
          isBot ? el("span", { class: "app" }, "App") : null,
          el("time", { title: new Date(at(message)).toISOString() }, moment(at(message))),
          message.edited ? el("span", { class: "edited" }, "edited") : null,
        ),
        own ? null : el("p", { class: "ephemeral" }, icon("eye"), "Only you can see this"),
        body,
        (message.files ?? []).map((file) => el("p", { class: "picture" }, icon("picture"), file.name)),
        reactions(message),
        own ? replyButton(() => doing.thread(message)) : null,
      ),
    ),
  );
}

function replyButton(onclick) {
  return el("button", { type: "button", class: "ghost in-corner", "data-testid": "slack-reply", onclick }, icon("reply"), "Reply in thread");
}

function reactions(message) {
  const given = Object.entries(message.reactions ?? {});
  if (!given.length) return null;
  return el("p", { class: "reactions" }, given.map(([name, users]) => el("span", {}, `${emojis(`:${name}:`)} ${users.length}`)));
}

function threadsOf(messages) {
  const roots = new Map();
  for (const message of messages) {
    if (!message.thread_ts || message.thread_ts === message.ts) roots.set(message.ts, { root: message, replies: [] });
  }
  for (const message of messages) {
    if (roots.get(message.ts)?.root === message) continue;
    const thread = roots.get(message.thread_ts);
    if (thread) thread.replies.push(message);
    else roots.set(message.ts, { root: message, replies: [] });
  }
  const byTime = (a, b) => at(a) - at(b);
  for (const thread of roots.values()) thread.replies.sort(byTime);
  return [...roots.values()].sort((a, b) => byTime(a.root, b.root));
}

function drawFold(node, thread, name, doing) {
  const hidden = unfolded.has(name) ? 0 : Math.max(0, thread.replies.length - SHOWN_REPLIES);
  const show = () => {
    unfolded.add(name);
    doing.redraw();
  };
  const words = `Show ${hidden} earlier ${hidden === 1 ? "reply" : "replies"}`;
  keep(node, hidden ? [hidden] : [], {
    key: () => "fold",
    sign: String,
    draw: () => el("button", { type: "button", class: "ghost", "data-testid": "slack-earlier", onclick: show }, words),
  });
  return thread.replies.slice(hidden);
}

/** Bring the messages in `list` up to date: roots in the order of time, replies under their root. */
export function drawThreads(list, channel, messages, person, doing) {
  const threads = threadsOf(messages);
  const nameOf = (thread) => `${person.id} ${channel.id} ${thread.root.ts}`;
  const sign = (message) => JSON.stringify([message, moment(at(message))]);
  keep(list, threads, {
    key: nameOf,
    sign: () => "",
    draw: () =>
      el(
        "li",
        { class: "slack-thread" },
        el("ol", { class: "root" }),
        el("div", { class: "fold" }),
        el("ol", { class: "replies", "aria-label": "Replies" }),
      ),
  });
  for (const [index, thread] of threads.entries()) {
    const [root, fold, replies] = list.children[index].children;
    const draw = (message) => drawMessage(message, channel, person, doing);
    keep(root, [thread.root], { key: (message) => message.ts, sign, draw });
    keep(replies, drawFold(fold, thread, nameOf(thread), doing), { key: (message) => message.ts, sign, draw });
    list.children[index].classList.toggle("chosen", thread.root.ts === doing.chosen);
  }
}

// The list of Slack conversations of one person, with a dot on those that have something new.

import { el, icon, keep } from "./dom.js";
import { HOME, placesOf, visible } from "./people.js";

const readUpTo = new Map();
const nameOf = (person, channel) => `${person.id} ${channel.kind === "im" ? "im" : channel.id}`;
const latest = (messages) => messages.reduce((last, message) => Math.max(last, Number.parseFloat(message.ts)), 0);

/** How many messages of others `person` has not seen in `channel`. */
export function unread(channel, person) {
  const seen = readUpTo.get(nameOf(person, channel)) ?? 0;
  return visible(channel, person).filter((message) => Number.parseFloat(message.ts) > seen && message.user !== person.id).length;
}

/** Remember that `person` has seen all of `channel`. */
export function markRead(channel, person) {
  readUpTo.set(nameOf(person, channel), latest(visible(channel, person)));
}

// A person is counted, a channel only marked; both are told to a screen reader.
function newsMark(row) {
  if (row.counted) return el("span", { class: "count" }, String(row.news), el("span", { class: "unseen" }, " new"));
  return el("span", { class: "dot" }, el("span", { class: "unseen" }, `${row.news} new`));
}

/** Draw the sidebar; `choose(id)` is called when a conversation is picked. */
export function drawSidebar(nav, person, chosen, choose) {
  const { channels, direct } = placesOf(person);
  const rows = [
    { title: "Channels" },
    ...channels.map((channel) => ({ id: channel.id, name: channel.name, picture: "hash", news: unread(channel, person) })),
    { title: "Direct messages" },
    { id: direct.id, name: direct.name, picture: "robot", news: unread(direct, person), counted: true },
    { title: "App" },
    { id: HOME, name: "Home", picture: "home", news: 0 },
  ];
  keep(nav, rows, {
    key: (row) => row.id ?? row.title,
    sign: (row) => JSON.stringify([row, row.id === chosen]),
    draw: (row) =>
      row.title
        ? el("h3", {}, row.title)
        : el(
            "button",
            {
              type: "button",
              "data-testid": `slack-channel-${row.id}`,
              "data-unread": row.news,
              "aria-current": row.id === chosen ? "page" : null,
              onclick: () => choose(row.id),
            },
            icon(row.picture),
            el("span", { class: "label" }, row.name),
            row.news ? newsMark(row) : null,
          ),
  });
}

// Turns Slack's mrkdwn into nodes. It never makes a link of anything but http, https and mailto.

import { el } from "./dom.js";
import { member, world } from "./state.js";
import { slackDate } from "./time.js";

const EMOJI = {
  "+1": "👍", thumbsup: "👍", wave: "👋", tada: "🎉", eyes: "👀", fire: "🔥", warning: "⚠️", bell: "🔔", zap: "⚡",
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", no_entry: "⛔", no_entry_sign: "🚫", rotating_light: "🚨",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️", clock3: "🕒", calendar: "📅",
  email: "✉️", envelope: "✉️", incoming_envelope: "📨", inbox_tray: "📥", outbox_tray: "📤", mailbox: "📫",
  ticket: "🎫", memo: "📝", pencil: "📝", pencil2: "✏️", bulb: "💡", link: "🔗", lock: "🔒", key: "🔑", mag: "🔍",
  speech_balloon: "💬", robot_face: "🤖", bust_in_silhouette: "👤", busts_in_silhouette: "👥", raised_hands: "🙌",
  raising_hand: "🙋", ok_hand: "👌", pray: "🙏", heart: "❤️", star: "⭐", sparkles: "✨", rocket: "🚀", coffee: "☕",
  slightly_smiling_face: "🙂", smile: "😄", disappointed: "😞", cry: "😢", rage: "😡", thermometer: "🌡️", repeat: "🔁",
  arrow_right: "➡️", arrow_up: "⬆️", point_right: "👉", point_down: "👇", octagonal_sign: "🛑", red_circle: "🔴",
  large_yellow_circle: "🟡", large_orange_circle: "🟠", large_green_circle: "🟢", large_blue_circle: "🔵", white_circle: "⚪",
};

const INLINE = new RegExp(
  [
    "<(?<ref>[^<>\\n]+)>",
    "`(?<code>[^`\\n]+)`",
    "(?<![\\w*])\\*(?<bold>\\S(?:[^*\\n]*\\S)?)\\*(?![\\w*])",
    "(?<![\\w_])_(?<italic>\\S(?:[^_\\n]*\\S)?)_(?![\\w_])",
    "(?<![\\w~])~(?<strike>\\S(?:[^~\\n]*\\S)?)~(?![\\w~])",
    ":(?<emoji>[a-z0-9_+-]+):",
  ].join("|"),
  "g",
);

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const chip = (text) => el("span", { class: "mention" }, text);

function reference(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : plain(inside.slice(bar + 1));
  if (target.startsWith("@")) return chip(`@${label || member(target.slice(1)).name}`);
  if (target.startsWith("#")) {
    const channel = world.slack.channels.find((one) => one.id === target.slice(1));
    return chip(`#${label || channel?.name || target.slice(1)}`);
  }
  if (target.startsWith("!date^")) {
    const [, seconds, format, link] = target.split("^");
    const text = Number.isFinite(Number(seconds)) ? slackDate(Number(seconds), plain(format ?? "")) : label;
    const time = el("time", { title: label }, text);
    return link ? anchor(plain(link), time) : time;
  }
  if (target.startsWith("!")) return chip(label || `@${target.slice(1).split("^")[0]}`);
  return anchor(plain(target), label || plain(target).replace(/^mailto:/, ""));
}

function anchor(address, label) {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return label;
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** Slack's `:name:` of the little table, in plain text. */
export function emojis(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
}

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(plain(text.slice(end, match.index)));
    end = match.index + match[0].length;
    const { ref, code, bold, italic, strike, emoji } = match.groups;
    if (ref !== undefined) nodes.push(reference(ref));
    else if (code !== undefined) nodes.push(el("code", {}, plain(code)));
    else if (bold !== undefined) nodes.push(el("strong", {}, inline(bold)));
    else if (italic !== undefined) nodes.push(el("em", {}, inline(italic)));
    else if (strike !== undefined) nodes.push(el("s", {}, inline(strike)));
    else nodes.push(EMOJI[emoji] ?? match[0]);
  }
  nodes.push(plain(text.slice(end)));
  return nodes.filter((node) => node !== "");
}

function paragraphs(text) {
  const nodes = [];
  let quoted = null;
  for (const [index, line] of text.split("\n").entries()) {
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line);
    if (quote) {
      if (quoted) quoted.append(el("br"));
      else nodes.push((quoted = el("blockquote")));
      quoted.append(...inline(quote[1]));
      continue;
    }
    // A quote is a block of its own: the line break after it is already there.
    if (index > 0 && !quoted) nodes.push(el("br"));
    quoted = null;
    nodes.push(...inline(line));
  }
  return nodes;
}

/** The nodes of one mrkdwn text. */
export function mrkdwn(text) {
  return String(text ?? "")
    .split(/```\n?/)
    .flatMap((part, index) => (index % 2 ? [el("pre", {}, plain(part.replace(/\n$/, "")))] : paragraphs(part.replace(index ? /^\n/ : "", ""))));
}

/** A text object of Block Kit: mrkdwn, or plain text with its emoji. */
export function textObject(object) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text) : [emojis(object.text ?? "")];
}

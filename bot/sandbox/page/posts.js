// Draws posts and conversations of X. It never sends; `doing` tells what was pressed.

import { avatar, el, icon, keep } from "./dom.js";
import { account, world } from "./state.js";
import { moment } from "./time.js";

const MARKS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])|(?<![\w@])(@\w{1,15})/g;
const LONGEST_LINK = 34;
const COMPOSE = /^https:\/\/(?:www\.)?(?:x|twitter)\.com\/messages\/compose\?/;

function link(address, doing) {
  if (COMPOSE.test(address)) {
    const open = (event) => {
      event.preventDefault();
      const asked = new URL(address).searchParams;
      doing.compose(asked.get("recipient_id"), asked.get("text") ?? "");
    };
    const whom = account(new URL(address).searchParams.get("recipient_id"));
    const words = `Message @${whom.username} privately`;
    return el("a", { class: "button compose-link", href: address, "data-testid": "x-dm-link", onclick: open }, icon("mail"), words);
  }
  const shown = address.replace(/^https?:\/\/(www\.)?/, "");
  const short = shown.length > LONGEST_LINK ? `${shown.slice(0, LONGEST_LINK - 1)}…` : shown;
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, short);
}

/** The text of a post or a direct message, with its links and handles. */
export function postText(text, doing) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    nodes.push(text.slice(end, match.index));
    nodes.push(match[1] ? link(match[1], doing) : el("span", { class: "handle" }, match[2]));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

function names(author) {
  const automated = author.id === world.x.brand.id;
  return [
    el("strong", { class: "name" }, author.name),
    el("span", { class: "at" }, `@${author.username}`),
    automated ? el("span", { class: "automated", title: "X shows this label on accounts that a bot runs" }, icon("robot"), "Automated") : null,
  ];
}

function drawPost(post, me, doing) {
  const author = account(post.author);
  const at = moment(Date.parse(post.at));
  const hooks = { "data-testid": "x-post", "data-id": post.id, "data-author": author.username };
  if (post.deleted) {
    return el("li", {}, el("article", { class: "post gone", ...hooks }, el("p", {}, `A post by @${author.username} was deleted.`)));
  }
  const kind = author.id === world.x.brand.id ? "bot" : "";
  const mine = author.username === me;
  return el(
    "li",
    {},
    el(
      "article",
      { class: `post ${kind}`, ...hooks, "aria-label": `${author.name}, ${at}` },
      avatar(author.name, kind),
      el(
        "div",
        { class: "post-body" },
        el("header", {}, names(author), el("time", { datetime: post.at, title: post.at }, post.edits?.length > 1 ? `${at} · edited` : at)),
        replyingTo(post.to ?? []),
        el("p", { class: "post-text", dir: "auto" }, postText(post.text, doing)),
        quoted(post.quote),
        el(
          "footer",
          {},
          el("button", { type: "button", class: "ghost", "data-testid": "x-reply", onclick: () => doing.reply(post) }, icon("reply"), "Reply"),
          mine ? el("button", { type: "button", class: "ghost", "data-testid": "x-delete", onclick: () => doing.remove(post) }, icon("trash"), "Delete") : null,
        ),
      ),
    ),
  );
}

function replyingTo(handles) {
  if (!handles.length) return null;
  return el("p", { class: "replying" }, "Replying to ", handles.map((handle) => el("span", { class: "handle" }, `@${handle} `)));
}

function quoted(id) {
  const post = id && world.x.posts.find((one) => one.id === id);
  if (!post) return null;
  const text = post.deleted ? "This post was deleted." : post.text;
  return el("blockquote", { class: "quoted" }, el("strong", {}, account(post.author).name), " ", el("span", { dir: "auto" }, text));
}

function byConversation(posts) {
  const found = new Map();
  for (const post of posts) {
    const name = post.conversation ?? post.id;
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(post);
  }
  const begun = (thread) => Date.parse(thread.posts[0].at);
  return [...found]
    .map(([id, thread]) => ({ id, posts: thread.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1)) }))
    .filter((thread) => thread.posts.some((post) => !post.deleted))
    .sort((a, b) => begun(b) - begun(a) || (BigInt(b.id) > BigInt(a.id) ? 1 : -1));
}

/** Bring the conversations in `list` up to date; the newest stands on top, replies under their post. */
export function drawConversations(list, posts, me, doing) {
  const threads = byConversation(posts);
  keep(list, threads, {
    key: (thread) => thread.id,
    sign: () => "",
    draw: (thread) =>
      el("li", { class: "conversation", "data-conversation": thread.id }, el("ol", { class: "thread" }), el("div", { class: "reply-place" })),
  });
  for (const [index, thread] of threads.entries()) {
    keep(list.children[index].firstElementChild, thread.posts, {
      key: (post) => post.id,
      sign: (post) => JSON.stringify([post, account(post.author).username === me, moment(Date.parse(post.at))]),
      draw: (post) => drawPost(post, me, doing),
    });
  }
  return threads;
}

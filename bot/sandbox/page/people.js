// Who is who in the sandbox's Slack, and what each person may see. It never draws.

import { world } from "./state.js";

const STAFF = new Set(["responder", "lead"]);

/** Where the staff see the cases. */
export const TRIAGE = "C0TRIAGE";

/** The pseudo channel that shows the app's own page. */
export const HOME = "home";
/** The direct messages with the bot before Slack has given them an id; the control API knows the word. */
export const IM = "im";

/** Whether this user works for the brand. */
export const isStaff = (user) => STAFF.has(user?.role);

/** The app's own user. */
export const bot = () => world.slack.users.find((user) => user.id === "U0BOT");

/** Everybody whose place you can take: not the bots. */
export const people = () => world.slack.users.filter((user) => user.role !== "bot");

/** The conversations that `person` sees in the sidebar, each {id, name, kind, messages}. */
export function placesOf(person) {
  const channels = world.slack.channels.filter((one) => one.kind === "channel" && one.members.includes(person.id));
  const direct = world.slack.channels.find((one) => one.kind === "im" && one.user === person.id);
  const talk = direct ?? { id: IM, kind: "im", user: person.id, messages: [] };
  return { channels, direct: { ...talk, name: bot()?.name ?? "the bot" } };
}

/** What `person` sees of a conversation: ephemeral messages are for one pair of eyes. */
export const visible = (channel, person) => channel.messages.filter((message) => !message.ephemeral_to || message.ephemeral_to === person.id);

/** One line that says what a conversation is for. */
export function about(channel, person) {
  if (channel.id === HOME) return "What the app shows on its own page";
  if (channel.kind === "im") return isStaff(person) ? `Only ${person.name} sees this: what the bot tells them privately` : `Only ${person.name} and the bot`;
  if (channel.id === TRIAGE) return "Staff only: one card for each case; talk in its thread stays private";
  return "A channel with customers in it";
}

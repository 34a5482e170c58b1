// Knows what the sandbox knows: fetches /control/state, listens for changes, sends what a person does.
// It never decides what is shown.

import { toast } from "./toast.js";

const listeners = [];
let fetchedAt = 0;
let fetching = null;
let stale = false;

/** The last answer of /control/state; null until the first one is there. */
export let world = null;

/** Call `listener` after every change, in the order of subscription. */
export function onChange(listener) {
  listeners.push(listener);
}

/** The sandbox's time now, in milliseconds: the last known one plus what has passed since. */
export function now() {
  return world ? Date.parse(world.now) + (performance.now() - fetchedAt) : Date.now();
}

/** Draw again without a change on the server, for example after a switch of person. */
export function redraw() {
  if (world) for (const listener of listeners) listener(world);
}

async function fetchUntilCurrent() {
  while (stale) {
    stale = false;
    const answer = await fetch("/control/state");
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`);
    world = await answer.json();
    fetchedAt = performance.now();
    redraw();
  }
}

/** Fetch the state and draw it; calls that come while one is under way share the next one. */
export function refresh() {
  stale = true;
  fetching ??= fetchUntilCurrent().finally(() => (fetching = null));
  return fetching;
}

/** Follow the changes for as long as the page is open; `say` hears "live" or "lost". */
export function follow(say) {
  const events = new EventSource("/control/events");
  const load = () => refresh().then(() => say("live"), () => say("lost"));
  events.addEventListener("change", load);
  events.addEventListener("open", load);
  events.addEventListener("error", () => say("lost"));
}

/** Do something through the control API; an error is shown as a toast and answered with null. */
export async function act(path, body, method = "POST") {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    toast("The sandbox does not answer. Is it still running?");
    return null;
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    toast(told.error ?? `The sandbox answered ${answer.status}.`);
    return null;
  }
  return told ?? {};
}

/** Use an element of a message, a modal or the App Home, and say when the app does not answer. */
export async function press(what) {
  return answered(await act("/control/slack/click", what));
}

/** Pass on what the app answered; when it did not answer in time, say so as Slack does. */
export function answered(told) {
  if (told?.acknowledged === false && !told.errors) toast("The bot did not answer within three seconds.");
  return told;
}

/** The X account with this id or handle. */
export function account(reference) {
  const accounts = [world.x.brand, ...world.x.users];
  const found = accounts.find((one) => one.id === reference || one.username === reference);
  return found ?? { id: reference, username: reference, name: reference };
}

/** The Slack user with this id. */
export function member(id) {
  return world.slack.users.find((one) => one.id === id) ?? { id, name: id, role: "unknown" };
}

// Writes moments the way people read them, in the browser's own time zone. It never reads the machine's clock:
// "today" is the sandbox's today.

import { now } from "./state.js";

const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const second = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const long = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** "14:03", or "3 Mar, 14:03" when it was not today. */
export function moment(milliseconds) {
  const at = new Date(milliseconds);
  return at.toDateString() === new Date(now()).toDateString() ? hour.format(at) : `${day.format(at)}, ${hour.format(at)}`;
}

/** "14:03:21". */
export function exact(milliseconds) {
  return second.format(new Date(milliseconds));
}

/** "3 min" or "2 h 15 min", for a length in seconds. */
export function length(seconds) {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}

/** Slack's date formats, as in <!date^1720000000^{date_short} at {time}|fallback>. */
export function slackDate(seconds, format) {
  const at = new Date(seconds * 1000);
  const passed = Math.max(0, now() / 1000 - seconds);
  const values = {
    date: long.format(at), date_long: long.format(at), date_pretty: long.format(at), date_long_pretty: long.format(at),
    date_short: day.format(at), date_short_pretty: day.format(at), date_num: at.toISOString().slice(0, 10),
    time: hour.format(at), time_secs: second.format(at), ago: `${length(passed)} ago`,
  };
  return format.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// Starts every part of the page, then follows the sandbox.

import { sayLink, startControls } from "./controls.js";
import { startModal } from "./modal.js";
import { startSlack } from "./slack.js";
import { follow } from "./state.js";
import { startX } from "./x.js";

startControls();
startX();
startSlack();
startModal();
follow(sayLink);

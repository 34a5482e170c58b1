"""The control API: what the page, the stories and the tests do to the world, in nobody's wire format but our own.

Every answer is JSON; a wrong call is answered 400 or 404 with `{"error": "..."}`.
"""

from bot.sandbox.control import clock, faults, slack, slack_cast, state, x

routes = [*state.routes, *x.routes, *slack.routes, *slack_cast.routes, *clock.routes, *faults.routes]

"""The local X: the part of X's API v2 that a support desk needs, with X's own errors.

`routes` is all that the application needs; a narrower path stands before a wider one.
"""

from bot.sandbox.x import lookup, messages, oauth, publishing, rules_api, stream, timelines, users

routes = [
    *oauth.routes,
    *users.routes,
    *timelines.routes,
    *rules_api.routes,
    *stream.routes,
    *lookup.routes,
    *publishing.routes,
    *messages.routes,
]

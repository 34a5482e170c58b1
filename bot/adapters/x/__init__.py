"""X through tweepy: posts and direct messages come in by polling, replies go out. tweepy's types stay in here."""

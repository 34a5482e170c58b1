"""How the machine and its keepers see the bot: metrics, the local health port, the supervisor, the disk."""

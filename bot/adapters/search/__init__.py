"""Finding cases by words, with SQLite's full text search in memory."""

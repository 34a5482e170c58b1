"""A local mail server for a helpdesk that works by mail: SMTP takes mail in, IMAP shows what is in the mailbox.

It listens only once somebody wants it, on loopback, and keeps everything in memory. Nothing is ever delivered anywhere.
"""

"""Helpdesks, one file each. Only here does a customer's address appear in full."""

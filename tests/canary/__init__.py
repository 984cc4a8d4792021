"""Canaries: a word of its own in everything that is private, and a crawl that looks for them."""

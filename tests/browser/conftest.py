"""A served site for the browser, and people who come to it by keyboard."""

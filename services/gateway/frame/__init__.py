"""What the gateway's pages for people have in common: a frame, two languages, headers."""

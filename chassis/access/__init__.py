"""Who may ask a program what: tokens, the guard around all pages, and its limits."""

"""How every service runs: consume behind a fence, keep a ledger, relay an outbox, report its health."""

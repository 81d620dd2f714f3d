"""The ledger: facts are added, the subjects they touch are folded, states go out as versioned events."""

"""The page on which a fact is tried: what the door would say, with the schema beside it. Nothing is sent."""

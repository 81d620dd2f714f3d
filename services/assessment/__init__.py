"""Assessment: the ground under every number, scores with their evidence, issued reports and their restatements."""

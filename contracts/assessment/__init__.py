"""考核: what is told of the ground under every number, of scores, of issued reports and of their restatements."""

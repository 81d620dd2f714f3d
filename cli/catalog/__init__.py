"""What the catalog's commands share: whose catalog it is, how it stands, and what is sent."""

"""What states count, as it stands in rows of periods: shared by the services that add it up."""

"""Assessment dashboard (考核看板): pages and papers made from the metrics topics, and from nothing else."""

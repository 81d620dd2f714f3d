"""监督保障: training, appraisal by the public, self-reports, appeals, faults and their mending (101号 三)."""

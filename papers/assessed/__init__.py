"""考核 on paper: 月报告, 季通报 and 年考核, what restates them, a unit's score sheet, and what a unit owes."""

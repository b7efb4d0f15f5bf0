project_id;cost
1;2

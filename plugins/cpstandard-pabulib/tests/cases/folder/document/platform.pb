META
key;value
description;An invented platform - Budgets - Whole town
unit;Madeup Town
instance;2023
num_projects;2
num_votes;1
budget;1000
rule;by the council
vote_type;approval
date_begin;31.02.2023
date_end;2023-03-01
currency;pounds
PROJECTS
project_id;name;cost;votes;selected
1;A bench;400;1;1
2;A tree;300;0;0

META
key;value
description;Budget participatif de Hameau-Inventé
country;France
unit;Hameau-Inventé
instance;2019
num_projects;2
num_votes;2
budget;50000
vote_type;cumulative
rule;unknown
date_begin;2019
date_end;2019
language;fr
PROJECTS
project_id;cost;votes;score;name;selected
a;30000;2;5;Un verger;1
b;30000;1;1;Un four à pain;0
VOTES
voter_id;vote;points
1;a,b;4,1
2;a;1

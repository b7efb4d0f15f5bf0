META
key;value
description;Budget participatif de HAMEAU-INVENTÉ
country;France
unit;HAMEAU-INVENTÉ
instance;2022
subunit;Rive droite
district;Nord
currency;CHF
num_projects;2
num_votes;9
budget;50000
vote_type;cumulative
rule;equalshares
date_begin;2022
date_end;2021
language;fr
PROJECTS
project_id;cost;votes;score;name;selected
a;30000;2;5;Un verger;1
b;30000;1;1;Un four à pain;0
VOTES
voter_id;vote;points
1;a,b;4,1
2;a;1

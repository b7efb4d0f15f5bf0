META;;;
Key; Value ;
description;Invented PB in Wymyslow; the whole town
Country;Poland
unit;Wymyslow
instance;2021
edition;1
num_projects;5
num_votes;4
budget;2324869.0
vote_type;approval
rule;greedy
date_begin;16.09.2020
date_end;04.10.2020
min_length;1
max_length;3
max_sum_cost;NA
language;polish
fully funded;1
comment;"#1: Two projects were taken up later. Questions: jan@example.org"
acknowledgments;An invented person
colour of ballots;green

PROJECTS
project_id; cost; category;votes;name;target;selected;latitude;longitude;Proposer
1; 600000.0; culture,education;3;Library on wheels;adults;1;52,1;21.2;An invented proposer
2; 8000,0; sport ;2;"Running track; stage ""II""";None;1;;;
4;1 200 000;culture;1;Theatre in the park;—;2;0;0;
5;242.800;106;1;An unclear cost;;0;;;
7;-1;'education';0;A cost that nobody gave;;0;;;

VOTES
voter_id;age;sex;voting_method;vote
1;34;F;internet;1,2,4
2;51;M;paper;1,2
3;23;M;internet;1
4;19;F;internet;5

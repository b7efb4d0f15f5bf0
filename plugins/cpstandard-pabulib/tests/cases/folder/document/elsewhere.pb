META
key;value
country;the Netherlands
unit;Online Experiment
instance;1
PROJECTS
project_id;cost
1;2
VOTES
voter_id;vote
1;1

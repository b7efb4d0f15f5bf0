META
key;value
country;Worldwide
unit;Online Experiment
experimental;1
instance;1
PROJECTS
project_id;cost
1;2
VOTES
voter_id;vote
1;1

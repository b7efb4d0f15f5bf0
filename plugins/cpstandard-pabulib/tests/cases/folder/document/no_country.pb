META
key;value
country;Atlantis
unit;Online Experiment
instance;1
PROJECTS
project_id;cost
1;2
VOTES
voter_id;vote
1;1

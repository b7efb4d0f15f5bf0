META
key;value
country;Canada
unit;Stanford Dataset
instance;1
PROJECTS
project_id;cost
1;2
VOTES
voter_id;vote
1;1

META
key;value
unit;X

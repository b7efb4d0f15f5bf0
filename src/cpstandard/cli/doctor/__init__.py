"""What ``cpstandard doctor`` looks at: each module gives lines about one part of it."""

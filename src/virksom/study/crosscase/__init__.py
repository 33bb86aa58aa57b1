"""Step 4: what characterises the cases that reached, partly reached and did not reach their goals."""

"""The top floor: settings, addresses and the start page; wires the whole house together."""

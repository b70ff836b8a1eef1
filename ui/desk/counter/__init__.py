"""What lies at the counter: matters taken in, things lent, things found, notices, the handover of a shift."""

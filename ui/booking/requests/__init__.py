"""What waits for somebody: requests to answer, charges to take, rules set aside, people who may not book."""

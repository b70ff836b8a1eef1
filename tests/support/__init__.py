"""What tests share: databases, builders, leak checks."""

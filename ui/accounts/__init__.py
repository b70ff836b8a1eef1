"""Signing in and out, passwords, users and their roles, the audit trail."""

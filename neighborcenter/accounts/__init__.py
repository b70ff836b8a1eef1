"""Accounts: who works here, in what role, with which permissions; signing in; the audit trail's readers.

Tables: account, role, role_permission, account_role. Verbs: add_account, set_roles, change_password, sign_in.
Stands on kit only; every other room asks this one for its permissions.
"""

"""The service catalog: what the center does for people, with which papers, in how many days, how handled.

Tables: service, service_paper, service_revision. Services belong to modules.
"""

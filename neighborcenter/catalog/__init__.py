"""The service catalog: what the center does for people, with which papers, in how many days, how handled.

Tables: service, service_paper, service_revision. Verbs: draft_service, publish, revise, withdraw, reorder,
confirm_locally. Twenty proofs that a community must not issue are known by their wordings and answered with
where to go instead. Services belong to modules; the desk picks them here.
"""

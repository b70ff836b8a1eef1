"""ID cards read at the counter: what a card says, what every reader can do, and the readers themselves.

Readers that type the number like a keyboard need nothing of this. No tables: what is read is handed to the person
at the desk and kept only when somebody is registered.
"""

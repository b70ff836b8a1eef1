"""The screens of the service modules: the board of 1+6+X, one module, its editor, its hand-over."""

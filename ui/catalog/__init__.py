"""The screens of the service catalog: the list, the guide card, the editor, what is printed."""

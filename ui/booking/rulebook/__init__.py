"""Settings of the rules of booking: the list of sentences, the editor with its live sentence, the trial."""

"""The forms of other offices: their own .xlsx and .docx, pointed at our records once and filled for any month."""

"""What a partnership fills in: the forms, how they are written and how they are read back."""

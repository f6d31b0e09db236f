"""The first steps: contact, meeting, support, accelerator, early mission."""

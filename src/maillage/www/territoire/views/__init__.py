"""What the studio answers: the page and its fragment, searches, lists, outlines, downloads."""

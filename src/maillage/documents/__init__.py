"""What leaves the product as a file: one folder for each document, one house style for all of them."""

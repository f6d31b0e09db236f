"""What `results` gives, as versioned JSON and GeoJSON for other programs: no logic here."""

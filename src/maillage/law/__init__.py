"""La convention comme données : un fichier YAML par paramètre, un registre des textes, un lecteur."""

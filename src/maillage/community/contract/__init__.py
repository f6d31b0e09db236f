"""The contract with the ARS and the Assurance Maladie: what it says, who signed, when."""

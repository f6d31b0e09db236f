"""The shape of what the API gives, in French as its readers are: this is what OpenAPI describes."""

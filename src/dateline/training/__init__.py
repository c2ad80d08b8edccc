"""From annotated passages to a model that coding can use."""

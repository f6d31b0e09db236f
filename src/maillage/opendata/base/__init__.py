"""France, embedded: the tables shipped with the code (`data/`) and the modules that rebuild them (`build/`)."""

//! Plans of the project's own making, with their true records.

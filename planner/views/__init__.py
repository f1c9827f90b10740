"""The pages of the app, one a file; each reads like a script."""

"""The command line: the only room that prints, asks the time and reads the environment."""

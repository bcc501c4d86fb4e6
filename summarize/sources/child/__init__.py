"""The process in which dangerous formats are parsed, and how it is spoken to."""

"""The same points in other languages, sentence by sentence, with what was lost in sight."""

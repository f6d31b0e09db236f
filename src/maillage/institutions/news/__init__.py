"""What each side is told of the acts of the other: by mail as each person chose, and in the space since their last visit.

An act writes its line in the journal of the CPTS and nothing else; `kinds` says, once for each kind of act, who is told what, and
where it leads. `telling` turns lines into news, `readers` says who may be written to, `posting` hears each line, `digest` makes
the mail of the day.
"""

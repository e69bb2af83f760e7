# The frame of every page
app-name = Kigen
skip-to-main = Skip to main content
signed-in-as = Signed in as
sign-out = Sign out
nav-main = Main menu
nav-today = Today
nav-queue = Cases
nav-new-case = New case
nav-approvals = Approvals
nav-members = Members
nav-board = Board
nav-audit = Audit
nav-portal = Member portal
nav-admin = Operations
demo-note = This is a demo. The organisation, the people and the cases are fictional.
help-title = Need help?
help-nobody = Ask your administrator.
help-telephone = Telephone
foot-help = How to use
foot-accessibility = Accessibility
foot-about = About this software
foot-times = Times are Japan Standard Time.
years-western = Show Western years
years-era = Show Japanese eras
title-faults = { $n ->
    [one] One error:
   *[other] { $n } errors:
}
faults-title = { $n ->
    [one] There is a problem with one entry
   *[other] There are problems with { $n } entries
}
error-mark = Error:{" "}
colon = :{" "}
required = (required)
cancel = Cancel
to-home = Back to the first page
request-no = Technical reference { $x }
about-problem = About this message
nothing-here = Nothing to show.
not-given = Not given
withheld = Not visible to you
erased = Disposed of at the end of its retention period
never = Not yet
total = Total
unit-cases = {""}
pages-title = Pages
pages-previous = ← Previous
pages-next = Next →
keys-note = Keyboard: j and k move between rows, Enter opens.
two-person-mark = two people
two-person-note = This act takes effect only after another person approves it. It is passed on to an approver when you record it.
bar-desc = { $x }: { $y } in total
# Weekdays and months
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
# The states of a deadline
standing-ample = Ample ({ $n ->
    [one] 1 open day
   *[other] { $n } open days
} left)
standing-near = Near ({ $n ->
    [one] 1 open day
   *[other] { $n } open days
} left)
standing-today = Today
standing-overdue = Overdue by { $n ->
    [one] 1 open day
   *[other] { $n } open days
}
standing-paused = Paused
standing-done = Done (in time)
standing-late = Done ({ $n ->
    [one] 1 open day
   *[other] { $n } open days
} late)
due-provisional = (provisional)
no-deadline = No deadline
# Why this date
why-title = Why this date
why-clause = Clause { $x }
why-started = Day of the event it counts from
why-first = First day counted
why-raw-last = Last day as computed
why-last = Last day
why-pause = Paused
why-pause-open = still paused
why-steps = The computation, step by step
why-step-day = Day
why-step-effect = Effect
why-step-reason = Reason
why-ends = Overdue after
why-profile = Rules { $x }
why-calendar = Calendar
why-provisional = The date lies in a year whose holidays are not yet gazetted. It is provisional and will be computed again.
# Two versions
conflict-title = Compare the two versions
conflict-by-reader = You changed it yourself after this form was opened. See whether you sent it twice.
conflict-by = { $x } saved a change while you were typing. What you typed is kept.
conflict-field = Field
conflict-theirs = Now
conflict-yours = When you opened the form
conflict-latest = Latest record
conflict-differs = differs
conflict-drop = Drop my version and see what is stored
allowed-title = What can be done now
problem-todo-title = What to do
problem-code-label = Code
problem-status-label = HTTP status
# Outcomes
done-registered = The case was registered.
done-recorded = Recorded.
done-proposed = Passed on to an approver.
done-approved = Approved.
done-rejected = Sent back.
done-replied = Your reply was sent.
done-signed-out = You are signed out.
conflict-typed = What you typed

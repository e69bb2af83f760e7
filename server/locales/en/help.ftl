help-lead = Kigen keeps the deadlines and the records of complaint handling. Dates are computed, reminders go out before they pass, and what is late climbs by itself.
help-states = The six states of a deadline
help-states-text =
    Ample: there is time before the first reminder.
    Near: at most three open days are left.
    Today: today is the last day. It is in time until 24:00.
    Overdue: the last day has passed; the open days since are shown.
    Paused: there is a ground for which the clock stands still.
    Done: in time, or so many open days late.
help-why = Why this date
help-why-text = Every deadline has “Why this date”: the first day counted, each day skipped and the reason, the move off a closed day, and the clause it serves.
help-two = Acts of two people
help-two-text = Acceptance, out of scope, suspension and closing are approved by a person other than the one who put them forward. If the case changed in between, the approval is refused.
help-dates = Writing dates
help-dates-text = 2026/11/22, R8.11.22, 令和8年11月22日 and 20261122 are all understood, with full-width digits too.
help-keys = Keyboard
help-keys-text = In a list, j goes to the next row, k to the one before, Enter opens it. Every page also works with Tab and Enter alone.
help-verify = Verifying a package
help-verify-text = A package is verified on any computer, without a network, by “kigen audit verify FILE”. It names the first record that does not hold.
accessibility-lead = The aim is JIS X 8341-3:2016 level AA; it is tested against WCAG 2.2 AA.
accessibility-how = What we do
accessibility-how-text =
    Everything works with JavaScript off, and with the keyboard alone.
    The state of a deadline is shown by a sign and words, not by colour alone. Each picture has a table with the same content.
    At 320 pixels and at 400 % nothing but tables needs sideways scrolling.
    Print, high contrast and reduced motion are supported.
accessibility-tell = Tell us
accessibility-tell-text = If something is hard to use, tell the contact named at the foot of the page.
about-lead = Kigen (期限, “the time limit”) keeps the deadlines and the evidence of accredited personal-information-protection organisations.
about-version = Version { $x }

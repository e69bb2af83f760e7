# The register of members and the public list of target businesses
members-filter = Members shown
memberfilter-members = Members now
memberfilter-targets = Target businesses
memberfilter-left = Left
memberfilter-mismatch = Member and target differ
standing-both = Member and target business
standing-member-only = Member, no target consent
standing-target-only = Left, still a target business
standing-left = Left
fact-standing = Now
fact-left = Left
fact-mail = Mail
fact-url = Website
fact-leave-cause = Reason for leaving
fact-member-on = Effective from
leavecause-withdrawal = Withdrawal
leavecause-revocation = Membership revoked
leavecause-exclusion = Expulsion
leavecause-dissolution = Dissolution or end of business
leavecause-other = Other
member-left-on = { $x } ({ $y })
member-consented-on = Consent to be a target business { $x }
member-history = Records
member-record = Record
memberact-contacts = Change the contacts
memberact-contacts-effect = The earlier contacts stay on record.
memberact-consent = Record the consent to be a target business
memberact-consent-effect = From this day it is a target business and stands on the published list.
memberact-withdraw = Record the end of the consent
memberact-withdraw-effect = From this day it is no target business and leaves the published list. Whether it is a member does not change.
memberact-leave = Record that it left
memberact-leave-effect = From this day it is no member. The consent to be a target business is a fact of its own; record its end too when it ends.
refusal-member-in-future = A day after today cannot be recorded
refusal-member-consents-already = There is a consent already
refusal-member-has-no-consent = There is no consent to end
refusal-member-before-consent = The day cannot lie before that of the earlier consent
refusal-member-left-already = This member has left already
refusal-member-before-joining = The day cannot lie before the day of joining
refusal-targets-unchanged = Nothing has changed since the last publication
event-member-consented = Consent to be a target business
event-member-consent-withdrawn = End of that consent
event-member-left = Member left
event-member-changed = Contacts changed
event-targets-published = List of target businesses published
targets-title = Target businesses
targets-lead = The names of this organisation's target businesses, published under article 52, paragraph 2 of the Act on the Protection of Personal Information.
targets-on = As of { $x }
targets-today = Today's list
targets-csv = Download as CSV
targets-none = There are no target businesses.
targets-total = { $n ->
    [one] { $n } business
   *[other] { $n } businesses
}
targets-name = Name
targets-digest = SHA-256 of this list
targets-snapshots = Lists published so far
targets-no-snapshots = Nothing has been published yet.
targets-last = Last published { $x } ({ $y })
targets-waiting = { $n ->
    [one] { $n } change of a member that the next published list will show (its deadline counts from the day of its effect)
   *[other] { $n } changes of members that the next published list will show (each deadline counts from the day of the effect)
}
member-deadlines = Deadlines
targets-publish = Publish today's list
done-published = The list was published.
done-unchanged = Nothing has changed since the last publication.

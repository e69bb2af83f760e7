# The closed vocabularies: family-code. Looked up by `Ui::term`.

# Roles
role-intake = Intake
role-handler = Handler
role-supervisor = Supervisor
role-center-head = Centre head
role-compliance-lead = Compliance lead
role-membership = Membership
role-publisher = Publisher
role-records-manager = Records manager
role-hearing-officer = Hearing officer
role-secretariat = Secretariat
role-director = Director
role-president = President
role-kanji = Statutory auditor (kanji)
role-auditor = External auditor
role-member-contact = Member contact
role-admin = Administrator

# Kinds of matter
casekind-complaint = Complaint
casekind-inquiry = Inquiry
casekind-question = Question
casekind-consultation = Consultation

# Channels
channel-telephone = Telephone
channel-fax = Fax
channel-email = Mail
channel-post = Post
channel-web = Web

# Applicants
applicant-principal = The person concerned
applicant-statutory-agent = Statutory agent
applicant-voluntary-agent = Voluntary agent
applicant-concerned = Other concerned party
applicant-anonymous = Anonymous

# Respondents
respondent-member = Member
respondent-non-member = Business that is no member
respondent-unknown = Unknown
respondent-body = This organisation

# Categories
category-purpose = Purpose of use
category-acquisition = Acquisition
category-security = Security, leaks
category-third-party = Provision to third parties
category-disclosure = Disclosure, correction, suspension of use
category-handling = Handling of complaints
category-other = Other

# Everyday answers
answerkind-answered = Answered
answerkind-informed = Informed
answerkind-referred = Referred

# Referrals
referral-ppc = Personal Information Protection Commission
referral-consumer-centre = Consumer affairs centre (188)
referral-other-body = Another accredited organisation
referral-bar = Bar association
referral-court = Court

# Grounds
ground-not-personal-data = Not about the handling of personal data
ground-no-standing = Not from the person or an agent
ground-damages-claim = Concerns damages
ground-litigation = In or after litigation
ground-falsehood = Found to be false
ground-refuses-talks = Talks or documents refused
ground-request-unmet = A necessary request is not met
ground-improper-purpose = Plainly improper purpose
ground-repeated = Repeated
ground-impracticable = Impracticable

# Outcomes
outcome-answered = Answered, informed or referred
outcome-settled = Settled
outcome-no-agreement = No agreement
outcome-no-response = No response
outcome-withdrawn = Withdrawn
outcome-out-of-scope = Out of scope

# The complainant's will
will-agrees = Agrees
will-disagrees = Disagrees
will-silent = Silent

# Delivery
delivery-portal = Read in the portal
delivery-post = Post (2 open days after posting)
delivery-certified-post = Certified post
delivery-fax = Fax
delivery-email = Mail

# Notes
notekind-advice = Advice
notekind-investigation = Fact-finding
notekind-progress = Progress note
notekind-memo = Memo

# Parties
party-staff = The office
party-member = The member
party-complainant = The complainant

# Stages
stage-received = Received
stage-screening = Screening
stage-out-of-scope = Out of scope
stage-accepted = Accepted
stage-awaiting-member = Awaiting member
stage-reviewing = Reviewing
stage-direction = Direction
stage-confirming = Confirming
stage-suspended = Suspended
stage-closed = Closed
reached-passed = done
reached-now = now
reached-paused = suspended
reached-ahead = ahead

# Two-person acts
act-accept = Acceptance
act-out-of-scope = Out of scope
act-suspend = Suspension
act-close = Closing

# Steps
step-acknowledge = Confirm receipt
step-assign = Assign
step-answer = Answer and finish
step-propose-acceptance = Propose acceptance
step-propose-out-of-scope = Propose out of scope
step-reply-out-of-scope = Reply: out of scope
step-issue-request = Notify the member and ask
step-record-delivery = Record delivery
step-record-reply = Record the member's reply
step-accept-reply = Find the reply sufficient
step-return-reply = Ask to submit again
step-send-direction = Show the direction
step-record-will = Record the complainant's will
step-propose-closing = Propose closing
step-propose-suspension = Propose suspension
step-resume = Resume
step-approve = Approve
step-reject = Send back
step-note = Add a note

# Clocks
clock-ack = Confirmation of receipt
clock-id-check = Identity check
clock-scope = Scope decision
clock-oos-reply = Out-of-scope reply
clock-form-return = Return of the form
clock-notify = Notice to the member
clock-member-reply = Member's reply
clock-member-docs = Member's documents
clock-resubmit = Member's resubmission
clock-review = Review of the reply
clock-direction = Direction
clock-confirm = Complainant's answer
clock-progress = Progress note
clock-target-close = Target for closing
clock-hard-review = Long-running review
clock-suspend-review = Review of the suspension
clock-statement = Written statement
clock-hearing-notice = Notice of the hearing
clock-rec-decision = Decision on the recommendation
clock-rec-notice = Notice of the decision
clock-rec-comply = Compliance with the recommendation
clock-rec-verify = Check of the compliance
clock-rev-start = Proposal of revocation
clock-rev-notice = Notice of the deciding meeting
clock-list-update = Update of the public list
clock-objection = Objection
clock-objection-decide = Decision on the objection
clock-audit = Audit report
clock-audit-alarm = Performance of the audit
clock-stats = Release of statistics
clock-training = Training of the year
clock-access-review = Review of accounts and roles

# Levels
level-r1 = Reminder 1
level-r2 = Reminder 2
level-l1 = Level 1: supervisor
level-l2 = Level 2: centre head
level-l3 = Level 3: president
level-l4 = Level 4: suspected non-cooperation


# Events
event-ledger-opened = Ledger opened
event-profile-adopted = Rules adopted
event-calendar-adopted = Calendar adopted
event-account-created = Sign-in created
event-account-disabled = Sign-in closed
event-member-joined = Member entered
event-register-taken-over = Register taken over
event-audit-package-built = Audit package built
event-case-registered = Registered
event-case-taken-over = Taken over
event-case-acknowledged = Receipt confirmed, procedure explained
event-case-assigned = Assigned
event-case-answered = Answered
event-case-proposed = Put forward
event-case-proposal-rejected = Sent back
event-case-accepted = Accepted
event-case-out-of-scope = Found out of scope
event-case-suspended = Suspended
event-case-resumed = Resumed
event-request-issued = Member notified and asked
event-request-delivered = Reached the member
event-request-answered = Member replied
event-request-accepted = Reply found sufficient
event-request-returned = Returned for resubmission
event-case-direction-sent = Direction shown
event-case-confirmed = Complainant's will
event-case-noted = Note
event-case-closed = Closed
event-deadline-started = Clock started
event-deadline-paused = Clock paused
event-deadline-resumed = Clock resumed
event-deadline-stopped = Clock stopped
event-deadline-escalated = Reminder or escalation

# Parts of a bar
part-overdue = Overdue
part-today = Today
part-paused = Paused


# The morning page
today-overdue = Overdue
today-today = Due today
today-week = Due this week
today-still = Standing still
today-none-overdue = Nothing is overdue.
today-none-today = Nothing is due today.
today-none-week = Nothing else is due this week.
today-none-still = Nothing is standing still.

# Requests as members see them
request-answer = Answer needed
request-answered = Being reviewed
request-returned = Submit again
request-done = Finished



# Jobs
job-escalate = Reminders and escalation
job-checkpoint = Checkpoint
job-anchor = Anchor
job-check = Self-check
job-retention = Retention
job-statistics = Statistics
job-audit-package = Audit package
job-outbox = Mail
job-backup = Backup

# effect
effect-start = starts from
effect-receive = received
effect-first = first day
effect-count = counted
effect-skip = skipped
effect-pause = paused
effect-resume = resumed
effect-raw-last = last as computed
effect-roll = moved
effect-extend = extended
effect-result = last day

# check
check-integrity = Integrity
check-authenticity = Authenticity (signature)
check-anchor = Anchor (a head known from outside)
check-time = Time (time stamps)
check-completeness = Completeness (deadlines recomputed)

# result
result-passed = holds
result-failed = fails
result-diverged = diverged
result-not-asked = not asked
result-nothing = nothing to compare

# run
run-queued = waiting
run-running = running
run-retry = will retry
run-succeeded = done
run-succeeded-with-errors = done, some set aside
run-dead = failed for good
run-skipped = skipped
run-cancelled = cancelled

# view
view-mine = Mine
view-open = Open
view-overdue = Overdue
view-unassigned = Unassigned
view-approvals = Awaiting approval
view-closed = Closed

# takenover
takenover-received = received
takenover-awaiting-member = awaiting the member
takenover-reviewing = reviewing
takenover-out-of-scope = out of scope
takenover-closed = closed

# refusal
refusal-access-denied = Your roles do not include this
refusal-case-complaint-needs-name = A complaint cannot be anonymous. Enter the name
refusal-case-ground-not-in-rules = The rules in force do not have this ground
refusal-case-handler-missing = Assign a handler first
refusal-case-handler-unfit = This person cannot be the handler
refusal-case-outcome-does-not-fit = The case cannot end in this way at this stage
refusal-case-received-in-future = The time of receipt cannot lie in the future
refusal-case-referral-missing = Choose to whom the person is referred
refusal-case-step-not-allowed = The state of the case does not allow this step
refusal-case-changed-meanwhile = The content changed meanwhile
refusal-field-required = This must be filled
refusal-field-too-long = This is too long
refusal-field-date = This is not a date. Examples: 2026/11/22, R8.11.22
refusal-field-choice = Choose one of the options
refusal-member-unknown = This member is not in the register
refusal-period-out-of-range = The date is out of range
refusal-proposal-changed = The proposal changed, so it was not approved. Look again
refusal-proposal-same-person = Whoever put it forward cannot approve it
refusal-request-delivered-before-issue = It cannot have arrived before it was sent
refusal-request-delivered-in-future = The day of arrival cannot lie in the future
refusal-request-nothing-wanted = Choose what is to be submitted again
refusal-request-replied-in-future = The reply cannot lie in the future
refusal-request-reply-empty = Enter the report or the proposed solution

# A bar of the chart
part-week = This week

# flaw
flaw-container = The bytes of the container are not in the canonical form
flaw-bag = It is not a bag
flaw-bag-info = bag-info.txt does not agree with the records
flaw-manifest = A manifest is damaged or missing
flaw-file-digest = A file's SHA-256 does not agree with the manifest
flaw-file-missing = A listed file is missing
flaw-file-unlisted = A file is not listed
flaw-codes = The code tables cannot be read
flaw-prefix = The prefix of the ledger cannot be read
flaw-record = A record's form, number or chain is wrong
flaw-record-event = A record's content cannot be read
flaw-document = Rules or calendar cannot be read
flaw-document-missing = Rules or calendar that a record names are missing
flaw-workbook = ledger.xlsx cannot be read
flaw-sheet-chain = The chain of a sheet's rows is broken
flaw-sheet-cover = A sheet does not agree with the cover
flaw-sheet-figures = The cover's figures do not agree with the records
flaw-sheet-unlisted = A sheet is not on the cover
flaw-sheet-missing = A sheet on the cover is missing
flaw-sheet-records = The sheet of records does not agree with the records
flaw-deadline-document = A deadline's rules or calendar are missing
flaw-deadline-differs = A deadline differs from its recomputation
flaw-deadline-not-started = A deadline has no beginning
flaw-step-missing = A step of the ladder that fell due is not recorded
flaw-step-unplanned = A step of the ladder is recorded that was not due
flaw-anchor = It does not agree with the head you hold

# checknote
checknote-integrity = Files, records and rows of sheets were compared
checknote-authenticity = The package carries no signature
checknote-anchor = To compare with a head you hold, add --known-head to the command below
checknote-time = The package carries no time stamp
checknote-completeness = Deadlines and ladder steps were recomputed from the rules

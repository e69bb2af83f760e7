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

# Levels
level-r1 = Reminder 1
level-r2 = Reminder 2
level-l1 = Level 1: supervisor
level-l2 = Level 2: centre head
level-l3 = Level 3: president
level-l4 = Level 4: suspected non-cooperation

# What a step of a computation did
effect-counted = counted
effect-skipped = skipped
effect-rolled = moved
effect-excluded = first day not counted
effect-started = begins
effect-paused = paused
effect-extended = extended
effect-last = last day

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
part-near = Near
part-ample = Ample
part-paused = Paused

# Saved views
view-mine = Mine
view-open = Open
view-overdue = Overdue
view-near = Near or today
view-paused = Paused
view-unassigned = Unassigned
view-approval = Awaiting approval
view-member = Awaiting member
view-closed = Closed
view-all = All

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

# Checks of a verdict
check-container = Container
check-bag = Files and manifests
check-manifest = Files and manifests
check-chain = Chain of records
check-ledger = Continuity of the ledger
check-commitments = Commitments
check-workbook = Workbook against records
check-rules = Rules and calendars
check-deadlines = Deadlines recomputed
check-signature = Signature
check-timestamp = Time stamp
result-passed = holds
result-failed = fails
result-skipped = not checked

# Runs
run-queued = waiting
run-running = running
run-succeeded = done
run-failed = failed, will retry
run-dead = failed for good
run-skipped = skipped

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
